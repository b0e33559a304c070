import { LRUCache } from 'lru-cache';
import type { CallOptions, SandboxCall, SandboxResult } from '../sandbox/types';
import type { CallPositions } from '../expand/procedural/callPositions';
import { callKey } from './callKey';
import type { InputStates } from './inputStates';
import { isDeterministic, memoryOf, withVariant, type KeptResult } from './keptResult';
import { PositionKeys } from './positionKeys';
import type { ResultStore } from './resultStore';
import { SharedRuns } from './sharedRuns';
import { holds, traceOf } from './verifyingTrace';

export interface CallCacheOptions {
  /** Runs a call in the sandbox. */
  readonly run: (call: SandboxCall, options: CallOptions) => Promise<SandboxResult>;
  /** Names the sandbox's own code: other code may give other results. */
  readonly engine: string;
  /** Bytes of memory that the results may take. */
  readonly maximumBytes: number;
  /** Where results outlive the process. */
  readonly store?: ResultStore;
  /** Tells whether what results depend on is unchanged. */
  readonly inputs: InputStates;
}

/**
 * Results of sandbox calls, in memory and on disk, each used while what it read is unchanged (its verifying trace): a call is a pure function of
 * its key and its reads. Source positions are no part of the key unless the macro asked for them, so the same macro on the same tokens hits
 * wherever it stands.
 */
export class CallCache {
  /** By `callKey`, the newest result first. */
  private readonly memory: LRUCache<string, readonly KeptResult[]>;
  private readonly runs: SharedRuns;
  private readonly positionKeys: PositionKeys;

  constructor(private readonly options: CallCacheOptions) {
    const { maximumBytes, run, store } = options;
    this.memory = new LRUCache({
      maxSize: Math.max(1, maximumBytes),
      sizeCalculation: (variants, key) => memoryOf(key, variants),
    });
    this.runs = new SharedRuns(run);
    this.positionKeys = new PositionKeys(store);
  }

  /**
   * The result of a call, which says whether it was run for this caller (`cached`). Its buffers are shared and must not be changed.
   * `positions`: those that the call's input holds, if it holds any. Never rejects where `run` does not.
   */
  async call(
    call: SandboxCall,
    options: CallOptions = {},
    positions?: CallPositions,
  ): Promise<SandboxResult & { readonly cached: boolean }> {
    const { engine } = this.options;
    const key = callKey(call, engine);
    const plainKey =
      positions && callKey({ ...call, input: positions.plainInput }, `${engine} with positions`);
    for (;;) {
      const keys = positions && plainKey !== undefined ? this.positionKeys.keysFor(plainKey, positions) : [];
      for (const each of [...keys, key]) {
        const known = this.find(each, call);
        if (known) return { ...known, cached: true };
      }
      const { result, joined } = await this.runs.result(key, call, options);
      if (joined === undefined) {
        const learnt =
          positions && plainKey !== undefined && this.positionKeys.learn(plainKey, positions, result);
        this.keep(learnt || key, call, result);
        return { ...result, cached: false };
      }
      if (!isDeterministic(result)) return { ...result, cached: true };
      const trace = traceOf(joined, result);
      if (trace && holds(trace, call, this.options.inputs)) return { ...result, cached: true };
      // Something that the run had read was changed before this caller came.
    }
  }

  /** What is kept under a key and holds for the call, from memory or else from disk. */
  private find(key: string, call: SandboxCall): SandboxResult | undefined {
    const isValid = ({ trace }: KeptResult): boolean => holds(trace, call, this.options.inputs);
    const inMemory = this.memory.get(key) ?? [];
    const known = inMemory.find(isValid);
    if (known) return known.result;
    const stored = this.options.store?.get(key) ?? [];
    const valid = stored.find(isValid);
    if (valid) this.memory.set(key, withVariant(valid, inMemory));
    return valid?.result;
  }

  private keep(key: string, call: SandboxCall, result: SandboxResult): void {
    const trace = isDeterministic(result) ? traceOf(call, result) : undefined;
    if (!trace) return;
    const kept = { trace, result };
    this.memory.set(key, withVariant(kept, this.memory.get(key) ?? []));
    this.options.store?.add(key, kept);
  }
}
