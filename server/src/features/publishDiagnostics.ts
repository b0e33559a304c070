import { machine } from '#platform/machine';
import { URI } from 'vscode-uri';
import { callDiagnostics } from './callDiagnostics';
import { prepareTexts } from './callTexts';
import { oneForEachCause, type FoundDiagnostic } from './diagnosticCauses';
import { inputPaths } from './inputPaths';
import type { ServerContext } from './serverContext';

/** Time between the last keystroke and the check, so that half-typed calls are not reported at each letter. */
const quietMillis = 400;

/** What took so long to expand takes about as long to lay out: that is done for whoever asks next. */
const slowMicros = 1000;

/** A check that will begin when its timer ends, or has begun. */
interface PendingCheck {
  readonly timer: ReturnType<typeof setTimeout>;
  /** Ends the check. Made when it begins: to fire one costs a part of what a keystroke may take, and most checks are put off. */
  controller: AbortController | undefined;
}

/** `textDocument/publishDiagnostics`: macro calls of open documents that fail, at the place in the call that is to blame. */
export class DiagnosticsPublisher {
  private readonly pending = new Map<string, PendingCheck>();

  constructor(private readonly context: ServerContext) {}

  /** Checks a document soon; an earlier check of it that still runs is given up. `delayMillis`: how long it may still change. */
  schedule(path: string, delayMillis = quietMillis): void {
    this.cancel(path);
    const timer = setTimeout(() => {
      const controller = new AbortController();
      pending.controller = controller;
      this.check(path, controller.signal).catch((error: unknown) => {
        const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
        this.context.connection.console.error(`The macros of ${path} could not be checked: ${message}`);
      });
    }, delayMillis);
    const pending: PendingCheck = { timer, controller: undefined };
    this.pending.set(path, pending);
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
    pending.controller?.abort();
    this.pending.delete(path);
  }

  private async check(path: string, signal: AbortSignal): Promise<void> {
    const analysis = await this.context.workspaces.analysisOf(path);
    const file = analysis.openFile(path);
    if (!file || signal.aborted) return;
    const since = Date.now();
    const inputs = new Set<string>();
    const found: FoundDiagnostic[] = [];
    const request = { recursive: true, signal, priority: 'background' } as const;
    for await (const expansion of analysis.expandCalls(file, request)) {
      if (signal.aborted) return;
      const { node, site, wallMicros } = expansion;
      if (wallMicros >= slowMicros) await prepareTexts({ analysis, file, site }, expansion, signal);
      found.push(...callDiagnostics(analysis, file, node, this.context));
      for (const input of inputPaths(node)) inputs.add(input);
    }
    if (signal.aborted) return;
    // What macros read is checked at once: nobody is typing.
    this.context.inputs.watch(readerOf(path), inputs, since, () => this.schedule(path, 0));
    const uri = URI.file(path).toString();
    await this.context.connection.sendDiagnostics({ uri, diagnostics: oneForEachCause(found) });
    // What the check leaves would else be collected in the midst of the next request.
    machine.collectYoungGarbage();
  }
}

function readerOf(path: string): string {
  return `diagnostics of ${path}`;
}
