/**
 * The hashes in `SandboxRead`: SHA-256 in hex over what the guest could see. Whoever checks later whether a
 * recorded read still holds uses the same functions.
 */
import type { DirectoryEntry, Sha256 } from '../host';

const encoder = new TextEncoder();

/** Of a file's content. */
export function contentHash(bytes: Uint8Array, sha256: Sha256): string {
  return sha256(bytes);
}

/** Of a listing: names and types in the order of `sortEntries`. */
export function directoryHash(sorted: readonly DirectoryEntry[], sha256: Sha256): string {
  return sha256(encoder.encode(sorted.map(({ name, type }) => `${name}\0${type}\n`).join('')));
}

/** By UTF-16 code units, so that no locale and no file system changes the order. */
export function sortEntries(entries: readonly DirectoryEntry[]): DirectoryEntry[] {
  return [...entries].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** Of a whole environment. */
export function environmentHash(environment: ReadonlyMap<string, string>, sha256: Sha256): string {
  const text = sortedEnvironment(environment).map(([name, value]) => `${name}\0${value}\0`);
  return sha256(encoder.encode(text.join('')));
}

/** Of one variable's value (UTF-8); null when there is none. */
export function variableHash(value: string | undefined, sha256: Sha256): string | null {
  return value === undefined ? null : sha256(encoder.encode(value));
}

export function sortedEnvironment(environment: ReadonlyMap<string, string>): [string, string][] {
  return [...environment].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
