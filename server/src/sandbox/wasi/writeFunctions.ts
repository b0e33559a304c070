/**
 * The functions that change files and folders. They change what this call sees, in memory, and nothing on the
 * disk (see `overlay.ts`).
 */
import type { OpenFile } from './descriptors';
import { Errno } from './errno';
import { changePath, readPath, resolvePath, type FileAccess } from './guestLookup';

export function writeFunctions(access: FileAccess) {
  const { memory, descriptors, files, record } = access;

  const writeAt = (
    file: OpenFile,
    offset: number,
    vectors: readonly Uint8Array[],
    resultAt: number,
  ): number => {
    const length = vectors.reduce((sum, bytes) => sum + bytes.length, 0);
    // Before anything is written: the guest may have passed a place that it does not have.
    memory.writeU32(resultAt, length);
    files.write(file.node, offset, vectors);
    return length;
  };

  const atPath = (
    directory: number,
    pathAt: number,
    length: number,
    change: (path: string) => void,
  ): Errno => {
    changePath(access, descriptors.directory(directory), readPath(memory, pathAt, length), change);
    return Errno.success;
  };

  return {
    fd_write: (number: number, vectorsAt: number, count: number, resultAt: number): Errno => {
      const vectors = memory.vectors(vectorsAt, count);
      const descriptor = descriptors.get(number);
      if (descriptor.kind !== 'output') {
        const file = descriptors.fileToWrite(number);
        const offset = file.appends ? file.node.length : file.offset;
        file.offset = offset + writeAt(file, offset, vectors, resultAt);
        return Errno.success;
      }
      let length = 0;
      for (const bytes of vectors) {
        record.write(bytes);
        length += bytes.length;
      }
      memory.writeU32(resultAt, length);
      return Errno.success;
    },

    fd_pwrite: (
      number: number,
      vectorsAt: number,
      count: number,
      offset: bigint,
      resultAt: number,
    ): Errno => {
      const file = descriptors.fileToWrite(number);
      writeAt(file, Number(BigInt.asUintN(64, offset)), memory.vectors(vectorsAt, count), resultAt);
      return Errno.success;
    },

    fd_filestat_set_size: (number: number, size: bigint): Errno => {
      files.setLength(descriptors.fileToWrite(number).node, Number(BigInt.asUintN(64, size)));
      return Errno.success;
    },

    fd_allocate: (number: number, offset: bigint, length: bigint): Errno => {
      const { node } = descriptors.fileToWrite(number);
      const end = Number(BigInt.asUintN(64, offset)) + Number(BigInt.asUintN(64, length));
      files.setLength(node, Math.max(node.length, end));
      return Errno.success;
    },

    path_create_directory: (directory: number, pathAt: number, length: number): Errno =>
      atPath(directory, pathAt, length, (path) => files.makeDirectory(path)),

    path_remove_directory: (directory: number, pathAt: number, length: number): Errno =>
      atPath(directory, pathAt, length, (path) => files.removeDirectory(path)),

    path_unlink_file: (directory: number, pathAt: number, length: number): Errno =>
      atPath(directory, pathAt, length, (path) => files.removeFile(path)),

    path_rename: (
      fromDirectory: number,
      fromAt: number,
      fromLength: number,
      toDirectory: number,
      toAt: number,
      toLength: number,
    ): Errno => {
      const pathOf = (directory: number, pathAt: number, length: number): string =>
        resolvePath(access, descriptors.directory(directory), readPath(memory, pathAt, length));
      files.rename(pathOf(fromDirectory, fromAt, fromLength), pathOf(toDirectory, toAt, toLength));
      return Errno.success;
    },
  };
}
