/** The functions that open files and folders and read them. */
import type { Descriptors, OpenDirectory, OpenFile } from './descriptors';
import { Errno, WasiError } from './errno';
import { FileType, fileTypeOf, inode, inodeOf, writeEntries, writeFileStat } from './fileStat';
import { canonicalPath, changePath, lookUpPath, readPath, type FileAccess } from './guestLookup';

/** WASI's `oflags`. */
const OpenFlag = { create: 1, directory: 2, exclusive: 4, truncate: 8 } as const;
/** WASI's `fdflags`. The others concern waiting and syncing, which there is none of. */
const DescriptorFlag = { append: 1 } as const;
const RIGHT_TO_WRITE = 1n << 6n;
/** All of them: what may be done is decided at each call and not by rights, which a guest only passes on. */
const ALL_RIGHTS = (1n << 30n) - 1n;

const encoder = new TextEncoder();

export function fileFunctions(access: FileAccess) {
  const { memory, descriptors, files } = access;

  const openForWriting = (
    directory: OpenDirectory,
    name: string,
    openFlags: number,
    appends: boolean,
  ): OpenFile => {
    const has = (flag: number): boolean => (openFlags & flag) !== 0;
    if (has(OpenFlag.directory)) throw new WasiError(Errno.invalidArgument);
    const node = changePath(access, directory, name, (guestPath) => {
      if (has(OpenFlag.create) && has(OpenFlag.exclusive) && files.find(guestPath) !== undefined) {
        throw new WasiError(Errno.exists);
      }
      return files.openForWriting(guestPath, has(OpenFlag.create));
    });
    if (has(OpenFlag.truncate)) files.setLength(node, 0);
    return { kind: 'file', node, writable: true, appends, offset: 0 };
  };

  const openForReading = (
    directory: OpenDirectory,
    name: string,
    openFlags: number,
  ): OpenFile | OpenDirectory => {
    const [guestPath, found] = lookUpPath(access, directory, name);
    if (found === 'given' || found.kind === 'directory') {
      return { kind: 'directory', guestPath, preopened: false, listing: undefined };
    }
    if ((openFlags & OpenFlag.directory) !== 0) throw new WasiError(Errno.notDirectory);
    return { kind: 'file', node: found.node, writable: false, appends: false, offset: 0 };
  };

  return {
    fd_prestat_get: (number: number, resultAt: number): Errno => {
      memory.writeU32(resultAt, 0); // The kind: a folder.
      memory.writeU32(resultAt + 4, encoder.encode(preopened(descriptors, number).guestPath).length);
      return Errno.success;
    },

    fd_prestat_dir_name: (number: number, pathAt: number, length: number): Errno => {
      const name = encoder.encode(preopened(descriptors, number).guestPath);
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
      descriptorFlags: number,
      resultAt: number,
    ): Errno => {
      const folder = descriptors.directory(directory);
      const name = readPath(memory, pathAt, pathLength);
      // Nothing is changed by a call that cannot hand over its result.
      descriptors.checkFree();
      memory.writeU32(resultAt, 0);
      const writes =
        (openFlags & (OpenFlag.create | OpenFlag.truncate)) !== 0 || (rights & RIGHT_TO_WRITE) !== 0n;
      const appends = (descriptorFlags & DescriptorFlag.append) !== 0;
      const opened = writes
        ? openForWriting(folder, name, openFlags, appends)
        : openForReading(folder, name, openFlags);
      memory.writeU32(resultAt, descriptors.add(opened));
      return Errno.success;
    },

    path_filestat_get: (
      directory: number,
      _lookupFlags: number,
      pathAt: number,
      pathLength: number,
      resultAt: number,
    ): Errno => {
      const name = readPath(memory, pathAt, pathLength);
      const [guestPath, found] = lookUpPath(access, descriptors.directory(directory), name);
      if (found === 'given' || found.kind === 'directory') {
        writeFileStat(memory, resultAt, FileType.directory, inode(guestPath), 0);
      } else {
        writeFileStat(memory, resultAt, FileType.regularFile, inodeOf(found.node), found.node.length);
      }
      return Errno.success;
    },

    /** `macroscope.path_canonicalize` (see `types.ts`). */
    path_canonicalize: (
      pathAt: number,
      pathLength: number,
      bufferAt: number,
      bufferLength: number,
      resultAt: number,
    ): Errno => {
      descriptors.sawFolders = true;
      const name = readPath(memory, pathAt, pathLength);
      const buffer = memory.bytes(bufferAt, bufferLength);
      memory.writeU32(resultAt, 0);
      const canonical = encoder.encode(canonicalPath(access, name));
      if (canonical.length > buffer.length) throw new WasiError(Errno.nameTooLong);
      buffer.set(canonical);
      memory.writeU32(resultAt, canonical.length);
      return Errno.success;
    },

    fd_filestat_get: (number: number, resultAt: number): Errno => {
      const descriptor = descriptors.get(number);
      const type = fileTypeOf(descriptor);
      if (descriptor.kind === 'file') {
        writeFileStat(memory, resultAt, type, inodeOf(descriptor.node), descriptor.node.length);
      } else {
        const identity = descriptor.kind === 'directory' ? inode(descriptor.guestPath) : BigInt(number);
        writeFileStat(memory, resultAt, type, identity, 0);
      }
      return Errno.success;
    },

    fd_fdstat_get: (number: number, resultAt: number): Errno => {
      const descriptor = descriptors.get(number);
      memory.bytes(resultAt, 24).fill(0);
      memory.writeU8(resultAt, fileTypeOf(descriptor));
      if (descriptor.kind === 'file' && descriptor.appends)
        memory.writeU16(resultAt + 2, DescriptorFlag.append);
      memory.writeU64(resultAt + 8, ALL_RIGHTS);
      memory.writeU64(resultAt + 16, ALL_RIGHTS);
      return Errno.success;
    },

    fd_fdstat_set_flags: (number: number, flags: number): Errno => {
      const descriptor = descriptors.get(number);
      if (descriptor.kind === 'file') descriptor.appends = (flags & DescriptorFlag.append) !== 0;
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
      const bases = [0, file.offset, file.node.length];
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
      const directory = descriptors.directory(number);
      const { guestPath } = directory;
      const from = BigInt.asUintN(64, cookie);
      if (from === 0n || directory.listing === undefined) {
        const found = files.lookUp(guestPath);
        if (found.kind !== 'directory') throw new WasiError(Errno.notDirectory);
        directory.listing = found.entries();
      }
      const buffer = memory.bytes(bufferAt, length);
      memory.writeU32(resultAt, writeEntries(buffer, guestPath, directory.listing, from));
      return Errno.success;
    },

    fd_close: (number: number): Errno => {
      descriptors.close(number);
      return Errno.success;
    },

    // Advice, rights and syncing change nothing that a guest could see.
    fd_advise: (number: number): Errno => (descriptors.get(number), Errno.success),
    fd_fdstat_set_rights: (number: number): Errno => (descriptors.get(number), Errno.success),
    fd_sync: (number: number): Errno => (descriptors.get(number), Errno.success),
    fd_datasync: (number: number): Errno => (descriptors.get(number), Errno.success),
  };
}

function readAt(file: OpenFile, offset: number, vectors: readonly Uint8Array[]): number {
  let position = offset;
  for (const target of vectors) {
    const chunk = file.node.bytes.subarray(position, position + target.length);
    target.set(chunk);
    position += chunk.length;
    if (chunk.length < target.length) break;
  }
  return position - offset;
}

function preopened(descriptors: Descriptors, number: number): OpenDirectory {
  const descriptor = descriptors.get(number);
  if (descriptor.kind === 'directory' && descriptor.preopened) return descriptor;
  throw new WasiError(Errno.badDescriptor);
}
