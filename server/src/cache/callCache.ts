import { createHash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { CallOptions, SandboxCall, SandboxResult } from '../sandbox/types';
import { readsHold } from './readsHold';

/** Bytes of inputs and outputs that are kept. */
const maximumBytes = 64 * 1024 * 1024;

/** Results of one call that are kept, each with other contents of what it read. */
const maximumVariants = 4;

/**
 * Results of sandbox calls, kept while what the call read is unchanged: a call is a pure function of its module, its bytes, and the
 * variables and files that it read. Source positions are no part of the bytes, so the same macro on the same tokens hits wherever it stands.
 * Equal calls that run at the same time are the sandbox's to share.
 */
export class CallCache {
  /** By `callKey`, the newest first. */
  private readonly results = new LRUCache<string, readonly SandboxResult[]>({
    maxSize: maximumBytes,
    sizeCalculation: (variants, key) => variants.reduce((sum, result) => sum + sizeOf(result), key.length),
  });

  constructor(private readonly run: (call: SandboxCall, options: CallOptions) => Promise<SandboxResult>) {}

  /** Never rejects where `run` does not. The result says whether it came from here. */
  async call(
    call: SandboxCall,
    options: CallOptions = {},
  ): Promise<SandboxResult & { readonly cached: boolean }> {
    const key = callKey(call);
    const variants = this.results.get(key) ?? [];
    const known = variants.find(({ reads }) => readsHold(reads, call.environment));
    if (known) return { ...known, cached: true };
    const result = await this.run(call, options);
    if (isDeterministic(result)) this.keep(key, result);
    return { ...result, cached: false };
  }

  private keep(key: string, result: SandboxResult): void {
    const others = this.results.get(key) ?? [];
    this.results.set(key, [result, ...others].slice(0, maximumVariants));
  }
}

function sizeOf(result: SandboxResult): number {
  const written = result.outputs.reduce(
    (sum, each) => sum + (each.kind === 'file' ? each.bytes.length : 0),
    0,
  );
  return (result.status === 'returned' ? result.output.length : 0) + written + 512;
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

/** Of all that a call is given, save the environment: of that only what it reads counts, and is recorded. */
function callKey(call: SandboxCall): string {
  const { instructions, memoryPages, stackUnits, outputBytes } = call.budget;
  const hash = createHash('sha256');
  hash.update(
    JSON.stringify([
      call.moduleKey,
      call.entry,
      [instructions, memoryPages, stackUnits, outputBytes],
      call.workingDirectory,
      call.roots.map((root) => [root.hostPath, root.guestPath, root.writable !== false]),
    ]),
  );
  hash.update('\0').update(call.input);
  return hash.digest('hex');
}
