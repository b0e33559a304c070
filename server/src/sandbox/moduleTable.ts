import { REWRITER_VERSION } from './rewrite/rewriteModule';
import type { CallPriority, RewriteCache } from './types';
import type { CompiledModule } from './webAssembly';
import { Job, type WorkerPool } from './workerPool';

/**
 * Checking, rewriting and compiling 20 MB of code takes about a second; a module that takes longer was made
 * to.
 */
const PREPARE_MILLIS = 15_000;

/** What became of a module. `failed` is this attempt's bad luck, `refused` is the module's own fault and stays,
 * `stopped` means that the sandbox was closed. */
export type PreparedModule =
  | { readonly kind: 'ready'; readonly module: CompiledModule }
  | { readonly kind: 'refused'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'stopped' };

interface ModuleEntry {
  load: () => Promise<Uint8Array>;
  /** Set while the module is being prepared and when it is ready or refused. */
  prepared: Promise<PreparedModule> | undefined;
  /** The job in the pool's queue, while there is one. */
  job: Job | undefined;
}

/** The modules by key. Each is prepared once, in a worker, and then shared by all workers. */
export class ModuleTable {
  private readonly entries = new Map<string, ModuleEntry>();

  constructor(
    private readonly pool: WorkerPool,
    private readonly rewriteCache: RewriteCache | undefined,
  ) {}

  add(key: string, bytes: Uint8Array | (() => Promise<Uint8Array>)): void {
    if (this.entries.has(key)) return;
    const load = typeof bytes === 'function' ? bytes : () => Promise.resolve(bytes);
    this.entries.set(key, { load, prepared: undefined, job: undefined });
  }

  /** The module under a key, prepared now if it was not yet. */
  async prepare(key: string, priority: CallPriority): Promise<PreparedModule> {
    const entry = this.entries.get(key);
    if (entry === undefined) return { kind: 'failed', message: `no module was added under the key ${key}` };
    if (entry.prepared === undefined) {
      const attempt = this.prepareEntry(key, entry, priority);
      entry.prepared = attempt;
      const prepared = await attempt;
      if (prepared.kind === 'failed' || prepared.kind === 'stopped') entry.prepared = undefined;
      // The bytes are not needed again: the compiled module holds its own.
      else entry.load = () => Promise.reject(new Error('already prepared'));
      return prepared;
    }
    if (priority === 'hover' && entry.job !== undefined) this.pool.promote(entry.job);
    return entry.prepared;
  }

  private async prepareEntry(
    key: string,
    entry: ModuleEntry,
    priority: CallPriority,
  ): Promise<PreparedModule> {
    const cacheKey = `${key}-${REWRITER_VERSION}`;
    const kept = await this.rewriteCache?.get(cacheKey).catch(() => undefined);
    if (kept !== undefined) {
      const prepared = await this.runJob(entry, { rewritten: kept }, priority);
      if (prepared.kind !== 'refused') return prepared;
      // What was kept is damaged. The original decides.
    }
    let original: Uint8Array;
    try {
      original = await entry.load();
    } catch (error) {
      return { kind: 'failed', message: `the module cannot be read: ${messageOf(error)}` };
    }
    return this.runJob(entry, { original }, priority, (rewritten) => {
      void this.rewriteCache?.put(cacheKey, rewritten).catch(() => undefined);
    });
  }

  private async runJob(
    entry: ModuleEntry,
    source: { original: Uint8Array } | { rewritten: Uint8Array },
    priority: CallPriority,
    keep: (rewritten: Uint8Array) => void = () => undefined,
  ): Promise<PreparedModule> {
    const job = new Job({ kind: 'prepare', source }, [], PREPARE_MILLIS);
    entry.job = job;
    this.pool.add(job, priority);
    const outcome = await job.outcome;
    entry.job = undefined;
    switch (outcome.kind) {
      case 'prepared':
        if (outcome.rewritten !== undefined) keep(outcome.rewritten);
        return { kind: 'ready', module: outcome.module };
      case 'refused':
        return outcome;
      case 'timed-out':
        return { kind: 'failed', message: `the module was not compiled within ${PREPARE_MILLIS} ms` };
      case 'died':
        return { kind: 'failed', message: `the worker failed: ${outcome.message}` };
      case 'stopped':
        return { kind: 'stopped' };
      case 'result':
        return { kind: 'failed', message: 'the worker answered another request' };
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
