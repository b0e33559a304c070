import { Job } from './job';
import { REWRITER_VERSION } from './rewrite/rewriteModule';
import type { CallPriority, RewriteCache } from './types';
import type { CompiledModule } from './webAssembly';
import type { ModuleBytes } from './workerMessages';
import type { WorkerPool } from './workerPool';

export interface ModuleTableOptions {
  readonly rewriteCache: RewriteCache | undefined;
  /**
   * Checking, rewriting and compiling 20 MB of code takes about a second; a module that takes much longer was
   * made to.
   */
  readonly prepareMillis: number;
  /** A module that ended its worker while it was prepared is not tried again for so long. */
  readonly retryMillis: number;
}

/** What preparing may take, for each byte of the module: the rewriter's copies and V8's code. */
const MEMORY_PER_BYTE = 8;
const PAGE_BYTES = 65536;

/**
 * What became of a module. `refused` is the module's own fault and stays. `timed-out` and `crashed` stay for a
 * while. `failed` is this attempt's bad luck. `stopped` means that the sandbox was closed.
 */
export type PreparedModule =
  | { readonly kind: 'ready'; readonly module: CompiledModule }
  | {
      readonly kind: 'refused' | 'timed-out' | 'crashed' | 'failed';
      readonly message: string;
    }
  | { readonly kind: 'stopped' };

interface ModuleEntry {
  load: () => Promise<Uint8Array>;
  /** Of the one who needs the module most urgently. */
  priority: CallPriority;
  /** Set while the module is being prepared, and afterwards for as long as the outcome stays. */
  prepared: Promise<PreparedModule> | undefined;
  /** The job in the pool, while there is one. */
  job: Job | undefined;
}

/** The modules by key. Each is prepared once, in a worker, and then shared by all workers. */
export class ModuleTable {
  private readonly entries = new Map<string, ModuleEntry>();

  constructor(
    private readonly pool: WorkerPool,
    private readonly options: ModuleTableOptions,
    /** `ThreadHost.after`. */
    private readonly after: (millis: number, action: () => void) => void,
  ) {}

  add(key: string, bytes: Uint8Array | (() => Promise<Uint8Array>)): void {
    if (this.entries.has(key)) return;
    const load = typeof bytes === 'function' ? bytes : () => Promise.resolve(bytes);
    this.entries.set(key, { load, priority: 'background', prepared: undefined, job: undefined });
  }

  /** The module under a key, prepared now if it was not yet. */
  prepare(key: string, priority: CallPriority): Promise<PreparedModule> {
    const entry = this.entries.get(key);
    if (entry === undefined) {
      return Promise.resolve({ kind: 'failed', message: `no module was added under the key ${key}` });
    }
    if (entry.prepared === undefined) {
      entry.priority = priority;
      entry.prepared = this.prepareEntry(key, entry).then((prepared) => {
        this.decideHowLongItStays(entry, prepared);
        return prepared;
      });
    } else if (priority === 'hover') {
      entry.priority = 'hover';
      if (entry.job !== undefined) this.pool.promote(entry.job);
    }
    return entry.prepared;
  }

  private decideHowLongItStays(entry: ModuleEntry, { kind }: PreparedModule): void {
    const forget = (): void => {
      entry.prepared = undefined;
    };
    switch (kind) {
      case 'ready':
      case 'refused':
        // The bytes are not needed again: the compiled module holds its own.
        entry.load = () => Promise.reject(new Error('already prepared'));
        break;
      case 'timed-out':
      case 'crashed':
        this.after(this.options.retryMillis, forget);
        break;
      case 'failed':
      case 'stopped':
        forget();
    }
  }

  private async prepareEntry(key: string, entry: ModuleEntry): Promise<PreparedModule> {
    const { rewriteCache } = this.options;
    const cacheKey = `${key}-${REWRITER_VERSION}`;
    // A thread takes longer to start than the store to be read.
    this.pool.startSpare();
    const kept = await rewriteCache?.get(cacheKey).catch(() => undefined);
    if (kept !== undefined) {
      const prepared = await this.runJob(key, entry, { rewritten: kept });
      if (prepared.kind !== 'refused') return prepared;
      // What was kept is damaged. The original decides.
    }
    let original: Uint8Array;
    try {
      original = await entry.load();
    } catch (error) {
      return { kind: 'failed', message: `the module cannot be read: ${messageOf(error)}` };
    }
    return this.runJob(key, entry, { original }, (rewritten) => {
      void rewriteCache?.put(cacheKey, rewritten).catch(() => undefined);
    });
  }

  private async runJob(
    moduleKey: string,
    entry: ModuleEntry,
    source: ModuleBytes,
    keep: (rewritten: Uint8Array) => void = () => undefined,
  ): Promise<PreparedModule> {
    const bytes = 'original' in source ? source.original : source.rewritten;
    const job = new Job({
      moduleKey,
      priority: entry.priority,
      request: { kind: 'prepare', moduleKey, source },
      wallMillis: this.options.prepareMillis,
      memoryPages: Math.ceil((bytes.length * MEMORY_PER_BYTE) / PAGE_BYTES),
    });
    entry.job = job;
    this.pool.add(job);
    const outcome = await job.outcome;
    entry.job = undefined;
    switch (outcome.kind) {
      case 'prepared':
        if (outcome.rewritten !== undefined) keep(outcome.rewritten);
        return { kind: 'ready', module: outcome.module };
      case 'refused':
        return outcome;
      case 'timed-out':
        return {
          kind: 'timed-out',
          message: `the module was not compiled within ${this.options.prepareMillis} ms`,
        };
      case 'died':
        return {
          kind: outcome.whileRunning ? 'crashed' : 'failed',
          message: outcome.whileRunning
            ? `the worker failed when it compiled the module: ${outcome.message}`
            : `the worker failed: ${outcome.message}`,
        };
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
