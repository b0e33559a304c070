/** Files below the roots of a call, read from the disk by Node. Never writes. */
import {
  closeSync,
  lstatSync,
  readSync,
  readdirSync,
  realpathSync,
  statSync,
  type BigIntStats,
  type Dirent,
} from 'node:fs';
import * as path from 'node:path';
import { HostFailure, type DirectoryEntry, type HostEntry, type HostFiles } from '../host';
import type { SandboxRoot } from '../types';
import { GuestRoots } from '../wasi/guestPaths';
import { hasPlainNames, isKernelPath, joinBelow, partBelow, type PathFlavour } from './diskPaths';
import {
  DESCRIPTOR_LINKS,
  isOnKernelFileSystem,
  openEntry,
  realPathOfSame,
  type OpenedEntry,
} from './openedEntry';

const FLAVOUR: PathFlavour = path.sep === '\\' ? 'windows' : 'posix';

const MISSING: HostEntry = { kind: 'missing' };

/** Says that a path is not read, and why. */
class Refusal extends Error {}

const leadsOut = () => new Refusal('it leads out of the folders that a macro may read');
const wasSwapped = () => new Refusal('it was replaced while it was being read');
const isNoFile = () => new Refusal('it is not a regular file');

/** A root with its links followed. */
interface RealRoot {
  readonly guestPath: string;
  readonly realPath: string;
}

/**
 * The files of one call.
 *
 * A guest path is mapped to the disk, all symbolic links in it are followed, and the result must lie below one
 * of the roots, themselves with their links followed. It is opened, and what was opened must lie there too: the
 * folders above may have been swapped since. For a path that leads nowhere the same holds for the deepest part
 * of it that exists, so that what exists outside cannot be told from what does not.
 */
export class DiskFiles implements HostFiles {
  private readonly guestRoots: GuestRoots;
  private realRootsOnceRead: readonly RealRoot[] | undefined;

  /** @param links See `openEntry`. */
  constructor(
    private readonly roots: readonly SandboxRoot[],
    private readonly links = DESCRIPTOR_LINKS,
  ) {
    this.guestRoots = new GuestRoots(roots);
  }

  read(guestPath: string, maximumBytes: number): HostEntry {
    const found = this.resolve(guestPath);
    return typeof found === 'string' ? this.readChecked(guestPath, found, maximumBytes) : found;
  }

  /** The path of the disk without links, which is below a root; or what to answer instead. */
  resolve(guestPath: string): string | HostEntry {
    try {
      return this.realPathOf(guestPath) ?? MISSING;
    } catch (error) {
      return answerTo(error);
    }
  }

  /**
   * Opens a path that `resolve` answered a moment ago, and reads it if what was opened is still below the
   * roots.
   */
  readChecked(guestPath: string, realPath: string, maximumBytes: number): HostEntry {
    try {
      return this.readOpened(guestPath, realPath, maximumBytes);
    } catch (error) {
      return answerTo(error);
    }
  }

  private realPathOf(guestPath: string): string | undefined {
    const root = this.guestRoots.rootOf(guestPath);
    if (root === undefined) throw new Refusal('it is outside the folders that a macro may read');
    const below = guestPath.slice(root.guestPath.length);
    if (!hasPlainNames(below, FLAVOUR)) throw new Refusal('its name is not valid on this system');
    const hostPath = joinBelow(root.hostPath, below, FLAVOUR);
    const realPath = realPathOrNull(hostPath);
    if (realPath !== null) {
      this.checkAllowed(realPath);
      return realPath;
    }

    let existing = hostPath;
    while (!entryExists(existing)) {
      existing = path.dirname(existing);
      // The root itself is missing.
      if (existing.length < root.hostPath.length) return undefined;
    }
    const realExisting = realPathOrNull(existing);
    // Null: a link that leads nowhere. Where it would lead is no business of the guest's.
    if (realExisting === null) throw leadsOut();
    this.checkAllowed(realExisting);
    return undefined;
  }

  private readOpened(guestPath: string, realPath: string, maximumBytes: number): HostEntry {
    const seen = statSync(realPath);
    // Anything else (device, FIFO, socket) is not even opened: opening one can block or have effects.
    if (!seen.isFile() && !seen.isDirectory()) throw isNoFile();
    const opened = openEntry(realPath, this.links);
    if (opened === undefined) throw wasSwapped();
    try {
      this.checkAllowed(opened.realPath);
      if (isOnKernelFileSystem(opened.stablePath)) throw leadsOut();
      const canonicalPath = this.guestPathOf(opened.realPath, guestPath);
      if (opened.stat.isDirectory()) return { kind: 'directory', entries: listOpened(opened), canonicalPath };
      if (!opened.stat.isFile()) throw isNoFile();
      const bytes = readAtMost(opened.descriptor, opened.stat, maximumBytes);
      return bytes === undefined ? { kind: 'too-large' } : { kind: 'file', bytes, canonicalPath };
    } finally {
      closeSync(opened.descriptor);
    }
  }

