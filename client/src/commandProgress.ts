import { CancellationTokenSource, ProgressLocation, window, type Progress } from 'vscode';
import {
  ExecuteCommandRequest,
  LSPErrorCodes,
  ResponseError,
  WorkDoneProgress,
  type BaseLanguageClient,
  type Middleware,
  type WorkDoneProgressBegin,
  type WorkDoneProgressReport,
} from 'vscode-languageclient';

type State = WorkDoneProgressBegin | WorkDoneProgressReport;

/**
 * For the client's middleware: a command that the server works at for longer than a moment is shown, with a button that stops it. Left to itself the library
 * hides that button behind an entry of the status bar. What was stopped gives null.
 */
export function showSlowCommands(client: () => BaseLanguageClient): Middleware['sendRequest'] {
  let count = 0;
  return async (type, parameters, token, next) => {
    if (methodOf(type) !== ExecuteCommandRequest.method) return next(type, parameters, token);
    const stopped = new CancellationTokenSource();
    token?.onCancellationRequested(() => stopped.cancel());
    const workDoneToken = `command ${++count}`;
    const shown = new ShownCommand(() => stopped.cancel());
    const following = client().onProgress(WorkDoneProgress.type, workDoneToken, (state) => {
      if (state.kind !== 'end') shown.tell(state);
    });
    try {
      return await next(type, Object.assign({}, parameters, { workDoneToken }), stopped.token);
    } catch (error) {
      const wasStopped = error instanceof ResponseError && error.code === LSPErrorCodes.RequestCancelled;
      if (wasStopped && stopped.token.isCancellationRequested) return null as never;
      throw error;
    } finally {
      following.dispose();
      shown.end();
    }
  };
}

function methodOf(type: string | { readonly method: string }): string {
  return typeof type === 'string' ? type : type.method;
}

/** A command in the corner of the window, from the first state that is told until it ends. */
class ShownCommand {
  private progress: Progress<{ message?: string; increment?: number }> | undefined;
  private percentage = 0;
  private readonly ended: Promise<void>;
  /** Takes it away. */
  end!: () => void;

  constructor(private readonly stop: () => void) {
    this.ended = new Promise((resolve) => (this.end = resolve));
  }

  tell(state: State): void {
    if (state.kind === 'begin') this.show(state.title);
    const percentage = state.percentage ?? this.percentage;
    this.progress?.report({ message: state.message, increment: percentage - this.percentage });
    this.percentage = percentage;
  }

  private show(title: string): void {
    const options = { location: ProgressLocation.Notification, title, cancellable: true };
    void window.withProgress(options, (progress, token) => {
      this.progress = progress;
      token.onCancellationRequested(this.stop);
      return this.ended;
    });
  }
}
