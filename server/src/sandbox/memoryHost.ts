import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { DirectoryEntry, HostEntry, HostFiles, SandboxHost } from './host';
import { parentOf } from './wasi/guestPaths';

/**
 * A host without a disk, for browsers: the files are those that the call brings along. A file that was not sent
 * counts as missing and is recorded as such, so the caller can see what to send the next time.
 */
export const memoryHost: SandboxHost = {
  sha256: (bytes) => bytesToHex(sha256(bytes)),
  filesOf: ({ files }) => new MemoryFiles(files ?? new Map()),
};

class MemoryFiles implements HostFiles {
  private directories: ReadonlyMap<string, ReadonlyMap<string, DirectoryEntry['type']>> | undefined;

  constructor(private readonly files: ReadonlyMap<string, Uint8Array>) {}

  read(guestPath: string, maximumBytes: number): HostEntry {
    const bytes = this.files.get(guestPath);
    if (bytes !== undefined) {
      return bytes.length > maximumBytes
        ? { kind: 'too-large' }
        : { kind: 'file', bytes, canonicalPath: guestPath };
    }
    this.directories ??= directoriesOf(this.files.keys());
    const directory = this.directories.get(guestPath);
    if (directory === undefined) return { kind: 'missing' };
    const entries = [...directory].map(([name, type]) => ({ name, type }));
    return { kind: 'directory', entries, canonicalPath: guestPath };
  }
}

/** The folders that the paths of some files imply, with what stands in them. */
function directoriesOf(paths: Iterable<string>): Map<string, Map<string, DirectoryEntry['type']>> {
  const directories = new Map<string, Map<string, DirectoryEntry['type']>>();
  for (const path of paths) {
    let type: DirectoryEntry['type'] = 'file';
    for (let entry = path; entry !== '/'; entry = parentOf(entry)) {
      const parent = parentOf(entry);
      const known = directories.get(parent);
      const entries = known ?? new Map<string, DirectoryEntry['type']>();
      entries.set(entry.slice(entry.lastIndexOf('/') + 1), type);
      directories.set(parent, entries);
      if (known !== undefined) break;
      type = 'directory';
    }
  }
  return directories;
}
