/**
 * From guest paths to paths of the disk and back, by name alone. All functions take the flavour of paths as a
 * parameter, so that Windows' rules are tested everywhere.
 */

export type PathFlavour = 'posix' | 'windows';

/**
 * Folders of kernel file systems, whose "files" are windows into the kernel and other processes: never readable,
 * whatever the roots say. `diskFiles.ts` also asks what kind of file system a file is on, for mounts elsewhere.
 */
const KERNEL_FOLDERS = ['/proc', '/sys', '/dev'];

/** Names that Windows takes for devices in every folder, whatever extension follows. */
const WINDOWS_DEVICE =
  /^(con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9\u00b9\u00b2\u00b3]|lpt[0-9\u00b9\u00b2\u00b3])[ ]*([.:]|$)/i;

/**
 * Whether every part of a guest path is a plain name on the disk. On Windows `\` separates folders, `:` begins
 * a drive or a stream, and spaces and dots at the end are dropped, so `secret.` would be `secret`; none of that
 * means anything to a POSIX guest.
 *
 * @param below The path below its root, separated by `/`.
 */
export function hasPlainNames(below: string, flavour: PathFlavour): boolean {
  const names = below.split('/').filter((name) => name !== '');
  if (names.some((name) => name === '.' || name === '..' || name.includes('\0'))) return false;
  if (flavour === 'posix') return true;
  return names.every(
    (name) =>
      // eslint-disable-next-line no-control-regex -- Windows' own list of what no name may have.
      !/[\\:<>"|?*\u0000-\u001f]/.test(name) && !/[ .]$/.test(name) && !WINDOWS_DEVICE.test(name),
  );
}

/** The path of the disk for a path below a root. The names must be plain. */
export function joinBelow(folder: string, below: string, flavour: PathFlavour): string {
  const names = below.split('/').filter((name) => name !== '');
  const separator = flavour === 'windows' ? '\\' : '/';
  return names.reduce(
    (path, name) => (endsSeparated(path, flavour) ? path : path + separator) + name,
    folder,
  );
}

/**
 * The part of a path of the disk below a folder, separated by `/` and beginning with it, or empty for the folder
 * itself; undefined when the path is not below the folder. Both must be canonical: the comparison is exact.
 */
export function partBelow(path: string, folder: string, flavour: PathFlavour): string | undefined {
  if (path === folder) return '';
  const prefix = endsSeparated(folder, flavour) ? folder : folder + (flavour === 'windows' ? '\\' : '/');
  if (!path.startsWith(prefix)) return undefined;
  const below = path.slice(prefix.length);
  return `/${flavour === 'windows' ? below.replaceAll('\\', '/') : below}`;
}

/**
 * Whether a canonical path is in a folder of the kernel, or is one of Windows' names for devices, other
 * machines and raw volumes (`\\.\`, `\\?\GLOBALROOT`, `\\server\pipe`). Upper and lower case are the same here,
 * since they are on some disks.
 */
export function isKernelPath(canonicalPath: string, flavour: PathFlavour): boolean {
  const path = canonicalPath.toLowerCase();
  if (flavour === 'windows') return /^\\\\([.]|[?]\\globalroot|[^\\]+\\pipe)(\\|$)/.test(path);
  return KERNEL_FOLDERS.some((folder) => partBelow(path, folder, flavour) !== undefined);
}

function endsSeparated(path: string, flavour: PathFlavour): boolean {
  return path.endsWith('/') || (flavour === 'windows' && path.endsWith('\\'));
}
