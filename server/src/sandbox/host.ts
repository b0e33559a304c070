/**
 * What the sandbox needs of the machine that it runs on. A worker's entry picks the implementation:
 * `nodeHost.ts` (the disk) or `memoryHost.ts` (files that were sent along with the call; for browsers). Nothing
 * else in a worker may know where it runs.
 */
import type { SandboxCall } from './types';

export interface SandboxHost {
  readonly sha256: Sha256;
  /** The files that a call may read. Called once for each call. */
  filesOf(call: SandboxCall): HostFiles;
}

/** SHA-256 in lower-case hex. */
export type Sha256 = (bytes: Uint8Array) => string;

/** The files below the roots of one call. */
export interface HostFiles {
  /**
   * What is at a guest path that lies, by its name, below a root of the call: absolute, without `.` and `..`.
   * Symbolic links are followed, and nothing outside the roots is answered. A file that is larger than
   * `maximumBytes` is not read.
   *
   * @throws HostFailure when this machine is in trouble and cannot say.
   */
  read(guestPath: string, maximumBytes: number): HostEntry;
}

export type HostEntry =
  | {
      readonly kind: 'file';
      readonly bytes: Uint8Array;
      /** The guest path of the file without symbolic links, and as the file system spells it. */
      readonly canonicalPath: string;
    }
  | {
      readonly kind: 'directory';
      /** In any order. */
      readonly entries: readonly DirectoryEntry[];
      readonly canonicalPath: string;
    }
  | { readonly kind: 'missing' }
  | { readonly kind: 'too-large' }
  /** The reason completes "`path` was not read: ". */
  | { readonly kind: 'refused'; readonly reason: string };

/** A directory entry as the guest sees it: links are not followed. */
export interface DirectoryEntry {
  readonly name: string;
  readonly type: 'file' | 'directory' | 'link' | 'other';
}

/** This machine's bad luck (no memory, no descriptors), which must not look like an answer to the guest. */
export class HostFailure extends Error {}
