import {
  DiagnosticSeverity,
  type Diagnostic,
  type DiagnosticRelatedInformation,
} from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import type { Analysis } from '../analysis/analysis';
import type { ReportDiagnostic } from '../analysis/expansionReport';
import type { SourceFile } from '../analysis/sourceFile';
import { nodesOf, type ExpansionNode } from '../expand/expansionTree';
import { inputPaths } from './inputPaths';
import { locationOf } from './locationOf';
import type { ServerContext } from './serverContext';

/** Time between the last keystroke and the check, so that half-typed calls are not reported at each letter. */
const quietMillis = 400;

/** Problems that say something about Macroscope's surroundings and not about the user's code are shown once, by the server's status. */
const notShownInline = new Set(['module-missing', 'cancelled', 'not-expandable']);

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  note: DiagnosticSeverity.Information,
  help: DiagnosticSeverity.Hint,
} as const;

/** `textDocument/publishDiagnostics`: macro calls of open documents that fail, at the place in the call that is to blame. */
export class DiagnosticsPublisher {
  private readonly pending = new Map<string, { timer: NodeJS.Timeout; controller: AbortController }>();

  constructor(private readonly context: ServerContext) {}

  /** Checks a document soon; an earlier check of it that still runs is given up. `delayMillis`: how long it may still change. */
  schedule(path: string, delayMillis = quietMillis): void {
    this.cancel(path);
    const controller = new AbortController();
    const timer = setTimeout(() => {
      this.check(path, controller.signal).catch((error: unknown) => {
        const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
        this.context.connection.console.error(`The macros of ${path} could not be checked: ${message}`);
      });
    }, delayMillis);
    this.pending.set(path, { timer, controller });
  }

  /** The document was closed: nothing is shown for it any more. */
  close(path: string): void {
    this.cancel(path);
    this.context.inputs.forget(readerOf(path));
    void this.context.connection.sendDiagnostics({ uri: URI.file(path).toString(), diagnostics: [] });
  }

  private cancel(path: string): void {
    const pending = this.pending.get(path);
    if (!pending) return;
    clearTimeout(pending.timer);
    pending.controller.abort();
    this.pending.delete(path);
  }

  private async check(path: string, signal: AbortSignal): Promise<void> {
    const analysis = await this.context.workspaces.analysisOf(path);
    const file = analysis.openFile(path);
    if (!file || signal.aborted) return;
    const since = Date.now();
    const inputs = new Set<string>();
    const diagnostics: Diagnostic[] = [];
    const request = { recursive: true, signal, priority: 'background' } as const;
    for await (const { node } of analysis.expandCalls(file, request)) {
      if (signal.aborted) return;
      diagnostics.push(...diagnosticsOf(analysis, file, node, this.context.support.relatedInformation));
      for (const input of inputPaths(node)) inputs.add(input);
    }
    if (signal.aborted) return;
    // What macros read is checked at once: nobody is typing.
    this.context.inputs.watch(readerOf(path), inputs, since, () => this.schedule(path, 0));
    await this.context.connection.sendDiagnostics({ uri: URI.file(path).toString(), diagnostics });
  }
}

function readerOf(path: string): string {
  return `diagnostics of ${path}`;
}

/** More than these, of one call, tell the user nothing new. */
const diagnosticsOfOneCall = 20;

/** What to show for one call: its own failure, and those of the calls that it expands to, at the call. */
function diagnosticsOf(
  analysis: Analysis,
  file: SourceFile,
  root: ExpansionNode,
  withRelated: boolean,
): Diagnostic[] {
  const diagnostics = new Map<string, Diagnostic>();
  for (const node of nodesOf(root)) {
    if (diagnostics.size >= diagnosticsOfOneCall) break;
    if (node.error && notShownInline.has(node.error.code)) continue;
    // A name that we do not find may be one that we do not understand yet: that is no error of the user's.
    const unresolved = node.error?.code === 'unresolved-macro';
    if (unresolved && node !== root) continue;
    for (const reported of analysis.reporter.diagnostics(node)) {
      const diagnostic = {
        ...toDiagnostic(reported, file, root),
        severity: unresolved ? DiagnosticSeverity.Information : severities[reported.severity],
        code: node.error?.code,
        relatedInformation: withRelated ? relatedTo(node, analysis) : undefined,
      };
      // Every repetition of a macro may fail in the same way at the same place, and what a macro reports by `compile_error!` is
      // reported by that macro, too: the outermost speaks.
      const key = `${JSON.stringify(diagnostic.range)} ${reported.message}`;
      const known = diagnostics.get(key);
      diagnostics.set(key, known ? { ...known, code: known.code ?? diagnostic.code } : diagnostic);
    }
  }
  return [...diagnostics.values()];
}

function toDiagnostic(reported: ReportDiagnostic, file: SourceFile, root: ExpansionNode): Diagnostic {
  const own = reported.file === file.path ? reported.range : undefined;
  const start = own && file.lines.offsetOfTerminalPosition(own.start);
  const end = own && file.lines.offsetOfTerminalPosition(own.end);
  const call = root.invocation.span;
  const notes = (reported.notes ?? []).map((note) => `\n${note}`).join('');
  const where = reported.macro === root.path ? '' : ` (in the expansion of \`${reported.macro}\`)`;
  return {
    source: 'macroscope',
    message: `${reported.message}${where}${notes}`,
    range: file.lines.range({ start: start ?? call.start, end: end ?? call.end }),
  };
}

/** The places that a failure is about besides its own: for a call that no arm matches, where in the definition each arm stopped. */
function relatedTo(
  { error }: ExpansionNode,
  { reporter }: Analysis,
): DiagnosticRelatedInformation[] | undefined {
  const places = (error?.related ?? []).flatMap(({ message, span }) => {
    const location = locationOf(reporter, span);
    return location ? [{ message, location }] : [];
  });
  return places.length > 0 ? places : undefined;
}