  private checkAllowed(realPath: string): void {
    if (isKernelPath(realPath, FLAVOUR) || this.rootAbove(realPath) === undefined) throw leadsOut();
  }

  private rootAbove(realPath: string): RealRoot | undefined {
    return this.realRoots().find((root) => partBelow(realPath, root.realPath, FLAVOUR) !== undefined);
  }

  /** The guest path of a path of the disk without links, which is below a root. `asked`: the guest path that led there. */
  guestPathOf(realPath: string, asked: string): string {
    const ownRoot = this.guestRoots.rootOf(asked)?.guestPath;
    const own = this.realRoots().find((root) => root.guestPath === ownRoot);
    for (const root of [own, this.rootAbove(realPath)]) {
      const below = root && partBelow(realPath, root.realPath, FLAVOUR);
      if (root && below !== undefined) return root.guestPath === '/' ? below || '/' : root.guestPath + below;
    }
    throw leadsOut();
  }

  private realRoots(): readonly RealRoot[] {
    this.realRootsOnceRead ??= this.roots.flatMap(({ guestPath, hostPath }) => {
      const realPath = realPathOrNull(hostPath);
      return realPath === null ? [] : [{ guestPath, realPath }];
    });
    return this.realRootsOnceRead;
  }
}

/** Reads to the end of the file, also when it grows meanwhile. Undefined when it is larger than `maximumBytes`. */
function readAtMost(descriptor: number, stat: BigIntStats, maximumBytes: number): Uint8Array | undefined {
  if (stat.size > BigInt(maximumBytes)) return undefined;
  // One byte more than there should be, to meet the end of the file.
  let bytes = new Uint8Array(Number(stat.size) + 1);
  let length = 0;
  for (;;) {
    const count = readSync(descriptor, bytes, length, bytes.length - length, null);
    if (count === 0) return bytes.subarray(0, length);
    length += count;
    if (length > maximumBytes) return undefined;
    if (length < bytes.length) continue;
    const larger = new Uint8Array(Math.min(bytes.length * 2, maximumBytes + 1));
    larger.set(bytes);
    bytes = larger;
  }
}

/**
 * Lists an open folder. Where it can be listed by its path only, it must be the same folder before and
 * afterwards.
 */
function listOpened({ stat, realPath, stablePath }: OpenedEntry): DirectoryEntry[] {
  const entries = readdirSync(stablePath ?? realPath, { withFileTypes: true });
  if (stablePath === undefined && realPathOfSame(realPath, stat) !== realPath) throw wasSwapped();
  return entries.map((entry) => ({ name: entry.name, type: typeOf(entry) }));
}

function typeOf(entry: Dirent): DirectoryEntry['type'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'directory';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

/** Errors that say something about this machine at this moment and not about the path. */
const TROUBLES: ReadonlySet<string> = new Set(['EAGAIN', 'EIO', 'EMFILE', 'ENFILE', 'ENOMEM', 'ENOBUFS']);

/**
 * What an error of `node:fs` means to the guest.
 *
 * @throws HostFailure when it means nothing to it, and everything that is no such error.
 */
export function answerTo(error: unknown): HostEntry {
  if (error instanceof Refusal) return { kind: 'refused', reason: error.message };
  const code = systemCode(error);
  // Not of the file system: no memory for the bytes, no stack, or a mistake of ours.
  if (code === undefined) throw error;
  if (TROUBLES.has(code)) throw new HostFailure(`a file could not be read: ${code}`);
  // It was there when it was looked for: it has just been removed.
  if (code === 'ENOENT' || code === 'ENOTDIR') return MISSING;
  // O_NOFOLLOW met a link where there was none.
  if (code === 'ELOOP') return { kind: 'refused', reason: wasSwapped().message };
  return { kind: 'refused', reason: 'this system cannot read it' };
}

function systemCode(error: unknown): string | undefined {
  const isSystemError = error instanceof Error && 'syscall' in error && 'code' in error;
  return isSystemError && typeof error.code === 'string' ? error.code : undefined;
}

function realPathOrNull(hostPath: string): string | null {
  try {
    return realpathSync.native(hostPath);
  } catch (error) {
    failOnTrouble(error);
    return null;
  }
}

/** Whether there is an entry of this name, be it a link that leads nowhere. */
function entryExists(hostPath: string): boolean {
  try {
    return lstatSync(hostPath, { throwIfNoEntry: false }) !== undefined;
  } catch (error) {
    failOnTrouble(error);
    return false;
  }
}

function failOnTrouble(error: unknown): void {
  const code = systemCode(error);
  if (code === undefined || TROUBLES.has(code)) throw error;
}
