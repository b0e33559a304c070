import { createHash } from 'node:crypto';
import { CallCache, type CallCacheOptions } from '../../server/src/cache/callCache';
import { FileHashes } from '../../server/src/cache/fileHashes';
import { runGuestCall } from '../../server/src/sandbox/guestCall';
import { nodeHost } from '../../server/src/sandbox/nodeHost';
import { prepareModule } from '../../server/src/sandbox/prepareModule';
import { MAXIMUM_STACK_UNITS } from '../../server/src/sandbox/rewrite/counter';
import type { SandboxCall, SandboxResult } from '../../server/src/sandbox/types';
import { PROBE, textOf } from '../conformance/sandbox/probe';

const prepared = prepareModule({ original: PROBE });
if (prepared.kind !== 'prepared') throw new Error('the probe cannot be run');
const probe = prepared.module;

const moduleKey = createHash('sha256').update(PROBE).digest('hex');

/** Runs a call of the probe (probe.rs) in this thread, against the disk as it is. */
export const runProbe = (call: SandboxCall): SandboxResult => runGuestCall(probe, call, nodeHost);

/** A call that gives the probe orders (`read a.txt;variable HOME`), as a macro of a crate in `folder`. */
export function probeCall(
  orders: string,
  folder: string,
  environment: Readonly<Record<string, string>> = {},
  changes: Partial<SandboxCall> = {},
): SandboxCall {
  return {
    moduleKey,
    entry: 'run',
    input: new TextEncoder().encode(orders),
    environment: new Map(Object.entries(environment)),
    roots: [{ hostPath: folder, guestPath: folder }],
    workingDirectory: folder,
    budget: {
      instructions: 50_000_000,
      wallMillis: 10_000,
      memoryPages: 100,
      stackUnits: MAXIMUM_STACK_UNITS,
      outputBytes: 1 << 20,
    },
    ...changes,
  };
}

/** A cache in front of the probe, which counts the calls that were run. */
export class ProbeCache {
  runs = 0;
  readonly cache: CallCache;

  constructor(options: Partial<CallCacheOptions> = {}) {
    this.cache = new CallCache({
      run: (call) => {
        this.runs++;
        return Promise.resolve(runProbe(call));
      },
      engine: 'test',
      maximumBytes: 1 << 20,
      inputs: new FileHashes(),
      ...options,
    });
  }

  /** What the probe answered, with a mark when it was not asked. */
  async ask(call: SandboxCall): Promise<string> {
    const result = await this.cache.call(call);
    return `${textOf(result)}${result.cached ? ' (cached)' : ''}`;
  }
}
