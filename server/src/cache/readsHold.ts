import { lstatSync, readdirSync, readFileSync, type Dirent } from 'node:fs';
import type { DirectoryEntry } from '../sandbox/host';
import { nodeSha256 } from '../sandbox/nodeHost';
import type { SandboxRead } from '../sandbox/types';
import {
  contentHash,
  directoryHash,
  environmentHash,
  sortEntries,
  variableHash,
} from '../sandbox/wasi/readHashes';

/**
 * Whether everything that a call read still has the content that it read (a verifying trace), where the same call would be given
 * `environment` now. A path that cannot be read now, or could not be read then, counts as changed.
 */
export function readsHold(reads: readonly SandboxRead[], environment: ReadonlyMap<string, string>): boolean {
  return reads.every((read) => {
    switch (read.kind) {
      case 'environment':
        return hashOfVariable(read.name, environment) === read.hash;
      case 'missing':
        return isMissing(read.name);
      case 'file':
        return hashFile(read.name) === read.hash;
      case 'directory':
        return hashDirectory(read.name) === read.hash;
    }
  });
}

/** `*` stands for the environment as a whole. */
function hashOfVariable(name: string, environment: ReadonlyMap<string, string>): string | null {
  return name === '*'
    ? environmentHash(environment, nodeSha256)
    : variableHash(environment.get(name), nodeSha256);
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
    return contentHash(readFileSync(path), nodeSha256);
  } catch {
    return undefined;
  }
}

function hashDirectory(path: string): string | undefined {
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    return directoryHash(
      sortEntries(entries.map((entry) => ({ name: entry.name, type: typeOf(entry) }))),
      nodeSha256,
    );
  } catch {
    return undefined;
  }
}

function typeOf(entry: Dirent): DirectoryEntry['type'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'link' : 'other';
}
