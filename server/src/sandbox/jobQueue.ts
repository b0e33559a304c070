import type { CallPriority } from './types';

interface QueuedJob {
  readonly moduleKey: string;
  priority: CallPriority;
}

/**
 * Jobs that wait for a worker. Within a priority the modules take turns, each with its jobs in the order of their
 * arrival: a module with hundreds of slow calls delays another's only call by one of them.
 */
export class JobQueue<Job extends QueuedJob> {
  /** By module key; the order of the keys is the order of turns. No set is empty. */
  private readonly waiting: Record<CallPriority, Map<string, Set<Job>>> = {
    hover: new Map(),
    background: new Map(),
  };

  add(job: Job): void {
    const turns = this.waiting[job.priority];
    const jobs = turns.get(job.moduleKey);
    if (jobs === undefined) turns.set(job.moduleKey, new Set([job]));
    else jobs.add(job);
  }

  /** Takes a job out. Returns whether it was still waiting. */
  remove(job: Job): boolean {
    const turns = this.waiting[job.priority];
    const jobs = turns.get(job.moduleKey);
    if (jobs?.delete(job) !== true) return false;
    if (jobs.size === 0) turns.delete(job.moduleKey);
    return true;
  }

  /** The job of a priority whose turn it is. It stays in the queue. */
  next(priority: CallPriority): Job | undefined {
    for (const jobs of this.waiting[priority].values()) {
      for (const job of jobs) return job;
    }
    return undefined;
  }

  /** Takes out the job that `next` gives, and lets its module wait for its turn again. */
  take(priority: CallPriority): Job | undefined {
    const job = this.next(priority);
    if (job === undefined) return undefined;
    const turns = this.waiting[priority];
    const others = turns.get(job.moduleKey);
    turns.delete(job.moduleKey);
    others?.delete(job);
    if (others !== undefined && others.size > 0) turns.set(job.moduleKey, others);
    return job;
  }

  /** Takes out everything that waits. */
  drain(): Job[] {
    const turns = [...this.waiting.hover.values(), ...this.waiting.background.values()];
    this.waiting.hover.clear();
    this.waiting.background.clear();
    return turns.flatMap((jobs) => [...jobs]);
  }
}
