import { sha256 } from '#platform/hash';

/** SHA-256 in lower-case hex. */
export function hashBytes(bytes: Uint8Array): string {
  return sha256().update(bytes).hex();
}
