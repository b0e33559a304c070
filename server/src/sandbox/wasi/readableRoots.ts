import { lstatSync, realpathSync } from 'node:fs';
import { posix } from 'node:path';
import * as path from 'node:path';
import type { ReadableRoot } from '../types';

/** Where a guest path leads on this machine. */
export type Resolution =
  | { readonly kind: 'found'; readonly realPath: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused'; readonly reason: string };

/** File systems whose "files" are windows into the kernel: never readable, whatever the roots say. */
const KERNEL_FOLDERS = ['/proc', '/sys', '/dev'];

/**
 * The folders that a guest may read, and the only place that decides whether a path is inside them.
 *
 * A guest path is absolute and has neither `.` nor `..` in it (see `absoluteGuestPath`). It is mapped to the
 * host, all symbolic links in it are followed, and the result must lie below one of the roots, themselves
 * with their links followed. For a path that leads nowhere the same holds for the deepest part of it that
 * exists, so that what exists outside cannot be told from what does not.
 */
export class ReadableRoots {
  private realRoots: readonly string[] | undefined;

  constructor(readonly roots: readonly ReadableRoot[]) {}

  /** Whether the path, taken by its name alone, is in a root. */
  contains(guestPath: string): boolean {
    return this.rootOf(guestPath) !== undefined;
  }

  isRoot(guestPath: string): boolean {
    return this.roots.some((root) => root.guestPath === guestPath);
  }

  resolve(guestPath: string): Resolution {
    const root = this.rootOf(guestPath);
    if (root === undefined) {
      return { kind: 'refused', reason: 'it is outside the folders that a macro may read' };
    }
    const below = guestPath.slice(root.guestPath.length);
    // What is part of a name to a POSIX guest separates names, drives or streams on Windows.
    if (path.sep === '\\' && /[\\:]/.test(below)) {
      return { kind: 'refused', reason: 'its name is not valid on this system' };
    }
    const hostPath = root.hostPath + below;
    const realPath = realPathOrNull(hostPath);
    if (realPath === null) return this.resolveMissing(hostPath, root.hostPath);
    return this.isReadable(realPath)
      ? { kind: 'found', realPath }
      : { kind: 'refused', reason: 'it leads out of the folders that a macro may read' };
  }

  private resolveMissing(hostPath: string, hostRoot: string): Resolution {
    let existing = hostPath;
    while (existing !== hostRoot && !entryExists(existing)) existing = path.dirname(existing);
    if (existing === hostRoot && !entryExists(hostRoot)) return { kind: 'missing' };
    const realPath = realPathOrNull(existing);
    // Null: a link that leads nowhere. Where it would lead is no business of the guest's.
    if (realPath === null || !this.isReadable(realPath)) {
      return { kind: 'refused', reason: 'it leads out of the folders that a macro may read' };
    }
    return { kind: 'missing' };
  }

  private isReadable(realPath: string): boolean {
    if (path.sep === '/' && KERNEL_FOLDERS.some((folder) => isBelow(realPath, folder))) return false;
    this.realRoots ??= this.roots
      .map((root) => realPathOrNull(root.hostPath))
      .filter((real): real is string => real !== null);
    return this.realRoots.some((root) => isBelow(realPath, root));
  }

  private rootOf(guestPath: string): ReadableRoot | undefined {
    let longest: ReadableRoot | undefined;
    for (const root of this.roots) {
      const isLonger = longest === undefined || root.guestPath.length > longest.guestPath.length;
      if (isLonger && isBelow(guestPath, root.guestPath, '/')) longest = root;
    }
    return longest;
  }
}

/**
 * The absolute form of a path that the guest named relative to a folder. `..` is taken off by name, before
 * any link is followed: `link/../file` is `file`. A kernel would go to the folder above the link's target;
 * here the name that is recorded and the name that is read are thereby always the same.
 */
export function absoluteGuestPath(folder: string, name: string): string {
  return posix.resolve(folder, name);
}

function isBelow(candidate: string, folder: string, separator: string = path.sep): boolean {
  if (candidate === folder) return true;
  const prefix = folder.endsWith(separator) ? folder : folder + separator;
  return candidate.startsWith(prefix);
}

function realPathOrNull(hostPath: string): string | null {
  try {
    return realpathSync.native(hostPath);
  } catch {
    return null;
  }
}

/** Whether there is an entry of this name, be it a link that leads nowhere. */
function entryExists(hostPath: string): boolean {
  try {
    return lstatSync(hostPath, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
}
