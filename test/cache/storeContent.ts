import { createHash } from 'node:crypto';

/** The content that belongs to a key in tests: some kilobytes, all of which follow from the key. */
export function contentOf(key: string): Buffer {
  const hash = createHash('sha256').update(key).digest();
  return Buffer.concat(Array.from({ length: 50 + (hash[0] ?? 0) }, () => hash));
}
