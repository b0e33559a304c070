import { ModuleTable } from './moduleTable';
import type { CallOptions, RewriteCache, Sandbox, SandboxCall, SandboxResult } from './types';
import { Job, WorkerPool } from './workerPool';

export interface SandboxOptions {
  /** The bundled `worker.ts`. */
  readonly workerFile: string | URL;
  /** At least 1. Each runs one call at a time and may use as much memory as the call's budget allows. */
  readonly maximumWorkers: number;
  /** A worker that had nothing to do for so long is ended. */
  readonly idleMillis: number;
  readonly rewriteCache?: RewriteCache;
}

/** A sandbox without modules. No thread is started before the first call. */
export function createSandbox(options: SandboxOptions): Sandbox {
  const pool = new WorkerPool(options);
  const modules = new ModuleTable(pool, options.rewriteCache);
  return {
    addModule: (key, bytes) => modules.add(key, bytes),
    prepare: async (key) => {
      await modules.prepare(key, 'background');
    },
    call: (call, callOptions = {}) => runCall(pool, modules, call, callOptions),
    dispose: () => pool.dispose(),
  };
}

function runCall(
  pool: WorkerPool,
  modules: ModuleTable,
  call: SandboxCall,
  { priority = 'hover', signal }: CallOptions,
): Promise<SandboxResult> {
  const started = performance.now();
  const failed = (status: FailureStatus, message: string): SandboxResult => ({
    status,
    message,
    used: {
      instructions: undefined,
      wallMicros: Math.round((performance.now() - started) * 1000),
      memoryPages: 0,
    },
    reads: [],
    refusals: [],
    console: '',
  });

  let job: Job | undefined;
  const run = async (): Promise<SandboxResult> => {
    const prepared = await modules.prepare(call.moduleKey, priority);
    if (prepared.kind === 'refused') return failed('invalid-module', prepared.message);
    if (prepared.kind === 'failed') return failed('worker-failed', prepared.message);
    if (prepared.kind === 'stopped' || signal?.aborted === true) return failed('cancelled', 'cancelled');
    // A copy of its own, since the input may be a view of a buffer that is large or used elsewhere.
    const input = new Uint8Array(call.input);
    job = new Job(
      { kind: 'call', module: prepared.module, call: { ...call, input } },
      [input.buffer],
      call.budget.wallMillis,
    );
    pool.add(job, priority);
    const outcome = await job.outcome;
    switch (outcome.kind) {
      case 'result':
        return outcome.result;
      case 'timed-out':
        return failed('out-of-time', `ran for more than ${call.budget.wallMillis} ms`);
      case 'stopped':
        return failed('cancelled', 'cancelled');
      case 'died':
        return failed('worker-failed', `the worker failed: ${outcome.message}`);
      default:
        return failed('worker-failed', 'the worker answered another request');
    }
  };
  if (signal === undefined) return run();

  return new Promise((resolve, reject) => {
    const cancel = (): void => {
      if (job !== undefined) pool.abandon(job);
      resolve(failed('cancelled', 'cancelled'));
    };
    if (signal.aborted) {
      cancel();
      return;
    }
    signal.addEventListener('abort', cancel, { once: true });
    run()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', cancel));
  });
}

type FailureStatus = Exclude<SandboxResult['status'], 'returned'>;
