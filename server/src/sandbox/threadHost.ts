/**
 * What the pool needs of the platform: threads and timers. `nodeThreads.ts` and `browserThreads.ts` implement it,
 * and everything else of the pool is the same in both.
 */
import type { WorkerReply, WorkerRequest } from './workerMessages';

/** What a thread tells of itself. */
export interface ThreadEvents {
  readonly replied: (reply: WorkerReply) => void;
  /** The thread is gone or will not answer any more, for a reason in words. Only the first time counts. */
  readonly ended: (reason: string) => void;
}

export interface Thread {
  /** Sends a copy of a request. */
  post(request: WorkerRequest): void;
  /** Whether the thread keeps the process from ending. It does not until told to. */
  keepProcessAlive(alive: boolean): void;
  /** Stops the thread in the midst of whatever it does. */
  terminate(): Promise<void>;
}

export interface ThreadHost {
  /** Starts a thread that runs the worker's code, whose first message is `ready`. */
  start(events: ThreadEvents): Thread;
  /** Runs `action` once after a time, which does not keep the process alive. Returns what prevents it. */
  after(millis: number, action: () => void): () => void;
  /**
   * Runs `action` when the messages that have arrived by now are delivered. Returns what prevents it. A timer that
   * fires late may stand before a reply that came in time; this lets the reply win.
   */
  afterArrivedMessages(action: () => void): () => void;
}

/** The longest time that platforms' timers can wait; they take a longer one for none at all. */
export const LONGEST_TIMER_MILLIS = 2 ** 31 - 1;
