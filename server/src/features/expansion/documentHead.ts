import type { ExpansionReport } from '../../analysis/expansionReport';
import type { TerminalPosition } from '../../analysis/lineIndex';
import { macroName } from '../macroName';

/** The comment at the top of an expansion document: what it is, and what went wrong. */
export function documentHead(report: ExpansionReport, root: string | undefined): string {
  const head = [`// Expansion of ${describeCall(report, root)}`];
  for (const { severity, message, macro } of report.diagnostics)
    head.push(...comment(`${severity} in ${macro}: ${message}`));
  if (report.error && report.text === undefined) {
    head.push(...comment(`cannot be expanded: ${report.error.message}`));
    for (const note of report.error.notes ?? []) head.push(...comment(`  ${note}`));
  }
  return head.join('\n');
}

/** Where the call was when a document's text was made, as its first line says. */
export function placeInHead(text: string): TerminalPosition | undefined {
  const [, line, column] = /^\/\/ .* at .*:(\d{1,9}):(\d{1,9})\n/.exec(text) ?? [];
  return line === undefined ? undefined : { line: Number(line), column: Number(column) };
}

/** `map! at src/main.rs:3:5`. */
function describeCall(report: ExpansionReport, root: string | undefined): string {
  const { start } = report.range;
  return `${macroName(report.kind, report.path)} at ${shortPath(report.file, root)}:${start.line}:${start.column}`;
}

/** Relative to the workspace for a file in it. */
function shortPath(file: string, root: string | undefined): string {
  return root !== undefined && file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file;
}

function comment(text: string): string[] {
  return text.split('\n').map((line) => `// ${line}`);
}
