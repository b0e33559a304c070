import type { ExpansionReport } from '../analysis/expansionReport';
import { counted } from './counted';

/** A hover stays readable, and cheap to send, whatever an expansion is like: lines can be very long, and messages very many. */
const maximumCharacters = 20_000;
const maximumDiagnostics = 10;
const maximumNames = 5;

/** The hover as Markdown: what the macro is in one line, then its expansion. Of a long one the first lines are shown, and how many there are. */
export function hoverText(report: ExpansionReport, maximumLines: number): string {
  const parts = [factsLine(report)];
  if (report.text !== undefined) parts.push(expansionBlock(report.text, maximumLines));
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

function expansionBlock(text: string, maximumLines: number): string {
  if (text.trim() === '') return '*expands to nothing*';
  const lines = text.split('\n');
  const first = lines.slice(0, maximumLines).join('\n');
  const cut = first.length > maximumCharacters;
  const shown = cut ? `${first.slice(0, maximumCharacters)} …` : first;
  const block = fenced(shown, 'rust');
  const left = lines.length - shown.split('\n').length;
  if (left > 0) return `${block}\n\n… ${counted(left, 'more line')}`;
  return cut ? `${block}\n\n… ${text.length - maximumCharacters} more characters` : block;
}

function fenced(text: string, language: string): string {
  const fence = '`'.repeat(Math.max(3, longestBackticks(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

const kindNames = { bang: 'macro', derive: 'derive macro', attribute: 'attribute macro' } as const;

/** One line: path, kind, definition, arm, cost. */
function factsLine(report: ExpansionReport): string {
  const facts = [
    `${codeSpan(report.path)} · ${report.engine ?? ''} ${kindNames[report.kind]}`.replace('·  ', '· '),
  ];
  if (report.definition) {
    const { crate, file, range, arm } = report.definition;
    const place = `${file.split('/').slice(-2).join('/')}:${range.start.line}`;
    facts.push(`defined in ${codeSpan(crate)} (${escapeMarkdown(place)})`);
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

export function codeSpan(text: string): string {
  const fence = '`'.repeat(longestBackticks(text) + 1);
  return fence.length === 1 ? `\`${text}\`` : `${fence} ${text} ${fence}`;
}

function longestBackticks(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

/** Messages come from macros, which must not be able to make links or pictures in the editor. Code spans stay as they are. */
export function escapeMarkdown(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.startsWith('`') && part.length > 1 ? part : part.replace(/[\\*_{}[\]<>#|~!&]/g, '\\$&'),
    )
    .join('');
}
