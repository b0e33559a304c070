import type { Job } from './job';
import { JobQueue } from './jobQueue';
import type { ThreadHost } from './threadHost';
import { WorkerThread } from './workerThread';

/** How long a running request that nobody waits for any more may go on before its worker is ended. */
const ABANDONED_MILLIS = 50;

/** A request that has run for so long, or for half of its time, is expected to be ended rather than to return. */
const LONG_RUN_MILLIS = 500;

export interface PoolOptions {
  readonly threads: ThreadHost;
  readonly maximumWorkers: number;
  readonly idleMillis: number;
  /** The sum of what running requests may take, in pages of 64 KiB. */
  readonly memoryPages: number;
}

/**
 * Workers that are started when there is work, replaced when they fail or overrun, and ended when idle.
 *
 * Jobs start in the order of `JobQueue`, hovers first. The next job starts when a worker and its memory are free;
 * until then nothing behind it starts either, so that small calls cannot keep a large one waiting for ever.
 *
 * Hovers do not wait for background jobs: those leave one worker and half of the memory free. With one worker
 * allowed, a hover that finds it taken by a background job gets a second one. What may still hold a hover is one
 * background job that needs more than half of the memory by itself.
 *
 * There is at most one thread more than workers: the replacement of one that is expected to be ended, or that
 * second one.
 */
export class WorkerPool {
  private readonly threads = new Set<WorkerThread>();
  /** Threads without work, the one that worked last at the end, with what prevents their end. */
  private readonly idle = new Map<WorkerThread, () => void>();
  private readonly queue = new JobQueue<Job>();
  private readonly running = new Map<Job, WorkerThread>();
  private disposed = false;

  constructor(private readonly options: PoolOptions) {}

  add(job: Job): void {
    if (this.disposed) {
      job.settle({ kind: 'stopped' });
      return;
    }
    this.queue.add(job);
    this.startWaitingJobs();
  }

  /** Somebody who does not want to wait needs this job. */
  promote(job: Job): void {
    if (job.priority === 'hover') return;
    const waited = this.queue.remove(job);
    job.priority = 'hover';
    if (waited) this.queue.add(job);
    this.startWaitingJobs();
  }

  /** Nobody needs this job any more. It is dropped when it waits, and ended soon when it runs. */
  abandon(job: Job): void {
    if (this.queue.remove(job)) {
      job.settle({ kind: 'stopped' });
      this.startWaitingJobs();
    } else this.running.get(job)?.limitTo(ABANDONED_MILLIS);
  }

  /** Sees to it that the next job finds a thread that is up, or will be soon. */
  startSpare(): void {
    if (this.disposed || this.idle.size > 0 || this.threads.size > this.options.maximumWorkers) return;
    this.rest(this.startThread());
  }

  async dispose(): Promise<void> {
    this.disposed = true;
    for (const job of this.queue.drain()) job.settle({ kind: 'stopped' });
    await Promise.all([...this.threads].map((thread) => thread.terminate()));
  }

  private startWaitingJobs(): void {
    for (const priority of ['hover', 'background'] as const) {
      for (;;) {
        const next = this.queue.next(priority);
        if (next === undefined) break;
        if (!this.mayStart(next)) return;
        this.queue.take(priority);
        void this.start(next);
      }
    }
  }

  private mayStart(job: Job): boolean {
    const { maximumWorkers, memoryPages } = this.options;
    const pagesTaken = [...this.running.keys()].reduce((sum, running) => sum + this.pagesOf(running), 0);
    const pages = pagesTaken + this.pagesOf(job);
    const workers = this.running.size + 1;
    if (job.priority === 'hover') {
      const hovers = [...this.running.keys()].filter(({ priority }) => priority === 'hover').length + 1;
      return hovers <= maximumWorkers && workers <= Math.max(2, maximumWorkers) && pages <= memoryPages;
    }
    if (this.running.size === 0) return true;
    return workers < maximumWorkers && pages <= memoryPages / 2;
  }

  /** A job that could never start would hold up everything behind it. */
  private pagesOf(job: Job): number {
    return Math.min(job.memoryPages, this.options.memoryPages);
  }

  private async start(job: Job): Promise<void> {
    const thread = this.idleThread() ?? this.startThread();
    this.running.set(job, thread);
    job.hasStarted = true;
    const keepFromWarming = this.options.threads.after(Math.min(LONG_RUN_MILLIS, job.wallMillis / 2), () =>
      this.startSpare(),
    );
    const outcome = await thread.run(job.request, job.wallMillis);
    keepFromWarming();
    this.running.delete(job);
    if (!this.disposed) {
      if (!thread.hasEnded) this.rest(thread);
      // A worker that could not even start is not tried again without a job: its file may be missing.
      else if (outcome.kind !== 'died' || outcome.whileRunning) this.startSpare();
      this.startWaitingJobs();
    }
    job.settle(outcome);
  }

  private startThread(): WorkerThread {
    const thread = new WorkerThread(this.options.threads, (ended) => this.forget(ended));
    if (!thread.hasEnded) this.threads.add(thread);
    return thread;
  }

  /** The thread that worked last, so that those which are not needed stay idle and end. */
  private idleThread(): WorkerThread | undefined {
    const thread = [...this.idle.keys()].at(-1);
    if (thread === undefined) return undefined;
    this.idle.get(thread)?.();
    this.idle.delete(thread);
    return thread;
  }

  private rest(thread: WorkerThread): void {
    if (thread.hasEnded) return;
    const keep = this.options.threads.after(this.options.idleMillis, () => void thread.terminate());
    this.idle.set(thread, keep);
  }

  private forget(thread: WorkerThread): void {
    this.idle.get(thread)?.();
    this.idle.delete(thread);
    this.threads.delete(thread);
  }
}
