import type { CallPriority } from './types';

/** Jobs that wait for a worker, in the order of their arrival within each priority. */
export class JobQueue<Job extends object> {
  private readonly waiting: Record<CallPriority, Set<Job>> = { hover: new Set(), background: new Set() };

  add(job: Job, priority: CallPriority): void {
    this.waiting[priority].add(job);
  }

  /** Takes a job out. Returns whether it was still waiting. */
  remove(job: Job): boolean {
    return this.waiting.hover.delete(job) || this.waiting.background.delete(job);
  }

  /** Somebody who does not want to wait now needs this job. */
  promote(job: Job): void {
    if (this.waiting.background.delete(job)) this.waiting.hover.add(job);
  }

  hasWork(options: { readonly background: boolean }): boolean {
    return this.waiting.hover.size > 0 || (options.background && this.waiting.background.size > 0);
  }

  /** The next job to start, which leaves the queue. */
  take(options: { readonly background: boolean }): { job: Job; priority: CallPriority } | undefined {
    for (const priority of ['hover', 'background'] as const) {
      if (priority === 'background' && !options.background) continue;
      for (const job of this.waiting[priority]) {
        this.waiting[priority].delete(job);
        return { job, priority };
      }
    }
    return undefined;
  }

  /** Takes out everything that waits. */
  drain(): Job[] {
    const jobs = [...this.waiting.hover, ...this.waiting.background];
    this.waiting.hover.clear();
    this.waiting.background.clear();
    return jobs;
  }
}
