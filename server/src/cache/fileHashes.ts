import { statSync, type BigIntStats } from 'node:fs';
import { LRUCache } from 'lru-cache';
import { DiskFiles } from '../sandbox/disk/diskFiles';
import { nodeSha256 } from '../sandbox/nodeHost';
import type { SandboxCall } from '../sandbox/types';
import { MAXIMUM_FILE_BYTES } from '../sandbox/wasi/baseFiles';
import { contentHash, directoryHash, sortEntries } from '../sandbox/wasi/readHashes';
import type { InputStates, PathState } from './inputStates';

interface KnownHash {
  readonly stamp: string;
  /** Milliseconds since 1970: the later one of the last change of the content and that of the file's data. */
  readonly changed: number;
  /** When hashing began. */
  readonly hashed: number;
  readonly hash: string;
}

export interface FileHashesOptions {
  /** The time, in milliseconds since 1970. */
  readonly now?: () => number;
  /** Milliseconds on a clock that nobody sets. */
  readonly elapsed?: () => number;
  /** How coarse the times of files may be. Default: two seconds, as on FAT and some NFS servers. */
  readonly coarsestMillis?: number;
  /** Throws what `statSync` throws. */
  readonly statOf?: (path: string) => BigIntStats;
}

/** Files whose hashes are known at a time. */
const KNOWN_FILES = 10_000;

/**
 * Hashes of files as they are now. A file is not read again while its stat data (size, times, inode) stay the same, unless it
 * had changed shortly before it was hashed: then a second change may have left no trace in its times (git calls that *racy*). The
 * same holds when the clock was set back since.
 */
export class FileHashes implements InputStates {
  private readonly known = new LRUCache<string, KnownHash>({ max: KNOWN_FILES });
  private readonly now: () => number;
  private readonly elapsed: () => number;
  private readonly coarsestMillis: number;
  private readonly statOf: (path: string) => BigIntStats;
  /** How far the time was ahead of the elapsed one at the last look. */
  private lastAhead = -Infinity;

  constructor({
    now = Date.now,
    elapsed = () => performance.now(),
    coarsestMillis = 2000,
    statOf = (path) => statSync(path, { bigint: true }),
  }: FileHashesOptions = {}) {
    this.now = now;
    this.elapsed = elapsed;
    this.coarsestMillis = coarsestMillis;
    this.statOf = statOf;
  }

  statesFor({ roots }: Pick<SandboxCall, 'roots'>): (guestPath: string) => PathState | undefined {
    const files = new DiskFiles(roots);
    return (guestPath) => this.stateOf(guestPath, files);
  }

  /** What a guest would find at a path. Undefined when it would be refused, or when this machine cannot say. */
  stateOf(guestPath: string, files: DiskFiles): PathState | undefined {
    try {
      const found = files.resolve(guestPath);
      if (typeof found !== 'string')
        return found.kind === 'missing'
          ? { kind: 'missing', hash: null, canonicalPath: guestPath }
          : undefined;
      return this.fromStat(found, guestPath, files) ?? this.fromContent(found, guestPath, files);
    } catch {
      return undefined;
    }
  }

  private fromStat(realPath: string, guestPath: string, files: DiskFiles): PathState | undefined {
    this.forgetIfClockWentBack();
    const known = this.known.get(realPath);
    if (known === undefined || known.changed > known.hashed - this.coarsestMillis) return undefined;
    if (stampOf(this.statOf(realPath)) !== known.stamp) return undefined;
    return { kind: 'file', hash: known.hash, canonicalPath: files.guestPathOf(realPath, guestPath) };
  }

  /** Also when it has passed the time of the last look again since: a file may have been written at the same time as before. */
  private forgetIfClockWentBack(): void {
    const ahead = this.now() - this.elapsed();
    // Clocks that count whole milliseconds differ by one.
    if (ahead < this.lastAhead - 1) this.known.clear();
    this.lastAhead = ahead;
  }

  private fromContent(realPath: string, guestPath: string, files: DiskFiles): PathState | undefined {
    const hashed = this.now();
    // Before the content: a change in between shows at the next look.
    const stat = this.statOf(realPath);
    const entry = files.readChecked(guestPath, realPath, MAXIMUM_FILE_BYTES);
    if (entry.kind === 'directory') {
      const hash = directoryHash(sortEntries(entry.entries), nodeSha256);
      return { kind: 'directory', hash, canonicalPath: entry.canonicalPath };
    }
    if (entry.kind === 'missing') return { kind: 'missing', hash: null, canonicalPath: guestPath };
    if (entry.kind !== 'file') return undefined;
    const hash = contentHash(entry.bytes, nodeSha256);
    const changed = Number((stat.mtimeNs > stat.ctimeNs ? stat.mtimeNs : stat.ctimeNs) / 1_000_000n);
    this.known.set(realPath, { stamp: stampOf(stat), changed, hashed, hash });
    return { kind: 'file', hash, canonicalPath: entry.canonicalPath };
  }
}

function stampOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return `${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs}`;
}
