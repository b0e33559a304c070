import { clearImmediate, setImmediate } from 'node:timers';
import { Worker, type TransferListItem } from 'node:worker_threads';
import type { WorkerReply, WorkerRequest } from './workerMessages';

/**
 * How a request ended: with the worker's reply, or without one because the worker had to be ended or ended
 * itself.
 */
export type WorkerOutcome =
  | Exclude<WorkerReply, { kind: 'ready' }>
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'died'; readonly message: string };

/**
 * The stack is what makes the rewriter's own stack budget (`rewrite/counter.ts`) run out before V8's, whose
 * limit in frames differs between its compilers and would make results depend on the machine. It is address
 * space, and becomes memory only where it is used.
 */
const RESOURCE_LIMITS = { stackSizeMb: 128, maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 };

interface PendingRequest {
  readonly settle: (outcome: WorkerOutcome) => void;
  readonly wallMillis: number;
}

/**
 * One worker thread. It serves one request at a time, and is gone for good once it failed or overran its
 * time.
 */
export class WorkerThread {
  private readonly worker: Worker;
  private pending: PendingRequest | undefined;
  private isReady = false;
  private ended = false;
  private deadline: NodeJS.Timeout | undefined;
  private grace: NodeJS.Immediate | undefined;

  constructor(workerFile: string | URL) {
    // The worker gets nothing of this process: no environment, no flags, and its output does not reach our
    // standard output, which may carry the language server's protocol.
    this.worker = new Worker(workerFile, {
      env: {},
      argv: [],
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: RESOURCE_LIMITS,
    });
    this.worker.stdout.resume();
    this.worker.stderr.resume();
    this.worker.on('message', (reply: WorkerReply) => this.receive(reply));
    this.worker.on('messageerror', (error) => this.fail(`its reply could not be read: ${error.message}`));
    this.worker.on('error', (error) => this.fail(error instanceof Error ? error.message : String(error)));
    this.worker.on('exit', (code) => this.fail(`it ended with code ${code}`));
    this.worker.unref();
  }

  get isBusy(): boolean {
    return this.pending !== undefined;
  }

  get hasEnded(): boolean {
    return this.ended;
  }

  /**
   * Sends a request and waits for its outcome, at most `wallMillis` from the moment the worker is up. While a
   * request is pending the thread keeps the process alive.
   */
  run(
    request: WorkerRequest,
    transfer: readonly TransferListItem[],
    wallMillis: number,
  ): Promise<WorkerOutcome> {
    return new Promise((resolve) => {
      this.pending = { settle: resolve, wallMillis };
      this.worker.ref();
      if (this.isReady) this.limitTo(wallMillis);
      this.worker.postMessage(request, transfer);
    });
  }

  /** Shortens the time that the pending request has left: nobody waits for its result any more. */
  limitTo(wallMillis: number): void {
    if (this.pending === undefined) return;
    this.stopClock();
    this.deadline = setTimeout(() => {
      // When this thread itself was held up, the reply may already be waiting behind the timer. It is read
      // before this runs.
      this.grace = setImmediate(() => this.end({ kind: 'timed-out' }));
    }, wallMillis);
  }

  /** Ends the thread. A pending request ends as `stopped`. */
  async terminate(): Promise<void> {
    this.end({ kind: 'stopped' });
    await this.worker.terminate();
  }

  private receive(reply: WorkerReply): void {
    if (reply.kind === 'ready') {
      this.isReady = true;
      if (this.pending !== undefined) this.limitTo(this.pending.wallMillis);
      return;
    }
    this.settle(reply);
  }

  private fail(message: string): void {
    this.end({ kind: 'died', message });
  }

  private end(outcome: WorkerOutcome): void {
    if (this.ended) return;
    this.ended = true;
    void this.worker.terminate();
    this.settle(outcome);
  }

  private settle(outcome: WorkerOutcome): void {
    this.stopClock();
    this.worker.unref();
    const pending = this.pending;
    this.pending = undefined;
    pending?.settle(outcome);
  }

  private stopClock(): void {
    clearTimeout(this.deadline);
    clearImmediate(this.grace);
    this.deadline = undefined;
    this.grace = undefined;
  }
}
