import { CallRun, cancelledResult, failedResult } from './callRun';
import { ModuleTable } from './moduleTable';
import { isSameCall } from './sameCall';
import type { ThreadHost } from './threadHost';
import type { CallOptions, RewriteCache, Sandbox, SandboxCall, SandboxResult } from './types';
import { WorkerPool } from './workerPool';

export interface SandboxOptions {
  /** `nodeThreads(workerFile)` or `browserThreads(startWorker)`. */
  readonly threads: ThreadHost;
  /**
   * At least 1. Each runs one call at a time. For moments there is one thread more, as `WorkerPool` says.
   */
  readonly maximumWorkers: number;
  /** A worker that had nothing to do for so long is ended. */
  readonly idleMillis: number;
  /**
   * The most memory that the calls which run at the same time may take together, by their budgets, in pages of
   * 64 KiB. A call waits until there is enough for it; one whose budget alone is larger fails. Default: 4 GiB.
   */
  readonly memoryPages?: number;
  /** So many calls may be under way or wait; further ones fail at once. Default: 10,000. */
  readonly maximumCalls?: number;
  /** A module that is not checked, rewritten and compiled within this time is refused. Default: 15 seconds. */
  readonly prepareMillis?: number;
  /**
   * For so long a module is not tried again that took too long, or that ended its worker while it was prepared.
   * Default: 5 minutes.
   */
  readonly retryMillis?: number;
  readonly rewriteCache?: RewriteCache;
}

/** A sandbox without modules. No thread is started before the first call, or the first module that is prepared ahead of one. */
export function createSandbox(options: SandboxOptions): Sandbox {
  return new PooledSandbox(options);
}

class PooledSandbox implements Sandbox {
  private readonly pool: WorkerPool;
  private readonly modules: ModuleTable;
  private readonly memoryPages: number;
  private readonly maximumCalls: number;
  /** The runs that have not ended, by `runKey`. No set is empty. */
  private readonly runs = new Map<string, Set<CallRun>>();
  private calls = 0;

  constructor({
    threads,
    maximumWorkers,
    idleMillis,
    memoryPages = 65_536,
    maximumCalls = 10_000,
    prepareMillis = 15_000,
    retryMillis = 5 * 60_000,
    rewriteCache,
  }: SandboxOptions) {
    this.memoryPages = memoryPages;
    this.maximumCalls = maximumCalls;
    this.pool = new WorkerPool({ threads, maximumWorkers, idleMillis, memoryPages });
    this.modules = new ModuleTable(
      this.pool,
      { rewriteCache, prepareMillis, retryMillis },
      (millis, action) => {
        threads.after(millis, action);
      },
    );
  }

  addModule(key: string, bytes: Uint8Array | (() => Promise<Uint8Array>)): void {
    this.modules.add(key, bytes);
  }

  async prepare(key: string): Promise<void> {
    await this.modules.prepare(key, 'background');
  }

  async call(call: SandboxCall, { priority = 'hover', signal }: CallOptions = {}): Promise<SandboxResult> {
    if (signal?.aborted === true) return cancelledResult();
    if (call.budget.memoryPages > this.memoryPages) {
      const message = `the call may use ${call.budget.memoryPages} pages of memory, all calls together may use ${this.memoryPages}`;
      return failedResult({ status: 'worker-failed', message });
    }
    if (this.calls >= this.maximumCalls) {
      return failedResult({ status: 'worker-failed', message: `${this.calls} calls are waiting already` });
    }
    this.calls++;
    try {
      const known = [...(this.runs.get(runKey(call)) ?? [])].find(
        (run) => run.mayBeJoined && isSameCall(run.call, call),
      );
      if (known === undefined) return await resultFor(this.startRun(call, priority), signal);
      known.join(priority);
      const result = await resultFor(known, signal);
      // Each caller may do with its output what it likes.
      return result.status === 'returned' ? { ...result, output: result.output.slice() } : result;
    } finally {
      this.calls--;
    }
  }

  dispose(): Promise<void> {
    return this.pool.dispose();
  }

  private startRun(call: SandboxCall, priority: CallRun['priority']): CallRun {
    // A copy of its own, since the input may be a view of a buffer that is large or used elsewhere.
    const run = new CallRun(
      this.pool,
      this.modules,
      { ...call, input: new Uint8Array(call.input) },
      priority,
    );
    const key = runKey(call);
    const runs = this.runs.get(key) ?? new Set();
    this.runs.set(key, runs.add(run));
    const forget = (): void => {
      runs.delete(run);
      if (runs.size === 0 && this.runs.get(key) === runs) this.runs.delete(key);
    };
    run.result.then(forget, forget);
    return run;
  }
}

/** The same for equal calls, and different for most others. */
function runKey({ moduleKey, entry, input }: SandboxCall): string {
  // FNV-1a, over a sample of long inputs.
  let hash = 0x811c9dc5;
  const step = Math.ceil(input.length / 4096);
  for (let at = 0; at < input.length; at += step) hash = Math.imul(hash ^ (input[at] ?? 0), 0x01000193);
  return `${moduleKey} ${entry} ${input.length} ${hash}`;
}

/** The run's result, or `cancelled` as soon as the signal fires, which leaves the run to its other callers. */
function resultFor(run: CallRun, signal: AbortSignal | undefined): Promise<SandboxResult> {
  if (signal === undefined) return run.result;
  return new Promise((resolve, reject) => {
    const cancel = (): void => {
      run.leave();
      resolve(cancelledResult());
    };
    signal.addEventListener('abort', cancel, { once: true });
    run.result.then(resolve, reject).finally(() => signal.removeEventListener('abort', cancel));
  });
}
