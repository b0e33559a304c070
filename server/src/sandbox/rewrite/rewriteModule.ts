/** Changes whenever the bytes that the rewriter makes change: what was kept of an earlier one is then not used. */
export const REWRITER_VERSION = 'r1';

import { webAssembly } from '../webAssembly';

export function rewriteModule(original: Uint8Array): Uint8Array {
  if (!webAssembly.validate(original)) throw new Error('not a valid WebAssembly module');
  return original;
}
