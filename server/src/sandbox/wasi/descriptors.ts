import { Errno, WasiError } from './errno';

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
}

export interface OpenFile {
  readonly kind: 'file';
  readonly guestPath: string;
  readonly bytes: Uint8Array;
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

  /** Gives a descriptor the lowest free number, as POSIX does. */
  add(descriptor: Descriptor): number {
    if (this.open.size >= MAXIMUM_DESCRIPTORS) throw new WasiError(Errno.tooManyOpenFiles);
    let number = 0;
    while (this.open.has(number)) number++;
    this.open.set(number, descriptor);
    return number;
  }

  get(number: number): Descriptor {
    const descriptor = this.open.get(number);
    if (descriptor === undefined) throw new WasiError(Errno.badDescriptor);
    return descriptor;
  }

  file(number: number): OpenFile {
    const descriptor = this.get(number);
    if (descriptor.kind === 'file') return descriptor;
    throw new WasiError(descriptor.kind === 'directory' ? Errno.isDirectory : Errno.badDescriptor);
  }

  directory(number: number): OpenDirectory {
    const descriptor = this.get(number);
    if (descriptor.kind !== 'directory') throw new WasiError(Errno.notDirectory);
    return descriptor;
  }

  close(number: number): void {
    if (!this.open.delete(number)) throw new WasiError(Errno.badDescriptor);
  }
}
