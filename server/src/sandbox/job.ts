import type { CallPriority } from './types';
import type { WorkerRequest } from './workerMessages';
import type { WorkerOutcome } from './workerThread';

interface JobDescription {
  readonly moduleKey: string;
  readonly priority: CallPriority;
  readonly request: WorkerRequest;
  /** How long the worker may take, from the moment it is up. */
  readonly wallMillis: number;
  /** The most memory that the request may take, in pages of 64 KiB. */
  readonly memoryPages: number;
}

/** One request on its way through the pool: waiting, running or settled. */
export class Job {
  readonly moduleKey: string;
  readonly request: WorkerRequest;
  readonly wallMillis: number;
  readonly memoryPages: number;
  readonly outcome: Promise<WorkerOutcome>;
  priority: CallPriority;
  /** Whether a worker has got the request, also when it is done with it. */
  hasStarted = false;
  settle: (outcome: WorkerOutcome) => void = () => undefined;

  constructor(description: JobDescription) {
    this.moduleKey = description.moduleKey;
    this.priority = description.priority;
    this.request = description.request;
    this.wallMillis = description.wallMillis;
    this.memoryPages = description.memoryPages;
    this.outcome = new Promise((resolve) => {
      this.settle = resolve;
    });
  }
}
