/** From the paths that a guest passes to absolute guest paths, and what is there. */
import type { CallRecord } from './callRecord';
import type { Descriptors, OpenDirectory } from './descriptors';
import { Errno, WasiError } from './errno';
import type { GuestMemory } from './guestMemory';
import { absoluteGuestPath, type GuestRoots } from './guestPaths';
import type { Found, OverlayFiles } from './overlay';

const MAXIMUM_PATH_BYTES = 4096;

/** What the file functions of one call share. */
export interface FileAccess {
  readonly memory: GuestMemory;
  readonly descriptors: Descriptors;
  readonly roots: GuestRoots;
  readonly files: OverlayFiles;
  readonly record: CallRecord;
  readonly workingDirectory: string;
}

/**
 * Resolves a path and reads what is there. That a root or the working folder exists is given with the call:
 * they are not read (and not recorded) merely for being opened or looked at.
 *
 * The C library of WASI strips the slash off paths that match no other preopened folder than `/`, so
 * `/templates` and `templates` arrive alike. What is not in a root as an absolute path is therefore looked
 * for in the working folder.
 */
export function lookUpPath(
  access: FileAccess,
  directory: OpenDirectory,
  name: string,
): [guestPath: string, found: Found | 'given'] {
  const { roots, files, workingDirectory } = access;
  return atPath(access, directory, name, 'read', (guestPath) => {
    const isGiven = guestPath === workingDirectory || roots.isRoot(guestPath);
    return [guestPath, isGiven ? 'given' : files.lookUp(guestPath)];
  });
}

/**
 * The name without links of what is at an absolute path. One outside of the roots is answered as missing, as everywhere
 * (`lookUpPath`), and the refusal names it.
 */
export function canonicalPath({ roots, files, record, workingDirectory }: FileAccess, name: string): string {
  if (!name.startsWith('/')) throw new WasiError(Errno.invalidArgument);
  const guestPath = absoluteGuestPath('/', name);
  if (guestPath === workingDirectory || roots.isRoot(guestPath)) return guestPath;
  if (roots.rootOf(guestPath) === undefined) {
    record.refuse(`${guestPath} was not read: it is outside the folders that a macro may read`);
    throw new WasiError(Errno.noEntry);
  }
  return files.canonicalPath(guestPath);
}

/** Resolves a path as `lookUpPath` does and changes something there. */
export function changePath<Result>(
  access: FileAccess,
  directory: OpenDirectory,
  name: string,
  change: (guestPath: string) => Result,
): Result {
  return atPath(access, directory, name, 'written', change);
}

/** The absolute guest path that a guest means, as `lookUpPath` explains. */
export function resolvePath(access: FileAccess, directory: OpenDirectory, name: string): string {
  const guestPath = absoluteGuestPath(directory.guestPath, name);
  const isMeant = directory.guestPath !== '/' || access.roots.rootOf(guestPath) !== undefined;
  return isMeant ? guestPath : absoluteGuestPath(access.workingDirectory, name);
}

/** Uses a path. Should it be missing where the guest may have meant one outside, the refusal names that. */
function atPath<Result>(
  access: FileAccess,
  directory: OpenDirectory,
  name: string,
  verb: 'read' | 'written',
  use: (guestPath: string) => Result,
): Result {
  const guestPath = resolvePath(access, directory, name);
  const asAbsolute = absoluteGuestPath(directory.guestPath, name);
  try {
    return use(guestPath);
  } catch (error) {
    if (guestPath !== asAbsolute && error instanceof WasiError && error.errno === Errno.noEntry) {
      access.record.refuse(
        `${asAbsolute} was not ${verb}: it is outside the folders of the macro, and there is no ${guestPath}`,
      );
    }
    throw error;
  }
}

/** A path in guest memory: UTF-8 without NUL, neither empty nor longer than 4096 bytes. */
export function readPath(memory: GuestMemory, pathAt: number, length: number): string {
  const bytes = memory.bytes(pathAt, length);
  if (length > MAXIMUM_PATH_BYTES) throw new WasiError(Errno.nameTooLong);
  if (length === 0) throw new WasiError(Errno.noEntry);
  if (bytes.includes(0)) throw new WasiError(Errno.invalidArgument);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new WasiError(Errno.illegalByteSequence);
  }
}
