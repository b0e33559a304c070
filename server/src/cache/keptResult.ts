import { areSameBytes } from '../sandbox/sameBytes';
import type { SandboxResult } from '../sandbox/types';
import { isSameTrace, type VerifyingTrace } from './verifyingTrace';

/** A result of a call, and when it is valid. */
export interface KeptResult {
  readonly trace: VerifyingTrace;
  readonly result: SandboxResult;
}

/** Results of one key that are kept: in so many states of the world (branches, profiles, checkouts) it is remembered. */
const MAXIMUM_VARIANTS = 4;

/** Whether the same call gives the same result on any machine: not what ended by the clock or by a fault of the host. */
export function isDeterministic({ status }: SandboxResult): boolean {
  return status !== 'out-of-time' && status !== 'worker-failed' && status !== 'cancelled';
}

/**
 * Puts a result before others of its key: it replaces those with the same trace, and the oldest goes when there are too many. An output that one of
 * them has too is held once: what a macro reads differs more often than what it makes of it.
 */
export function withVariant(kept: KeptResult, others: readonly KeptResult[]): readonly KeptResult[] {
  return [withOutputOf(others, kept), ...others.filter(({ trace }) => !isSameTrace(trace, kept.trace))].slice(
    0,
    MAXIMUM_VARIANTS,
  );
}

function withOutputOf(others: readonly KeptResult[], kept: KeptResult): KeptResult {
  const { trace, result } = kept;
  if (result.status !== 'returned') return kept;
  for (const { result: other } of others)
    if (other.status === 'returned' && areSameBytes(other.output, result.output))
      return { trace, result: { ...result, output: other.output } };
  return kept;
}

/** Bytes of memory that the results of a key take, with what their objects cost. */
export function memoryOf(key: string, variants: readonly KeptResult[]): number {
  const buffers = new Set<ArrayBufferLike>();
  let bytes = OBJECT_BYTES + 2 * key.length;
  const addBuffer = ({ buffer }: Uint8Array): void => {
    if (!buffers.has(buffer)) bytes += buffer.byteLength;
    buffers.add(buffer);
  };
  for (const { trace, result } of variants) {
    const texts = [trace.place ?? '', result.console, ...result.refusals, messageOf(result)];
    bytes += 4 * OBJECT_BYTES + texts.reduce((sum, text) => sum + 2 * text.length, 0);
    if (result.status === 'returned') addBuffer(result.output);
    for (const { name, hash, canonicalPath } of trace.reads)
      bytes += OBJECT_BYTES + 2 * (name.length + (hash?.length ?? 0) + (canonicalPath?.length ?? 0));
    for (const output of result.outputs) {
      bytes += OBJECT_BYTES + 2 * output.path.length;
      if (output.kind === 'file') addBuffer(output.bytes);
    }
  }
  return bytes;
}

/** An object with a few fields in V8, headers of strings included. */
const OBJECT_BYTES = 100;

function messageOf(result: SandboxResult): string {
  return result.status === 'returned' ? '' : result.message;
}
