import { disk } from '#platform/disk';
import { hashBytes } from '../platform/hashBytes';
import { isInside } from '../project/isInside';
import type { DirectoryEntry } from '../sandbox/host';
import type { SandboxCall } from '../sandbox/types';
import { contentHash, directoryHash, sortEntries } from '../sandbox/wasi/readHashes';
import type { InputStates, PathState } from './inputStates';

/** The states of files that the sandbox has from memory. They are known by the same paths there, and there are no links. */
export class MemoryStates implements InputStates {
  /** A file that changes gets bytes of its own. */
  private readonly hashes = new WeakMap<Uint8Array, string>();

  statesFor({ roots }: SandboxCall): (guestPath: string) => PathState | undefined {
    return (path) =>
      roots.some(({ guestPath }) => isInside(guestPath, path)) ? this.stateOf(path) : undefined;
  }

  private stateOf(canonicalPath: string): PathState {
    const bytes = disk.readBytes(canonicalPath);
    if (bytes) return { kind: 'file', hash: this.hashOf(bytes), canonicalPath };
    const entries = disk.entriesOf(canonicalPath);
    if (!entries) return { kind: 'missing', hash: null, canonicalPath };
    const listed = entries.map(({ name, kind }): DirectoryEntry => ({
      name,
      type: kind === 'folder' ? 'directory' : 'file',
    }));
    return { kind: 'directory', hash: directoryHash(sortEntries(listed), hashBytes), canonicalPath };
  }

  private hashOf(bytes: Uint8Array): string {
    const known = this.hashes.get(bytes) ?? contentHash(bytes, hashBytes);
    this.hashes.set(bytes, known);
    return known;
  }
}
