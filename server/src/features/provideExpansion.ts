import { LRUCache } from 'lru-cache';
import type { ExpansionReport } from '../analysis/expansionReport';
import type { ExpansionNode } from '../expand/expansionTree';
import { inputPaths } from './inputPaths';
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

/** How many answers are kept up to date: those that the user may still look at. */
const watchedExpansions = 50;

/**
 * `macroscope/expansion`: the expansion of the call at a position as a document of its own; `null` where there is none.
 * `macroscope/expansionChanged` tells the client, with the parameters of the request, that something which the expansion depends on has
 * changed without an edit: a file that a macro read, a module that was built.
 */
export function provideExpansion(context: ServerContext): void {
  const { connection, inputs, workspaces } = context;
  const watched = new LRUCache<string, ExpansionParams>({
    max: watchedExpansions,
    dispose: (_params, reader, reason) => {
      if (reason === 'evict') inputs.forget(reader);
    },
  });
  const tellChanged = (params: ExpansionParams): void => {
    void connection.sendNotification('macroscope/expansionChanged', params);
  };
  workspaces.onChange(() => {
    for (const params of watched.values()) tellChanged(params);
  });
  connection.onRequest('macroscope/expansion', async (params: ExpansionParams, token) => {
    const since = Date.now();
    const answer = await expandAt(context, params, signalOf(token));
    if (!answer) return null;
    const { textDocument, position, step } = params;
    const asked = { textDocument, position, step };
    const reader = `expansion ${JSON.stringify(asked)}`;
    watched.set(reader, asked);
    inputs.watch(reader, inputPaths(answer.node), since, () => tellChanged(asked));
    return answer.expansion;
  });
}

/** The answer to `macroscope/expansion`. */
export async function expansionAt(
  context: ServerContext,
  at: ExpansionParams,
  signal: AbortSignal,
): Promise<Expansion | null> {
  return (await expandAt(context, at, signal))?.expansion ?? null;
}

async function expandAt(
  context: ServerContext,
  at: ExpansionParams,
  signal: AbortSignal,
): Promise<{ readonly expansion: Expansion; readonly node: ExpansionNode } | undefined> {
  const found = await siteAtPosition(context, at);
  if (!found) return undefined;
  const { analysis, file, site } = found;
  const { node, wallMicros } = await analysis.expandSite(file, site, { recursive: at.step !== true, signal });
  const report = analysis.reporter.report(node, wallMicros);
  const expansion = {
    name: macroName(report.kind, report.path),
    text: documentText(report, analysis.workspace.workspaceRoot),
    report,
  };
  return { expansion, node };
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
