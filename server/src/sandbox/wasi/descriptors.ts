import type { DirectoryEntry } from '../host';
import { Errno, WasiError } from './errno';
import type { FileNode } from './fileNode';

/**
 * As many as a process usually may have; a macro that leaks them is told so instead of filling our memory.
 */
const MAXIMUM_DESCRIPTORS = 256;

interface StandardInput {
  readonly kind: 'input';
}

interface StandardOutput {
  readonly kind: 'output';
}

/** An open folder. Opening one reads nothing: its entries are read when the guest asks for them. */
export interface OpenDirectory {
  readonly kind: 'directory';
  readonly guestPath: string;
  readonly preopened: boolean;
  /** The entries as they were when the guest began to list them, however it changes the folder meanwhile. */
  listing: readonly DirectoryEntry[] | undefined;
}

export interface OpenFile {
  readonly kind: 'file';
  readonly node: FileNode;
  readonly writable: boolean;
  /** Whether every write goes to the end of the file. */
  appends: boolean;
  offset: number;
}

export type Descriptor = StandardInput | StandardOutput | OpenDirectory | OpenFile;

/**
 * The guest's file descriptors: 0 to 2 are the standard streams, then come the preopened folders, then what
 * it opens.
 */
export class Descriptors {
  private readonly open = new Map<number, Descriptor>([
    [0, { kind: 'input' }],
    [1, { kind: 'output' }],
    [2, { kind: 'output' }],
  ]);

  /** Whether the guest has named any other descriptor than the standard streams: it may know of its folders then. */
  sawFolders = false;

  /** Gives a descriptor the lowest free number, as POSIX does. */
  add(descriptor: Descriptor): number {
    this.checkFree();
    let number = 0;
    while (this.open.has(number)) number++;
    this.open.set(number, descriptor);
    return number;
  }

  /** Throws EMFILE when `add` would. */
  checkFree(): void {
    if (this.open.size >= MAXIMUM_DESCRIPTORS) throw new WasiError(Errno.tooManyOpenFiles);
  }

  get(number: number): Descriptor {
    this.sawFolders ||= number > 2;
    const descriptor = this.open.get(number);
    if (descriptor === undefined) throw new WasiError(Errno.badDescriptor);
    return descriptor;
  }

  file(number: number): OpenFile {
    const descriptor = this.get(number);
    if (descriptor.kind === 'file') return descriptor;
    throw new WasiError(descriptor.kind === 'directory' ? Errno.isDirectory : Errno.badDescriptor);
  }

  fileToWrite(number: number): OpenFile {
    const file = this.file(number);
    if (!file.writable) throw new WasiError(Errno.badDescriptor);
    return file;
  }

  directory(number: number): OpenDirectory {
    const descriptor = this.get(number);
    if (descriptor.kind !== 'directory') throw new WasiError(Errno.notDirectory);
    return descriptor;
  }

  close(number: number): void {
    this.sawFolders ||= number > 2;
    if (!this.open.delete(number)) throw new WasiError(Errno.badDescriptor);
  }
}
