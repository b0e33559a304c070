import { sha256 } from '#platform/hash';
import type { DeclaredInput } from './expansion';

/** Records that a value was read; null when there is none. */
export function declaredInput(
  kind: DeclaredInput['kind'],
  name: string,
  content: string | Uint8Array | null,
): DeclaredInput {
  return { kind, name, hash: content === null ? null : sha256().update(content).hex() };
}
