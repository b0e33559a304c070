import { LONGEST_TIMER_MILLIS, type Thread, type ThreadEvents, type ThreadHost } from './threadHost';
import type { WorkerReply, WorkerRequest } from './workerMessages';

/** The part of a browser's `Worker` that the pool uses. TypeScript declares it in its DOM library only. */
export interface BrowserWorker {
  postMessage(message: WorkerRequest): void;
  addEventListener(type: string, listener: (event: BrowserWorkerEvent) => void): void;
  terminate(): void;
}

/** A `MessageEvent` or an `ErrorEvent`. */
export interface BrowserWorkerEvent {
  readonly data?: unknown;
  readonly message?: string;
}

/**
 * Threads of a browser. `startWorker` makes a worker that runs the bundled `browserWorker.ts`:
 * `() => new Worker(url)`.
 *
 * A browser does not say that a worker was ended from within or ran out of memory; such a call ends by its wall
 * clock.
 */
export function browserThreads(startWorker: () => BrowserWorker): ThreadHost {
  return {
    start: (events) => startThread(startWorker(), events),
    after,
    // Browsers promise no order between timers and messages, but give each its turn.
    afterArrivedMessages: (action) => after(10, action),
  };
}

function after(millis: number, action: () => void): () => void {
  const timer = setTimeout(action, Math.min(millis, LONGEST_TIMER_MILLIS));
  return () => clearTimeout(timer);
}

function startThread(worker: BrowserWorker, { replied, ended }: ThreadEvents): Thread {
  worker.addEventListener('message', (event) => replied(event.data as WorkerReply));
  worker.addEventListener('messageerror', () => ended('its reply could not be read'));
  worker.addEventListener('error', (event) => ended(event.message ?? 'it could not be started'));
  return {
    post: (request) => worker.postMessage(request),
    keepProcessAlive: () => undefined,
    terminate: () => Promise.resolve(worker.terminate()),
  };
}
