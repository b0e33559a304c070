import { sha256 as createHash } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Hash } from '../hash';

const encoder = new TextEncoder();

export function sha256(): Hash {
  const hash = createHash.create();
  const wrapped: Hash = {
    update: (part) => {
      hash.update(typeof part === 'string' ? encoder.encode(part) : part);
      return wrapped;
    },
    hex: () => bytesToHex(hash.digest()),
  };
  return wrapped;
}
