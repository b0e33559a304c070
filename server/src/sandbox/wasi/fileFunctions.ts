/**
 * The functions that read files and folders. Everything is read-only; `refusedFunctions.ts` has the ones that
 * would change something.
 */
import type { CallRecord } from './callRecord';
import type { Descriptor, Descriptors, OpenDirectory, OpenFile } from './descriptors';
import { Errno, WasiError } from './errno';
import type { GuestMemory } from './guestMemory';
import type { DirectoryEntry } from './readHashes';
import type { ReadableFiles, Snapshot } from './readableFiles';
import { absoluteGuestPath, type ReadableRoots } from './readableRoots';

const MAXIMUM_PATH_BYTES = 4096;

/** WASI's `filetype`. */
const FileType = { unknown: 0, characterDevice: 2, directory: 3, regularFile: 4, symbolicLink: 7 } as const;
/** WASI's `oflags`. */
const OpenFlag = { create: 1, directory: 2, truncate: 8 } as const;
const RIGHT_TO_WRITE = 1n << 6n;
/** All of them: what may be done is decided at each call and not by rights, which a guest only passes on. */
const ALL_RIGHTS = (1n << 30n) - 1n;

const SIZE_OF_DIRENT = 24;

export interface FileHost {
  readonly memory: GuestMemory;
  readonly descriptors: Descriptors;
  readonly roots: ReadableRoots;
  readonly files: ReadableFiles;
  readonly record: CallRecord;
  readonly workingDirectory: string;
}

export function fileFunctions(host: FileHost) {
  const { memory, descriptors, files, record } = host;

  const lookUp = (directory: number, pathAt: number, pathLength: number): [string, Snapshot | 'given'] =>
    lookUpPath(host, descriptors.directory(directory), readPath(memory, pathAt, pathLength));

  const readAt = (file: OpenFile, offset: number, vectors: readonly Uint8Array[]): number => {
    let position = offset;
    for (const target of vectors) {
      const chunk = file.bytes.subarray(position, position + target.length);
      target.set(chunk);
      position += chunk.length;
      if (chunk.length < target.length) break;
    }
    return position - offset;
  };

  return {
    fd_prestat_get: (number: number, resultAt: number): Errno => {
      memory.writeU32(resultAt, 0); // The kind: a folder.
      memory.writeU32(resultAt + 4, Buffer.byteLength(preopened(descriptors, number).guestPath));
      return Errno.success;
    },

    fd_prestat_dir_name: (number: number, pathAt: number, length: number): Errno => {
      const name = Buffer.from(preopened(descriptors, number).guestPath);
      if (length < name.length) throw new WasiError(Errno.nameTooLong);
      memory.bytes(pathAt, name.length).set(name);
      return Errno.success;
    },

    path_open: (
      directory: number,
      _lookupFlags: number,
      pathAt: number,
      pathLength: number,
      openFlags: number,
      rights: bigint,
      _inherited: bigint,
      _descriptorFlags: number,
      resultAt: number,
    ): Errno => {
      const writes =
        (openFlags & (OpenFlag.create | OpenFlag.truncate)) !== 0 || (rights & RIGHT_TO_WRITE) !== 0n;
      if (writes) {
        const folder = descriptors.directory(directory).guestPath;
        const name = absoluteGuestPath(folder, readPath(memory, pathAt, pathLength));
        record.refuse(`${name} was not written: a macro may not change files`);
        throw new WasiError(Errno.readOnlyFileSystem);
      }
      const [guestPath, found] = lookUp(directory, pathAt, pathLength);
      if (found === 'given' || found.kind === 'directory') {
        memory.writeU32(resultAt, descriptors.add({ kind: 'directory', guestPath, preopened: false }));
        return Errno.success;
      }
      if ((openFlags & OpenFlag.directory) !== 0) throw new WasiError(Errno.notDirectory);
      const file: OpenFile = { kind: 'file', guestPath, bytes: found.bytes, offset: 0 };
      memory.writeU32(resultAt, descriptors.add(file));
      return Errno.success;
    },

    path_filestat_get: (
      directory: number,
      _lookupFlags: number,
      pathAt: number,
      pathLength: number,
      resultAt: number,
    ): Errno => {
      const [guestPath, found] = lookUp(directory, pathAt, pathLength);
      if (found === 'given' || found.kind === 'directory') {
        writeFileStat(memory, resultAt, FileType.directory, inode(guestPath), 0);
      } else {
        writeFileStat(memory, resultAt, FileType.regularFile, inode(guestPath), found.bytes.length);
      }
      return Errno.success;
    },

    fd_filestat_get: (number: number, resultAt: number): Errno => {
      const descriptor = descriptors.get(number);
      const identity = 'guestPath' in descriptor ? inode(descriptor.guestPath) : BigInt(number);
      const size = descriptor.kind === 'file' ? descriptor.bytes.length : 0;
      writeFileStat(memory, resultAt, fileTypeOf(descriptor), identity, size);
      return Errno.success;
    },

    fd_fdstat_get: (number: number, resultAt: number): Errno => {
      memory.bytes(resultAt, 24).fill(0);
      memory.writeU8(resultAt, fileTypeOf(descriptors.get(number)));
      memory.writeU64(resultAt + 8, ALL_RIGHTS);
      memory.writeU64(resultAt + 16, ALL_RIGHTS);
      return Errno.success;
    },

    fd_read: (number: number, vectorsAt: number, count: number, resultAt: number): Errno => {
      const vectors = memory.vectors(vectorsAt, count);
      if (descriptors.get(number).kind === 'input') {
        memory.writeU32(resultAt, 0); // Standard input is empty.
        return Errno.success;
      }
      const file = descriptors.file(number);
      const length = readAt(file, file.offset, vectors);
      memory.writeU32(resultAt, length);
      file.offset += length;
      return Errno.success;
    },

    fd_pread: (number: number, vectorsAt: number, count: number, offset: bigint, resultAt: number): Errno => {
      const file = descriptors.file(number);
      const from = Number(BigInt.asUintN(64, offset));
      memory.writeU32(resultAt, readAt(file, from, memory.vectors(vectorsAt, count)));
      return Errno.success;
    },

    fd_seek: (number: number, delta: bigint, whence: number, resultAt: number): Errno => {
      const descriptor = descriptors.get(number);
      if (descriptor.kind === 'input' || descriptor.kind === 'output') throw new WasiError(Errno.seekOnPipe);
      const file = descriptors.file(number);
      const bases = [0, file.offset, file.bytes.length];
      const base = bases[whence];
      if (base === undefined) throw new WasiError(Errno.invalidArgument);
      const target = base + Number(delta);
      if (target < 0 || target > Number.MAX_SAFE_INTEGER) throw new WasiError(Errno.invalidArgument);
      memory.writeU64(resultAt, BigInt(target));
      file.offset = target;
      return Errno.success;
    },

    fd_tell: (number: number, resultAt: number): Errno => {
      memory.writeU64(resultAt, BigInt(descriptors.file(number).offset));
      return Errno.success;
    },

    fd_readdir: (
      number: number,
      bufferAt: number,
      length: number,
      cookie: bigint,
      resultAt: number,
    ): Errno => {
      const { guestPath } = descriptors.directory(number);
      const found = files.lookUp(guestPath);
      if (found.kind !== 'directory') throw new WasiError(Errno.notDirectory);
      const buffer = memory.bytes(bufferAt, length);
      memory.writeU32(resultAt, writeEntries(buffer, guestPath, found.entries, BigInt.asUintN(64, cookie)));
      return Errno.success;
    },

    fd_write: (number: number, vectorsAt: number, count: number, resultAt: number): Errno => {
      const vectors = memory.vectors(vectorsAt, count);
      if (descriptors.get(number).kind !== 'output') throw new WasiError(Errno.badDescriptor);
      let length = 0;
      for (const bytes of vectors) {
        record.write(bytes);
        length += bytes.length;
      }
      memory.writeU32(resultAt, length);
      return Errno.success;
    },

    fd_close: (number: number): Errno => {
      descriptors.close(number);
      return Errno.success;
    },

    // Advice and flags change nothing that a guest could see.
    fd_advise: (number: number): Errno => (descriptors.get(number), Errno.success),
    fd_fdstat_set_flags: (number: number): Errno => (descriptors.get(number), Errno.success),
    fd_fdstat_set_rights: (number: number): Errno => (descriptors.get(number), Errno.success),
    fd_sync: (number: number): Errno => (descriptors.get(number), Errno.success),
    fd_datasync: (number: number): Errno => (descriptors.get(number), Errno.success),
  };
}

