import type { ExpansionReport } from '../analysis/expansionReport';
import { macroName } from './macroName';
import { siteAtPosition, signalOf, type ServerContext, type TextPosition } from './serverContext';

interface ExpansionParams extends TextPosition {
  /** Expand one step only. */
  readonly step?: boolean;
}

interface Expansion {
  readonly name: string;
  /** A Rust file: a comment that says what it is, then the expansion or why there is none. */
  readonly text: string;
  readonly report: ExpansionReport;
}

/** `macroscope/expansion`: the expansion of the call at a position as a document of its own; `null` where there is none. */
export function provideExpansion(context: ServerContext): void {
  context.connection.onRequest('macroscope/expansion', (params: ExpansionParams, token) =>
    expansionAt(context, params, signalOf(token)),
  );
}

/** The answer to `macroscope/expansion`. */
export async function expansionAt(
  context: ServerContext,
  at: ExpansionParams,
  signal: AbortSignal,
): Promise<Expansion | null> {
  const found = await siteAtPosition(context, at);
  if (!found) return null;
  const { analysis, file, site } = found;
  const { node, wallMicros } = await analysis.expandSite(file, site, { recursive: at.step !== true, signal });
  const report = analysis.reporter.report(node, wallMicros);
  return {
    name: macroName(report.kind, report.path),
    text: documentText(report, analysis.workspace.workspaceRoot),
    report,
  };
}

function documentText(report: ExpansionReport, root: string | undefined): string {
  const { start } = report.range;
  const head = [
    `// Expansion of ${macroName(report.kind, report.path)} at ${shortPath(report.file, root)}:${start.line}:${start.column}`,
  ];
  for (const { severity, message, macro } of report.diagnostics)
    head.push(...comment(`${severity} in ${macro}: ${message}`));
  if (report.error && report.text === undefined) {
    head.push(...comment(`cannot be expanded: ${report.error.message}`));
    for (const note of report.error.notes ?? []) head.push(...comment(`  ${note}`));
  }
  return `${head.join('\n')}\n\n${report.text ?? ''}\n`;
}

/** Relative to the workspace for a file in it. */
function shortPath(file: string, root: string | undefined): string {
  return root !== undefined && file.startsWith(`${root}/`) ? file.slice(root.length + 1) : file;
}

function comment(text: string): string[] {
  return text.split('\n').map((line) => `// ${line}`);
}
