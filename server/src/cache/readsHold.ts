import { lstatSync, readdirSync, readFileSync, type Dirent } from 'node:fs';
import type { SandboxRead } from '../sandbox/types';
import { contentHash, directoryHash, sortEntries, type DirectoryEntry } from '../sandbox/wasi/readHashes';

/**
 * Whether everything that a call read still has the content that it read (a verifying trace). The environment is part of the
 * call itself and so of its key. A path that cannot be read now counts as changed.
 */
export function readsHold(reads: readonly SandboxRead[]): boolean {
  return reads.every((read) => {
    switch (read.kind) {
      case 'environment':
        return true;
      case 'missing':
        return isMissing(read.name);
      case 'file':
        return hashFile(read.name) === read.hash;
      case 'directory':
        return hashDirectory(read.name) === read.hash;
    }
  });
}

function isMissing(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false }) === undefined;
  } catch {
    // A part of the path is a file now: still nothing that could be read.
    return true;
  }
}

function hashFile(path: string): string | undefined {
  try {
    return contentHash(readFileSync(path));
  } catch {
    return undefined;
  }
}

function hashDirectory(path: string): string | undefined {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    return directoryHash(sortEntries(entries.map((entry) => ({ name: entry.name, type: typeOf(entry) }))));
  } catch {
    return undefined;
  }
}

function typeOf(entry: Dirent): DirectoryEntry['type'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'link' : 'other';
}
