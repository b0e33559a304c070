import type { ExpansionReport } from '../analysis/expansionReport';
import { counted } from './counted';
import { codeSpan, escapeMarkdown, fenced, placeText } from './markdown';

/** A hover stays readable, and cheap to send, whatever an expansion is like: lines can be very long, and messages very many. */
const maximumCharacters = 20_000;
const maximumDiagnostics = 10;
const maximumNames = 5;
const maximumArgument = 60;

/** A metavariable of the arm that matched, and what it stands for: one text for each pass of a repetition. */
interface Binding {
  readonly name: string;
  readonly texts: readonly string[];
}

export interface HoverOptions {
  /** Of the expansion. */
  readonly maximumLines: number;
  /** Default: none. */
  readonly bindings?: readonly Binding[];
  /** A link to the whole expansion, for what is too long; undefined in clients that cannot follow it. */
  readonly fullView?: string;
}

/**
 * The hover as Markdown: what the macro is in one line, then its expansion and what the arm's metavariables stand for. Of a long expansion the first
 * lines are shown, and how many there are.
 */
export function hoverText(
  report: ExpansionReport,
  { maximumLines, bindings = [], fullView }: HoverOptions,
): string {
  const parts = [factsLine(report)];
  if (report.text !== undefined) parts.push(expansionBlock(report.text, maximumLines, fullView));
  if (bindings.length > 0) parts.push(bindingsLine(bindings));
  for (const { name, variables } of (report.sharedNames ?? []).slice(0, maximumNames))
    parts.push(
      `${codeSpan(name)} is the name of ${variables} different ${name.startsWith("'") ? 'labels' : 'variables'} here`,
    );
  if (report.error) {
    const notes = (report.error.notes ?? []).map((note) => `- ${messageText(note, '  ')}`);
    const macro = report.error.macro === report.path ? '' : ` (in ${codeSpan(report.error.macro)})`;
    parts.push([`**Cannot be expanded**${macro}: ${messageText(report.error.message)}`, ...notes].join('\n'));
  }
  const others = report.diagnostics.filter(({ message }) => message !== report.error?.message);
  const lines = new Set(
    others.map(
      ({ severity, macro, message }) => `**${severity}** in ${codeSpan(macro)}: ${messageText(message)}`,
    ),
  );
  parts.push(...[...lines].slice(0, maximumDiagnostics));
  if (lines.size > maximumDiagnostics) parts.push(`… ${lines.size - maximumDiagnostics} more messages`);
  for (const reason of report.stale ?? []) parts.push(`**Out of date**: ${messageText(reason)}`);
  return parts.join('\n\n');
}

/** `$key` = `"Ada"`, `"Grace"` · `$value` = `36`, `85`. */
function bindingsLine(bindings: readonly Binding[]): string {
  const shown = bindings.slice(0, maximumNames).map(({ name, texts }) => {
    const values = texts
      .slice(0, maximumNames)
      .map((text) => (text === '' ? 'nothing' : codeSpan(oneLine(text))));
    const more = texts.length > maximumNames ? ` and ${texts.length - maximumNames} more` : '';
    return `${codeSpan(name)} = ${values.join(', ') || 'nothing'}${more}`;
  });
  const more = bindings.length - shown.length;
  return [...shown, ...(more > 0 ? [`${counted(more, 'more metavariable')}`] : [])].join(' · ');
}

/** Arguments can be whole items: their beginning tells which. */
function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > maximumArgument ? `${line.slice(0, maximumArgument - 1)}…` : line;
}

/** A message as Markdown: further lines, such as a compiler's picture of the place, keep their layout. `indent`: for a list's item. */
function messageText(message: string, indent = ''): string {
  const end = message.indexOf('\n');
  if (end < 0) return escapeMarkdown(message);
  const further = fenced(message.slice(end + 1, end + maximumCharacters), 'text').replaceAll(
    '\n',
    `\n${indent}`,
  );
  return `${escapeMarkdown(message.slice(0, end))}\n\n${indent}${further}`;
}

function expansionBlock(text: string, maximumLines: number, fullView: string | undefined): string {
  if (text.trim() === '') return '*expands to nothing*';
  const lines = text.split('\n');
  const first = lines.slice(0, maximumLines).join('\n');
  const cut = first.length > maximumCharacters;
  const shown = cut ? `${first.slice(0, maximumCharacters)} …` : first;
  const block = fenced(shown, 'rust');
  const left = lines.length - shown.split('\n').length;
  if (left === 0 && !cut) return block;
  const more = left > 0 ? counted(left, 'more line') : `${text.length - maximumCharacters} more characters`;
  return `${block}\n\n${fullView === undefined ? `… ${more}` : `[… ${more}](${fullView})`}`;
}

const kindNames = { bang: 'macro', derive: 'derive macro', attribute: 'attribute macro' } as const;

/** One line: path, kind, definition, arm, cost. */
function factsLine(report: ExpansionReport): string {
  const facts = [
    `${codeSpan(report.path)} · ${report.engine ?? ''} ${kindNames[report.kind]}`.replace('·  ', '· '),
  ];
  if (report.definition) {
    const { crate, file, range, arm } = report.definition;
    facts.push(`defined in ${codeSpan(crate)} (${placeText(file, range.start.line)})`);
    if (arm !== undefined) facts.push(`arm ${arm}`);
  }
  if (report.stats) facts.push(cost(report.stats));
  const files = (report.inputs ?? []).filter((input) => input.kind !== 'environment');
  if (files.length > 0)
    facts.push(`reads ${files.map((input) => codeSpan(input.name.split('/').at(-1) ?? '')).join(', ')}`);
  facts.push(...outputFacts(report.outputs ?? []));
  return facts.join(' · ');
}

/** What a macro wrote stays in memory; natively it would have changed the disk, which the user should know. */
function outputFacts(outputs: NonNullable<ExpansionReport['outputs']>): string[] {
  const fact = (verb: string, noun: string, kind: string): string[] => {
    const names = outputs.filter((output) => output.kind === kind).map(({ name }) => name);
    if (names.length === 0) return [];
    const shown = names.slice(0, maximumNames).map((name) => codeSpan(name.split('/').at(-1) ?? ''));
    const more = names.length > maximumNames ? ` and ${names.length - maximumNames} more` : '';
    return [`would ${verb} ${counted(names.length, noun)}: ${shown.join(', ')}${more}`];
  };
  return [
    ...fact('write', 'file', 'file'),
    ...fact('make', 'folder', 'directory'),
    ...fact('remove', 'path', 'removed'),
  ];
}

function cost(stats: NonNullable<ExpansionReport['stats']>): string {
  const parts = [
    counted(stats.steps, 'step'),
    `${stats.tokens} tokens`,
    `${(stats.wallMicros / 1000).toFixed(1)} ms`,
  ];
  if (stats.instructions) parts.push(`${stats.instructions.toLocaleString('en')} instructions`);
  if (stats.cached) parts.push('cached');
  return parts.join(', ');
}
