/**
 * The hashes in `SandboxRead`: SHA-256 in hex over what the guest could see. Whoever checks later whether a
 * recorded read still holds uses the same functions.
 */
import { createHash } from 'node:crypto';

/** A directory entry as the guest sees it. */
export interface DirectoryEntry {
  readonly name: string;
  readonly type: 'file' | 'directory' | 'link' | 'other';
}

/** Of a file's content. */
export function contentHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Of a listing: names and types in the order of `sortEntries`. */
export function directoryHash(sorted: readonly DirectoryEntry[]): string {
  const hash = createHash('sha256');
  for (const { name, type } of sorted) hash.update(`${name}\0${type}\n`);
  return hash.digest('hex');
}

/** By UTF-16 code units, so that no locale and no file system changes the order. */
export function sortEntries(entries: readonly DirectoryEntry[]): DirectoryEntry[] {
  return [...entries].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

/** Of a whole environment. */
export function environmentHash(environment: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const [name, value] of sortedEnvironment(environment)) hash.update(`${name}\0${value}\0`);
  return hash.digest('hex');
}

export function sortedEnvironment(environment: ReadonlyMap<string, string>): [string, string][] {
  return [...environment].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}
