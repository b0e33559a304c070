import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  readdirSync,
  statSync,
  type Dirent,
} from 'node:fs';
import type { CallRecord } from './callRecord';
import { Errno, WasiError } from './errno';
import { contentHash, directoryHash, sortEntries, type DirectoryEntry } from './readHashes';
import type { ReadableRoots } from './readableRoots';

const MAXIMUM_FILE_BYTES = 64 * 1024 * 1024;
const MAXIMUM_CALL_BYTES = 128 * 1024 * 1024;

export interface FileSnapshot {
  readonly kind: 'file';
  readonly bytes: Uint8Array;
}

export interface DirectorySnapshot {
  readonly kind: 'directory';
  readonly entries: readonly DirectoryEntry[];
}

export type Snapshot = FileSnapshot | DirectorySnapshot;

/**
 * Files and folders as one call sees them. The first look at a path reads the whole file or listing, records
 * it with its hash, and keeps it: the guest sees one state of the disk however often it looks, and exactly
 * the bytes whose hash is recorded. A look at the size of a file counts as reading it.
 */
export class ReadableFiles {
  private readonly snapshots = new Map<string, Snapshot | WasiError>();
  private readBytes = 0;

  constructor(
    private readonly roots: ReadableRoots,
    private readonly record: CallRecord,
  ) {}

  /** What is at an absolute guest path. Throws ENOENT when nothing is, EACCES when it may not be read. */
  lookUp(guestPath: string): Snapshot {
    let found = this.snapshots.get(guestPath);
    if (found === undefined) {
      found = this.readOrFail(guestPath);
      this.snapshots.set(guestPath, found);
    }
    if (found instanceof WasiError) throw found;
    return found;
  }

  private readOrFail(guestPath: string): Snapshot | WasiError {
    try {
      return this.read(guestPath);
    } catch (error) {
      return error instanceof WasiError ? error : this.refusal(guestPath, 'this system cannot read it');
    }
  }

  private read(guestPath: string): Snapshot {
    const resolution = this.roots.resolve(guestPath);
    switch (resolution.kind) {
      case 'refused':
        throw this.refusal(guestPath, resolution.reason);
      case 'missing':
        this.record.read('missing', guestPath, null);
        throw new WasiError(Errno.noEntry);
      case 'found': {
        const stat = statSync(resolution.realPath);
        if (stat.isDirectory()) return this.readDirectory(guestPath, resolution.realPath);
        // Anything else (device, FIFO, socket) is not even opened: opening one can block or have effects.
        if (!stat.isFile()) throw this.refusal(guestPath, 'it is not a regular file');
        return this.readFile(guestPath, resolution.realPath);
      }
    }
  }

  private readFile(guestPath: string, realPath: string): FileSnapshot {
    // The path was checked a moment ago; should it have been swapped since, a link is not followed and a FIFO
    // does not block.
    const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
    const descriptor = openSync(realPath, flags);
    try {
      const stat = fstatSync(descriptor);
      if (!stat.isFile()) throw this.refusal(guestPath, 'it is not a regular file');
      if (stat.size > MAXIMUM_FILE_BYTES) throw this.refusal(guestPath, 'it is larger than 64 MB');
      if (this.readBytes + stat.size > MAXIMUM_CALL_BYTES) {
        throw this.refusal(guestPath, 'this macro has read more than 128 MB already');
      }
      const bytes = readFileSync(descriptor);
      this.readBytes += bytes.length;
      this.record.read('file', guestPath, contentHash(bytes));
      return { kind: 'file', bytes };
    } finally {
      closeSync(descriptor);
    }
  }

  private readDirectory(guestPath: string, realPath: string): DirectorySnapshot {
    const entries = sortEntries(
      readdirSync(realPath, { withFileTypes: true }).map((entry) => ({
        name: entry.name,
        type: typeOf(entry),
      })),
    );
    this.record.read('directory', guestPath, directoryHash(entries));
    return { kind: 'directory', entries };
  }

  private refusal(guestPath: string, reason: string): WasiError {
    this.record.refuse(`${guestPath} was not read: ${reason}`);
    return new WasiError(Errno.accessDenied);
  }
}

function typeOf(entry: Dirent): DirectoryEntry['type'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'link' : 'other';
}
