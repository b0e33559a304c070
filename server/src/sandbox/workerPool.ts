import type { TransferListItem } from 'node:worker_threads';
import { JobQueue } from './jobQueue';
import type { CallPriority } from './types';
import type { WorkerRequest } from './workerMessages';
import { WorkerThread, type WorkerOutcome } from './workerThread';

/** How long a running request that nobody waits for any more may go on before its worker is ended. */
const ABANDONED_MILLIS = 50;

export interface PoolOptions {
  readonly workerFile: string | URL;
  readonly maximumWorkers: number;
  readonly idleMillis: number;
}

/** One request on its way: waiting, running or settled. */
export class Job {
  thread: WorkerThread | undefined;
  readonly outcome: Promise<WorkerOutcome>;
  settle: (outcome: WorkerOutcome) => void = () => undefined;

  constructor(
    readonly request: WorkerRequest,
    readonly transfer: readonly TransferListItem[],
    readonly wallMillis: number,
  ) {
    this.outcome = new Promise((resolve) => {
      this.settle = resolve;
    });
  }
}

/**
 * Worker threads that are started when there is work, replaced when they fail or overrun, and ended when
 * idle. With more than one worker, background jobs leave one free, so that a hover never waits for them.
 */
export class WorkerPool {
  private readonly threads = new Set<WorkerThread>();
  private readonly idleTimers = new Map<WorkerThread, NodeJS.Timeout>();
  private readonly queue = new JobQueue<Job>();
  private runningInBackground = 0;
  private disposed = false;

  constructor(private readonly options: PoolOptions) {}

  add(job: Job, priority: CallPriority): void {
    if (this.disposed) {
      job.settle({ kind: 'stopped' });
      return;
    }
    this.queue.add(job, priority);
    this.startWaitingJobs();
  }

  promote(job: Job): void {
    this.queue.promote(job);
    this.startWaitingJobs();
  }

  /** Nobody needs this job any more. It is dropped when it waits, and ended soon when it runs. */
  abandon(job: Job): void {
    if (this.queue.remove(job)) job.settle({ kind: 'stopped' });
    else job.thread?.limitTo(ABANDONED_MILLIS);
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    for (const job of this.queue.drain()) job.settle({ kind: 'stopped' });
    const threads = [...this.threads];
    for (const thread of threads) this.forget(thread);
    await Promise.all(threads.map((thread) => thread.terminate()));
  }

  private startWaitingJobs(): void {
    const backgroundLimit = Math.max(1, this.options.maximumWorkers - 1);
    for (;;) {
      const background = this.runningInBackground < backgroundLimit;
      if (!this.queue.hasWork({ background })) return;
      const thread = this.freeThread();
      if (thread === undefined) return;
      const next = this.queue.take({ background });
      if (next !== undefined) void this.start(next.job, next.priority, thread);
    }
  }

  private async start(job: Job, priority: CallPriority, thread: WorkerThread): Promise<void> {
    if (priority === 'background') this.runningInBackground++;
    job.thread = thread;
    const outcome = await thread.run(job.request, job.transfer, job.wallMillis);
    job.thread = undefined;
    if (priority === 'background') this.runningInBackground--;
    job.settle(outcome);
    if (this.disposed) return;
    if (thread.hasEnded) this.forget(thread);
    this.startWaitingJobs();
    if (thread.hasEnded) {
      // The next call finds a replacement that is already up.
      if (outcome.kind === 'timed-out') this.rest(this.freeThread());
    } else if (!thread.isBusy) this.rest(thread);
  }

  /** An idle thread, or a new one while there may be more. */
  private freeThread(): WorkerThread | undefined {
    for (const thread of this.threads) {
      if (thread.hasEnded) this.forget(thread);
      else if (!thread.isBusy) {
        clearTimeout(this.idleTimers.get(thread));
        this.idleTimers.delete(thread);
        return thread;
      }
    }
    if (this.threads.size >= this.options.maximumWorkers) return undefined;
    const thread = new WorkerThread(this.options.workerFile);
    this.threads.add(thread);
    return thread;
  }

  private rest(thread: WorkerThread | undefined): void {
    if (thread === undefined) return;
    const timer = setTimeout(() => {
      this.forget(thread);
      void thread.terminate();
    }, this.options.idleMillis);
    timer.unref();
    this.idleTimers.set(thread, timer);
  }

  private forget(thread: WorkerThread): void {
    clearTimeout(this.idleTimers.get(thread));
    this.idleTimers.delete(thread);
    this.threads.delete(thread);
  }
}
