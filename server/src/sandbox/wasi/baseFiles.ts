import type { DirectoryEntry, HostFiles, Sha256 } from '../host';
import { priceOfBytes, priceOfEntries, type Charge } from '../hostPrices';
import type { CallRecord } from './callRecord';
import { Errno, WasiError } from './errno';
import { FileNode } from './fileNode';
import type { GuestRoots } from './guestPaths';
import { contentHash, directoryHash, sortEntries } from './readHashes';

export const MAXIMUM_FILE_BYTES = 64 * 1024 * 1024;
const MAXIMUM_CALL_BYTES = 128 * 1024 * 1024;

export interface BaseFile {
  readonly kind: 'file';
  readonly node: FileNode;
  readonly canonicalPath: string;
}

export interface BaseDirectory {
  readonly kind: 'directory';
  /** In the order of `sortEntries`. */
  readonly entries: readonly DirectoryEntry[];
  readonly canonicalPath: string;
}

/**
 * Files and folders of the host as one call sees them. The first look at a path reads the whole file or listing,
 * records it with its hash, and keeps it: the guest sees one state of the disk however often it looks, and exactly
 * the bytes whose hash is recorded. A look at the size of a file counts as reading it.
 */
export class BaseFiles {
  private readonly known = new Map<string, BaseFile | BaseDirectory | WasiError>();
  private readBytes = 0;

  constructor(
    private readonly host: HostFiles,
    private readonly sha256: Sha256,
    private readonly roots: GuestRoots,
    private readonly record: CallRecord,
    private readonly charge: Charge,
  ) {}

  /** What is at an absolute guest path. Throws ENOENT when nothing is, EACCES when it may not be read. */
  lookUp(guestPath: string): BaseFile | BaseDirectory {
    let found = this.known.get(guestPath);
    if (found === undefined) {
      found = this.readOrFail(guestPath);
      this.known.set(guestPath, found);
    }
    if (found instanceof WasiError) throw found;
    return found;
  }

  private readOrFail(guestPath: string): BaseFile | BaseDirectory | WasiError {
    try {
      return this.read(guestPath);
    } catch (error) {
      if (error instanceof WasiError) return error;
      throw error;
    }
  }

  private read(guestPath: string): BaseFile | BaseDirectory {
    if (this.roots.rootOf(guestPath) === undefined) {
      this.record.refuse(`${guestPath} was not read: it is outside the folders that a macro may read`);
      throw new WasiError(Errno.accessDenied);
    }
    const left = MAXIMUM_CALL_BYTES - this.readBytes;
    const entry = this.host.read(guestPath, Math.min(MAXIMUM_FILE_BYTES, left));
    switch (entry.kind) {
      case 'file': {
        const { bytes, canonicalPath } = entry;
        this.readBytes += bytes.length;
        this.charge(priceOfBytes(bytes.length));
        this.record.read('file', guestPath, contentHash(bytes, this.sha256), canonicalPath);
        return { kind: 'file', node: new FileNode(bytes, guestPath), canonicalPath };
      }
      case 'directory': {
        this.charge(priceOfEntries(entry.entries.length));
        const entries = sortEntries(entry.entries);
        this.record.read('directory', guestPath, directoryHash(entries, this.sha256), entry.canonicalPath);
        return { kind: 'directory', entries, canonicalPath: entry.canonicalPath };
      }
      case 'missing':
        this.record.read('missing', guestPath, null);
        throw new WasiError(Errno.noEntry);
      case 'too-large':
        throw this.refusal(
          guestPath,
          left < MAXIMUM_FILE_BYTES ? 'this macro may read no more than 128 MB' : 'it is larger than 64 MB',
        );
      case 'refused':
        throw this.refusal(guestPath, entry.reason);
    }
  }

  /** What is refused for what it is now may be answered tomorrow, so it is recorded as read. */
  private refusal(guestPath: string, reason: string): WasiError {
    this.record.read('file', guestPath, null);
    this.record.refuse(`${guestPath} was not read: ${reason}`);
    return new WasiError(Errno.accessDenied);
  }
}
