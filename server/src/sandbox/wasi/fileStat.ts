/** How files and folders look in WASI's structures. */
import type { DirectoryEntry } from '../host';
import type { Descriptor } from './descriptors';
import type { FileNode } from './fileNode';
import type { GuestMemory } from './guestMemory';
import { absoluteGuestPath } from './guestPaths';

/** WASI's `filetype`. */
export const FileType = {
  unknown: 0,
  characterDevice: 2,
  directory: 3,
  regularFile: 4,
  symbolicLink: 7,
} as const;

const SIZE_OF_DIRENT = 24;

const encoder = new TextEncoder();

export function fileTypeOf(descriptor: Descriptor): number {
  switch (descriptor.kind) {
    case 'file':
      return FileType.regularFile;
    case 'directory':
      return FileType.directory;
    default:
      return FileType.characterDevice;
  }
}

/**
 * WASI's `filestat`: device, inode, type, links, size and three times. Times are not content and always 0.
 */
export function writeFileStat(
  memory: GuestMemory,
  at: number,
  type: number,
  identity: bigint,
  size: number,
): void {
  memory.bytes(at, 64).fill(0);
  memory.writeU64(at + 8, identity);
  memory.writeU8(at + 16, type);
  memory.writeU64(at + 24, 1n);
  memory.writeU64(at + 32, BigInt(size));
}

/**
 * Writes WASI's `dirent`s from the entry that `cookie` counts to. The last one is cut when the buffer ends; a
 * guest sees from the full buffer that there are more. Returns the bytes used.
 */
export function writeEntries(
  buffer: Uint8Array,
  folder: string,
  entries: readonly DirectoryEntry[],
  cookie: bigint,
): number {
  const types = {
    file: FileType.regularFile,
    directory: FileType.directory,
    link: FileType.symbolicLink,
    other: FileType.unknown,
  };
  let used = 0;
  const first = cookie > BigInt(entries.length) ? entries.length : Number(cookie);
  for (let index = first; index < entries.length && used < buffer.length; index++) {
    const entry = entries[index];
    if (entry === undefined) break;
    const name = encoder.encode(entry.name);
    const record = new Uint8Array(SIZE_OF_DIRENT + name.length);
    const view = new DataView(record.buffer);
    view.setBigUint64(0, BigInt(index + 1), true);
    view.setBigUint64(8, inode(absoluteGuestPath(folder, entry.name)), true);
    view.setUint32(16, name.length, true);
    view.setUint8(20, types[entry.type]);
    record.set(name, SIZE_OF_DIRENT);
    const part = record.subarray(0, buffer.length - used);
    buffer.set(part, used);
    used += part.length;
  }
  return used;
}

/** A file keeps its number when it is renamed. */
export function inodeOf(node: FileNode): bigint {
  return inode(node.firstPath);
}

/**
 * A number for a path that is the same on every machine (FNV-1a, 64 bits). It is never 0: the C library would
 * look up every entry of a listing that has the number 0.
 */
export function inode(guestPath: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of encoder.encode(guestPath))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash === 0n ? 1n : hash;
}
