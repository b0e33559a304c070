import type { Content } from '../content';

/** Bytes are searched as they are: most files have nothing that is looked for. */
export function contentOf(bytes: Uint8Array): Content {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
