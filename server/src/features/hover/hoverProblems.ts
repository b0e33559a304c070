import type { ExpansionReport } from '../../analysis/expansionReport';
import { codeSpan, escapeMarkdown, fenced } from '../markdown';

/** Messages can be very many and very long. */
const maximumDiagnostics = 10;
const maximumNames = 5;
const maximumCharacters = 20_000;

/** What the reader of an expansion must know to trust it: names that only look the same, errors, messages of macros, steps that are out of date. */
export function problemParts(report: ExpansionReport): string[] {
  const { sharedNames = [], error, diagnostics, stale = [] } = report;
  const others = diagnostics.filter(({ message }) => message !== error?.message);
  const lines = [
    ...new Set(
      others.map(
        ({ severity, macro, message }) => `**${severity}** in ${codeSpan(macro)}: ${messageText(message)}`,
      ),
    ),
  ];
  const more = lines.length - maximumDiagnostics;
  return [
    ...sharedNames.slice(0, maximumNames).map(sharedNameText),
    ...(error ? [errorText(error, report.path)] : []),
    ...lines.slice(0, maximumDiagnostics),
    ...(more > 0 ? [`… ${more} more messages`] : []),
    ...stale.map((reason) => `**Out of date**: ${messageText(reason)}`),
  ];
}

function sharedNameText({ name, variables }: NonNullable<ExpansionReport['sharedNames']>[number]): string {
  const kind = name.startsWith("'") ? 'labels' : 'variables';
  return `${codeSpan(name)} is the name of ${variables} different ${kind} here`;
}

function errorText(error: NonNullable<ExpansionReport['error']>, path: string): string {
  const notes = (error.notes ?? []).map((note) => `- ${messageText(note, '  ')}`);
  const macro = error.macro === path ? '' : ` (in ${codeSpan(error.macro)})`;
  return [`**Cannot be expanded**${macro}: ${messageText(error.message)}`, ...notes].join('\n');
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
