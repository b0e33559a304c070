import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { CallOptions, SandboxCall, SandboxResult } from '../sandbox/types';
import { sortedEnvironment } from '../sandbox/wasi/readHashes';
import { readsHold } from './readsHold';

/** Bytes of inputs and outputs that are kept. */
const maximumBytes = 64 * 1024 * 1024;

/**
 * Results of sandbox calls, kept while what the call read is unchanged: a call is a pure function of its module, its bytes, its
 * environment and the files it read. Source positions are no part of the bytes, so the same macro on the same tokens hits wherever it stands.
 * Equal calls that run at the same time run once.
 */
export class CallCache {
  private readonly results = new LRUCache<string, SandboxResult>({
    maxSize: maximumBytes,
    sizeCalculation: (result, key) =>
      key.length + (result.status === 'returned' ? result.output.length : 0) + 512,
  });
  private readonly running = new Map<string, Promise<SandboxResult>>();

  constructor(private readonly run: (call: SandboxCall, options: CallOptions) => Promise<SandboxResult>) {}

  /** Never rejects where `run` does not. The result says whether it came from here. */
  async call(
    call: SandboxCall,
    options: CallOptions = {},
  ): Promise<SandboxResult & { readonly cached: boolean }> {
    const key = callKey(call);
    const known = this.results.get(key);
    if (known && readsHold(known.reads)) return { ...known, cached: true };
    // A caller who may cancel must not end the run of another, so only runs without a signal are shared.
    const shared = this.running.get(key);
    if (shared) return { ...(await shared), cached: true };
    const started = this.run(call, options);
    if (!options.signal) this.running.set(key, started);
    try {
      const result = await started;
      if (isDeterministic(result)) this.results.set(key, result);
      return { ...result, cached: false };
    } finally {
      this.running.delete(key);
    }
  }
}

/** Whether the same call gives the same result on any machine: not what ended by the clock or by a fault of the host. */
function isDeterministic(result: SandboxResult): boolean {
  switch (result.status) {
    case 'out-of-time':
    case 'worker-failed':
    case 'cancelled':
      return false;
    default:
      return true;
  }
}

function callKey(call: SandboxCall): string {
  const { instructions, memoryPages, outputBytes } = call.budget;
  const hash = createHash('sha256');
  hash.update(
    JSON.stringify([
      call.moduleKey,
      call.entry,
      [instructions, memoryPages, outputBytes],
      call.workingDirectory,
      call.roots.map((root) => [root.hostPath, root.guestPath]),
      sortedEnvironment(call.environment),
    ]),
  );
  hash.update('\0').update(call.input);
  return hash.digest('hex');
}
