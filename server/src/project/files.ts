/** Questions about single files, as they are on the disk. */
import { dirname } from 'node:path';
import { disk } from '#platform/disk';

export function exists(path: string): boolean {
  return disk.statusOf(path) !== undefined;
}

export function isFile(path: string): boolean {
  return disk.statusOf(path)?.kind === 'file';
}

export function isFolder(path: string): boolean {
  return disk.statusOf(path)?.kind === 'folder';
}

/** A folder itself, and the folder that anything else lies in. */
export function folderOf(path: string): string {
  return isFolder(path) ? path : dirname(path);
}

/** When a file was changed last, in milliseconds since 1970; undefined when there is none. */
export function modifiedAt(path: string): number | undefined {
  return disk.statusOf(path)?.modified;
}

// Text goes to parsers that know a byte order mark, and is compared with what other programs wrote.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** The text of a file, with a replacement character for what is not UTF-8; undefined when it cannot be read. */
export function readTextFile(path: string): string | undefined {
  const bytes = disk.readBytes(path);
  return bytes && utf8.decode(bytes);
}

/** The same for a file that nobody has reason to make larger than so many bytes: a larger one is not read. */
export function readSmallTextFile(path: string, largest: number): string | undefined {
  return (disk.statusOf(path)?.size ?? Infinity) <= largest ? readTextFile(path) : undefined;
}
