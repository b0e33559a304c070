import type { Thread, ThreadHost } from './threadHost';
import type { WorkerReply, WorkerRequest } from './workerMessages';

/**
 * How a request ended: with the worker's reply, or without one because the worker had to be ended or ended
 * itself.
 */
export type WorkerOutcome =
  | Exclude<WorkerReply, { kind: 'ready' }>
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'stopped' }
  | {
      readonly kind: 'died';
      readonly message: string;
      /** Whether the worker had begun with the request: false when its own code could not be started. */
      readonly whileRunning: boolean;
    };

/** A worker that is not up after this time never will be. */
const START_MILLIS = 30_000;

interface PendingRequest {
  readonly settle: (outcome: WorkerOutcome) => void;
  /** How long the request may run, from the moment the worker is up. */
  wallMillis: number;
}

/**
 * One worker. It serves one request at a time, and is gone for good once it failed or overran its time.
 */
export class WorkerThread {
  private readonly thread: Thread | undefined;
  private pending: PendingRequest | undefined;
  private isReady = false;
  private endOutcome: WorkerOutcome | undefined;
  /** When the pending request is out of time, by `performance.now()`. */
  private deadline = Infinity;
  private stopClock: () => void = () => undefined;

  /** `ended` is called once, when the worker is gone. */
  constructor(
    private readonly host: ThreadHost,
    private readonly ended: (thread: WorkerThread) => void,
  ) {
    try {
      this.thread = host.start({
        replied: (reply) => this.receive(reply),
        ended: (reason) => this.fail(reason),
      });
    } catch (error) {
      this.fail(error instanceof Error ? error.message : String(error));
    }
  }

  get hasEnded(): boolean {
    return this.endOutcome !== undefined;
  }

  /**
   * Sends a request and waits for its outcome, at most `wallMillis` from the moment the worker is up. While a
   * request is pending the thread keeps the process alive.
   */
  run(request: WorkerRequest, wallMillis: number): Promise<WorkerOutcome> {
    return new Promise((resolve) => {
      if (this.endOutcome !== undefined) {
        resolve(this.endOutcome);
        return;
      }
      this.pending = { settle: resolve, wallMillis };
      this.deadline = Infinity;
      try {
        this.thread?.keepProcessAlive(true);
        this.thread?.post(request);
      } catch (error) {
        this.fail(`the request could not be sent: ${error instanceof Error ? error.message : String(error)}`);
        return;
      }
      if (this.isReady) this.limitTo(wallMillis);
      else {
        this.stopClock = this.host.after(START_MILLIS, () =>
          this.fail(`it did not start within ${START_MILLIS} ms`),
        );
      }
    });
  }

  /** Shortens the time that the pending request has left; it never gets more. */
  limitTo(wallMillis: number): void {
    const { pending } = this;
    if (pending === undefined) return;
    pending.wallMillis = Math.min(pending.wallMillis, wallMillis);
    const deadline = performance.now() + wallMillis;
    if (!this.isReady || deadline >= this.deadline) return;
    this.deadline = deadline;
    this.stopClock();
    this.stopClock = this.host.after(wallMillis, () => {
      // When this thread itself was held up, the reply may already be waiting behind the timer.
      this.stopClock = this.host.afterArrivedMessages(() => this.end({ kind: 'timed-out' }));
    });
  }

  /** Ends the thread. A pending request ends as `stopped`. */
  async terminate(): Promise<void> {
    this.end({ kind: 'stopped' });
    await this.thread?.terminate();
  }

  private receive(reply: WorkerReply): void {
    if (this.hasEnded) return;
    if (reply.kind === 'ready') {
      this.isReady = true;
      this.stopClock();
      if (this.pending !== undefined) this.limitTo(this.pending.wallMillis);
      return;
    }
    this.settle(reply);
  }

  private fail(message: string): void {
    this.end({ kind: 'died', message, whileRunning: this.isReady });
  }

  private end(outcome: WorkerOutcome): void {
    if (this.hasEnded) return;
    this.endOutcome = outcome;
    void this.thread?.terminate();
    this.ended(this);
    this.settle(outcome);
  }

  private settle(outcome: WorkerOutcome): void {
    this.stopClock();
    this.thread?.keepProcessAlive(false);
    const { pending } = this;
    this.pending = undefined;
    pending?.settle(outcome);
  }
}
