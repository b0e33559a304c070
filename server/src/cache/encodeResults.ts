import type { SandboxOutput, SandboxRead, SandboxResult, SandboxUse } from '../sandbox/types';
import type { KeptResult } from './keptResult';

/** The results of one key as bytes: a length, JSON of that length, and the buffers that the JSON names by their numbers. */
interface Encoded {
  /** Lengths of the buffers in their order. */
  readonly buffers: readonly number[];
  readonly variants: readonly EncodedVariant[];
}

interface EncodedVariant {
  readonly place?: string;
  readonly reads: readonly SandboxRead[];
  readonly status: SandboxResult['status'];
  /** Of a result that returned: the number of its buffer. */
  readonly output?: number;
  readonly message?: string;
  readonly used: SandboxUse;
  readonly outputs: readonly EncodedOutput[];
  readonly refusals: readonly string[];
  readonly console: string;
}

interface EncodedOutput {
  readonly kind: SandboxOutput['kind'];
  readonly path: string;
  readonly buffer?: number;
}

const LENGTH_BYTES = 4;

/** Equal buffers are written once. */
export function encodeResults(variants: readonly KeptResult[]): Uint8Array {
  const buffers: Buffer[] = [];
  const add = (bytes: Uint8Array): number => {
    const known = buffers.findIndex((buffer) => buffer.equals(bytes));
    return known >= 0 ? known : buffers.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)) - 1;
  };
  const encoded: Omit<Encoded, 'buffers'> = {
    variants: variants.map(({ trace, result }) => ({
      place: trace.place,
      reads: trace.reads,
      status: result.status,
      ...(result.status === 'returned' ? { output: add(result.output) } : { message: result.message }),
      used: result.used,
      outputs: result.outputs.map((output) => ({
        kind: output.kind,
        path: output.path,
        buffer: output.kind === 'file' ? add(output.bytes) : undefined,
      })),
      refusals: result.refusals,
      console: result.console,
    })),
  };
  const json = Buffer.from(JSON.stringify({ buffers: buffers.map(({ length }) => length), ...encoded }));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(json.length);
  return Buffer.concat([length, json, ...buffers]);
}

/** Throws an error of any kind for bytes that are not what `encodeResults` made. */
export function decodeResults(bytes: Uint8Array): readonly KeptResult[] {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const jsonEnd = LENGTH_BYTES + all.readUInt32LE(0);
  const encoded = JSON.parse(all.toString('utf8', LENGTH_BYTES, jsonEnd)) as Encoded;
  let at = jsonEnd;
  const buffers = encoded.buffers.map((length) => {
    // A copy, so that a large file is not kept for the sake of a small part.
    const buffer = new Uint8Array(all.subarray(at, (at += length)));
    if (buffer.length !== length) throw new RangeError('the results are cut off');
    return buffer;
  });
  const bufferAt = (index: number | undefined): Uint8Array => {
    const buffer = index === undefined ? undefined : buffers[index];
    if (buffer === undefined) throw new RangeError('a buffer is missing');
    return buffer;
  };
  return encoded.variants.map((variant) => decodeVariant(variant, bufferAt));
}

function decodeVariant(
  variant: EncodedVariant,
  bufferAt: (index: number | undefined) => Uint8Array,
): KeptResult {
  const { place, reads, status, used, refusals, console } = variant;
  const base = {
    used,
    reads,
    outputs: variant.outputs.map(({ kind, path, buffer }): SandboxOutput =>
      kind === 'file' ? { kind, path, bytes: bufferAt(buffer) } : { kind, path },
    ),
    refusals,
    console,
    placeless: place === undefined,
  };
  const trace = { reads, place };
  return status === 'returned'
    ? { trace, result: { ...base, status, output: bufferAt(variant.output) } }
    : { trace, result: { ...base, status, message: variant.message ?? '' } };
}
