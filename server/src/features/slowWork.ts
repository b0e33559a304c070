import {
  LSPErrorCodes,
  ResponseError,
  WorkDoneProgressReporter,
  type CancellationToken,
  type Connection,
} from 'vscode-languageserver';
import { reportBy, type Report } from './clientProgress';
import { signalOf } from './serverContext';

/** What takes less is not shown. */
const quietMillis = 500;

/** Between two reports, which nobody could read faster. */
const reportMillis = 100;

/** Work that a user waits for. */
export interface Work {
  /** Fires when the client cancels the request, or the user stops what is shown. */
  readonly signal: AbortSignal;
  /** To be told how far it is, as often as that changes. */
  readonly report?: Report;
}

/** The request that the work is for, and how its client shows progress, if it says so (`workDoneToken`). */
interface WorkRequest {
  readonly token: CancellationToken;
  readonly progress?: WorkDoneProgressReporter;
}

/**
 * Does work for a request. When it takes longer than a moment, the client shows it by its own means (LSP, "Work Done Progress"): under the token of the
 * request, else under one that is made for it, where the client knows that. Rejects with `RequestCancelled` when it was stopped.
 */
export async function showWhenSlow<Result>(
  connection: Connection,
  title: string,
  { token, progress: given }: WorkRequest,
  task: (work: Work) => Promise<Result>,
): Promise<Result> {
  const stopped = new AbortController();
  const signal = AbortSignal.any([signalOf(token), stopped.signal]);
  let shown: WorkDoneProgressReporter | undefined;
  let latest: Parameters<Report> | undefined;
  let reportedAt = 0;
  let ended = false;

  async function show(): Promise<void> {
    shown = given && !WorkDoneProgressReporter.isNullInstance(given) ? given : await create();
    const [message, percentage] = latest ?? [];
    shown?.begin(`Macroscope: ${title}`, percentage, message, true);
    if (ended) shown?.done();
  }

  /** A client may refuse: the work is done all the same. */
  async function create(): Promise<WorkDoneProgressReporter | undefined> {
    const created = await connection.window.createWorkDoneProgress().catch(() => undefined);
    created?.token.onCancellationRequested(() => stopped.abort());
    return created;
  }

  const timer = setTimeout(() => void show(), quietMillis);
  try {
    signal.throwIfAborted();
    // Not all work can be ended in its middle: then nobody waits for it any more.
    const aborted = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted')));
    });
    const done = task({
      signal,
      report: (...state) => {
        latest = state;
        if (!shown || performance.now() - reportedAt < reportMillis) return;
        reportedAt = performance.now();
        reportBy(shown, ...state);
      },
    });
    return await Promise.race([done, aborted]);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new ResponseError(LSPErrorCodes.RequestCancelled, `${title} was cancelled`);
  } finally {
    ended = true;
    clearTimeout(timer);
    shown?.done();
  }
}
