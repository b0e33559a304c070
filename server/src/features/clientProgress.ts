import type { Connection, WorkDoneProgressReporter } from 'vscode-languageserver';
import type { ProgressReporter } from '../analysis/macroBuilds';

/** Tells the state of some work in words and, when it is known, the percentage. */
export type Report = (message: string, percentage?: number) => void;

/** Reports a state to the client. */
export function reportBy(
  progress: WorkDoneProgressReporter,
  ...[message, percentage]: Parameters<Report>
): void {
  if (percentage === undefined) progress.report(message);
  else progress.report(percentage, message);
}

/** Work that takes long, shown by the client's own means (`window/workDoneProgress`) where it has any. */
export function clientProgress(connection: Connection, supported: boolean): ProgressReporter {
  return {
    async run(title, task) {
      const controller = new AbortController();
      if (!supported) return task(() => undefined, controller.signal);
      // A client may refuse to show progress; the work is done all the same.
      const progress = await connection.window.createWorkDoneProgress().catch(() => undefined);
      if (!progress) return task(() => undefined, controller.signal);
      progress.begin(`Macroscope: ${title}`, undefined, undefined, true);
      progress.token.onCancellationRequested(() => controller.abort(new Error(`${title} was cancelled`)));
      try {
        return await task((...state) => reportBy(progress, ...state), controller.signal);
      } finally {
        progress.done();
      }
    },
  };
}
