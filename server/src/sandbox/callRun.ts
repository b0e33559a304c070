import { Job } from './job';
import type { ModuleTable, PreparedModule } from './moduleTable';
import type { CallPriority, SandboxCall, SandboxResult } from './types';
import type { WorkerPool } from './workerPool';
import type { WorkerOutcome } from './workerThread';

type FailureStatus = Exclude<SandboxResult['status'], 'returned'>;

interface Failure {
  readonly status: FailureStatus;
  readonly message: string;
}

const CANCELLED: Failure = { status: 'cancelled', message: 'cancelled' };

/** The result of a call that no guest had a part in. */
export function failedResult({ status, message }: Failure, wallMillis = 0): SandboxResult {
  return {
    status,
    message,
    used: {
      instructions: undefined,
      wallMicros: Math.round(wallMillis * 1000),
      memoryPages: 0,
      outputBytes: 0,
    },
    reads: [],
    outputs: [],
    refusals: [],
    console: '',
  };
}

/** `cancelled`. */
export function cancelledResult(): SandboxResult {
  return failedResult(CANCELLED);
}

/** One run of a call, for one caller or for several who made the same call. */
export class CallRun {
  readonly result: Promise<SandboxResult>;
  private readonly started = performance.now();
  private callers = 1;
  private job: Job | undefined;

  /** Nobody else may change `call`. */
  constructor(
    private readonly pool: WorkerPool,
    private readonly modules: ModuleTable,
    readonly call: SandboxCall,
    private priority: CallPriority,
  ) {
    this.result = this.run();
  }

  /**
   * Whether another caller of the same call may have this run's result. A guest that may read files must not have
   * begun: the caller may make the call because a file has changed since.
   */
  get mayBeJoined(): boolean {
    if (this.callers === 0) return false;
    return this.call.roots.length === 0 || this.job?.hasStarted !== true;
  }

  join(priority: CallPriority): void {
    this.callers++;
    if (priority !== 'hover') return;
    this.priority = 'hover';
    if (this.job !== undefined) this.pool.promote(this.job);
    else void this.modules.prepare(this.call.moduleKey, 'hover');
  }

  /** A caller is not interested any more. The run ends when the last one leaves. */
  leave(): void {
    this.callers--;
    if (this.callers === 0 && this.job !== undefined) this.pool.abandon(this.job);
  }

  private async run(): Promise<SandboxResult> {
    const prepared = await this.modules.prepare(this.call.moduleKey, this.priority);
    if (prepared.kind !== 'ready') return this.failed(preparationFailure(prepared));
    if (this.callers === 0) return this.failed(CANCELLED);
    const { call } = this;
    const { wallMillis, memoryPages } = call.budget;
    this.job = new Job({
      moduleKey: call.moduleKey,
      priority: this.priority,
      request: { kind: 'call', module: prepared.module, call },
      wallMillis,
      memoryPages,
    });
    this.pool.add(this.job);
    const outcome = await this.job.outcome;
    return outcome.kind === 'result' ? outcome.result : this.failed(callFailure(outcome, wallMillis));
  }

  private failed(failure: Failure): SandboxResult {
    return failedResult(failure, performance.now() - this.started);
  }
}

function preparationFailure(prepared: Exclude<PreparedModule, { kind: 'ready' }>): Failure {
  switch (prepared.kind) {
    case 'refused':
      return { status: 'invalid-module', message: prepared.message };
    case 'timed-out':
      return { status: 'out-of-time', message: prepared.message };
    case 'crashed':
    case 'failed':
      return { status: 'worker-failed', message: prepared.message };
    case 'stopped':
      return CANCELLED;
  }
}

function callFailure(outcome: Exclude<WorkerOutcome, { kind: 'result' }>, wallMillis: number): Failure {
  switch (outcome.kind) {
    case 'timed-out':
      return { status: 'out-of-time', message: `ran for more than ${wallMillis} ms` };
    case 'stopped':
      return CANCELLED;
    case 'died':
      return { status: 'worker-failed', message: `the worker failed: ${outcome.message}` };
    default:
      return { status: 'worker-failed', message: 'the worker answered another request' };
  }
}
