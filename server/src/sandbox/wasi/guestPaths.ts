/** Paths as the guest names them: separated by `/`, on every machine. No access to files. */
import type { SandboxRoot } from '../types';

/**
 * The absolute form of a path that the guest named relative to a folder (which is absolute). `..` is taken off
 * by name, before any link is followed: `link/../file` is `file`. A kernel would go to the folder above the
 * link's target; here the name that is recorded and the name that is read are thereby always the same.
 */
export function absoluteGuestPath(folder: string, name: string): string {
  const parts: string[] = [];
  for (const part of (name.startsWith('/') ? name : `${folder}/${name}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** The folder that an absolute path stands in. `/` stands in itself. */
export function parentOf(guestPath: string): string {
  return guestPath.slice(0, Math.max(1, guestPath.lastIndexOf('/')));
}

export function isBelowGuest(candidate: string, folder: string): boolean {
  return candidate === folder || candidate.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** The roots of a call by their guest paths. */
export class GuestRoots {
  constructor(private readonly roots: readonly SandboxRoot[]) {}

  /** The root that a path is in by its name: of nested ones the innermost. */
  rootOf(guestPath: string): SandboxRoot | undefined {
    let longest: SandboxRoot | undefined;
    for (const root of this.roots) {
      const isLonger = longest === undefined || root.guestPath.length > longest.guestPath.length;
      if (isLonger && isBelowGuest(guestPath, root.guestPath)) longest = root;
    }
    return longest;
  }

  /** Whether a path is that of a folder which is given with the call. */
  isRoot(guestPath: string): boolean {
    return this.roots.some((root) => root.guestPath === guestPath && root.isFile !== true);
  }
}