/**
 * Resolves a path and reads what is there. That a root or the working folder exists is given with the call:
 * they are not read (and not recorded) merely for being opened or looked at.
 *
 * The C library of WASI strips the slash off paths that match no other preopened folder than `/`, so
 * `/templates` and `templates` arrive alike. What is not in a root as an absolute path is therefore looked
 * for in the working folder.
 */
function lookUpPath(host: FileHost, directory: OpenDirectory, name: string): [string, Snapshot | 'given'] {
  const { roots, files, record, workingDirectory } = host;
  const lookUp = (guestPath: string): [string, Snapshot | 'given'] => {
    const isGiven = guestPath === workingDirectory || roots.isRoot(guestPath);
    return [guestPath, isGiven ? 'given' : files.lookUp(guestPath)];
  };
  const guestPath = absoluteGuestPath(directory.guestPath, name);
  if (directory.guestPath !== '/' || roots.contains(guestPath)) return lookUp(guestPath);
  const relative = absoluteGuestPath(workingDirectory, name);
  try {
    return lookUp(relative);
  } catch (error) {
    if (error instanceof WasiError && error.errno === Errno.noEntry) {
      record.refuse(
        `${guestPath} was not read: it is outside the folders that a macro may read, and there is no ${relative}`,
      );
    }
    throw error;
  }
}

function readPath(memory: GuestMemory, pathAt: number, length: number): string {
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

function preopened(descriptors: Descriptors, number: number): OpenDirectory {
  const descriptor = descriptors.get(number);
  if (descriptor.kind === 'directory' && descriptor.preopened) return descriptor;
  throw new WasiError(Errno.badDescriptor);
}

function fileTypeOf(descriptor: Descriptor): number {
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
function writeFileStat(memory: GuestMemory, at: number, type: number, identity: bigint, size: number): void {
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
function writeEntries(
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
    const name = Buffer.from(entry.name);
    const record = Buffer.alloc(SIZE_OF_DIRENT + name.length);
    record.writeBigUInt64LE(BigInt(index + 1), 0);
    record.writeBigUInt64LE(inode(absoluteGuestPath(folder, entry.name)), 8);
    record.writeUInt32LE(name.length, 16);
    record.writeUInt8(types[entry.type], 20);
    name.copy(record, SIZE_OF_DIRENT);
    const part = record.subarray(0, buffer.length - used);
    buffer.set(part, used);
    used += part.length;
  }
  return used;
}

/**
 * A number for a path that is the same on every machine (FNV-1a, 64 bits). It is never 0: the C library would
 * look up every entry of a listing that has the number 0.
 */
function inode(guestPath: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(guestPath))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash === 0n ? 1n : hash;
}
