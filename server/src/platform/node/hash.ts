import { createHash } from 'node:crypto';
import type { Hash } from '../hash';

export function sha256(): Hash {
  const hash = createHash('sha256');
  const wrapped: Hash = {
    update: (part) => {
      hash.update(part);
      return wrapped;
    },
    hex: () => hash.digest('hex'),
  };
  return wrapped;
}
