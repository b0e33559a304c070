import type { ExpansionReport } from '../../analysis/expansionReport';
import type { DeclaredInput } from '../../expand/expansion';
import { counted } from '../counted';
import { codeSpan, placeText } from '../markdown';

const maximumNames = 5;
const maximumArgument = 60;

/** A metavariable of the arm that matched, and what it stands for: one text for each pass of a repetition. */
export interface Binding {
  readonly name: string;
  readonly texts: readonly string[];
}

const kindNames = { bang: 'macro', derive: 'derive macro', attribute: 'attribute macro' } as const;

/** Path and kind of the macro, where it is defined, and the arm that matched. */
export function definitionLine({ path, kind, engine, definition }: ExpansionReport): string {
  const facts = [codeSpan(path), engine === undefined ? kindNames[kind] : `${engine} ${kindNames[kind]}`];
  if (definition) {
    const { crate, file, range, arm } = definition;
    facts.push(`defined in ${codeSpan(crate)} (${placeText(file, range.start.line)})`);
    if (arm !== undefined) facts.push(`arm ${arm}`);
  }
  return facts.join(' · ');
}

/** `$key` = `"Ada"`, `"Grace"` · `$value` = `36`, `85`. Empty for an arm without metavariables. */
export function bindingsLine(bindings: readonly Binding[]): string {
  const shown = bindings.slice(0, maximumNames).map(({ name, texts }) => {
    const values = shortened(texts, (text) => (text === '' ? 'nothing' : codeSpan(oneLine(text))));
    return `${codeSpan(name)} = ${values || 'nothing'}`;
  });
  const more = bindings.length - shown.length;
  return [...shown, ...(more > 0 ? [`${counted(more, 'more metavariable')}`] : [])].join(' · ');
}

/** Arguments can be whole items: their beginning tells which. */
function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > maximumArgument ? `${line.slice(0, maximumArgument - 1)}…` : line;
}

/** What the expansion took. Empty for a call that failed. */
export function costLine({ stats }: ExpansionReport): string {
  if (!stats) return '';
  const parts = [
    counted(stats.steps, 'step'),
    `${stats.tokens} tokens`,
    `${(stats.wallMicros / 1000).toFixed(1)} ms`,
  ];
  if (stats.instructions) parts.push(`${inThousands(stats.instructions)} instructions`);
  if (stats.cached) parts.push('cached');
  return parts.join(', ');
}

/** `1,234,567`. Locales would take ten milliseconds when they are first needed. */
function inThousands(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

/** How what was read is called, by its kind. */
const inputNames: Readonly<Record<DeclaredInput['kind'], (name: string) => string>> = {
  file: (name) => fileName(name),
  directory: (name) => `the folder ${fileName(name)}`,
  missing: (name) => `${fileName(name)}, which is missing`,
  environment: (name) => `the variable ${codeSpan(name)}`,
  position: () => 'its own position',
};

/** What macros have read besides their tokens, and what they would have changed on the disk. Empty when nothing. */
export function inputsLine({ inputs = [], outputs = [] }: ExpansionReport): string {
  const names = [...new Set(inputs.map(({ kind, name }) => inputNames[kind](name)))];
  const reads = names.length > 0 ? [`reads ${shortened(names)}`] : [];
  return [...reads, ...outputFacts(outputs)].join(' · ');
}

/** What a macro wrote stays in memory; natively it would have changed the disk, which the user should know. */
function outputFacts(outputs: NonNullable<ExpansionReport['outputs']>): string[] {
  const fact = (verb: string, noun: string, kind: string): string[] => {
    const names = outputs.filter((output) => output.kind === kind).map(({ name }) => name);
    const shown = shortened(names, fileName);
    return names.length > 0 ? [`would ${verb} ${counted(names.length, noun)}: ${shown}`] : [];
  };
  return [
    ...fact('write', 'file', 'file'),
    ...fact('make', 'folder', 'directory'),
    ...fact('remove', 'path', 'removed'),
  ];
}

function fileName(path: string): string {
  return codeSpan(path.split('/').at(-1) ?? '');
}

/** The first of a list as Markdown, and how many more there are. */
function shortened(names: readonly string[], show: (name: string) => string = (name) => name): string {
  const more = names.length > maximumNames ? ` and ${names.length - maximumNames} more` : '';
  return `${names.slice(0, maximumNames).map(show).join(', ')}${more}`;
}
