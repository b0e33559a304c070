import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
  type Dirent,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Disk, FolderEntry } from '../disk';

/** The machine's disk. */
export const disk: Disk = {
  statusOf: (path) =>
    answer(() => {
      const status = statSync(path, { bigint: true, throwIfNoEntry: false });
      return (
        status && {
          kind: status.isFile() ? 'file' : status.isDirectory() ? 'folder' : 'other',
          size: Number(status.size),
          modified: Number(status.mtimeNs) / 1e6,
          stamp: `${status.mtimeNs}:${status.size}`,
        }
      );
    }),
  // A device has no end, and a pipe waits for somebody who writes: a repository may hold links to both.
  readBytes: (path) => answer(() => (statSync(path).isFile() ? readFileSync(path) : undefined)),
  entriesOf: (folder) =>
    answer(() =>
      readdirSync(folder, { withFileTypes: true }).map((entry) => ({
        name: entry.name,
        kind: kindOf(entry),
      })),
    ),
  realPathOf: (path) => answer(() => realpathSync(path)),
  writeAtomically,
  remove: (path) => rmSync(path, { recursive: true, force: true }),
  makeTemporaryFolder: () => mkdtempSync(join(realpathSync(tmpdir()), 'macroscope-')),
  watchFolder: (folder, events) => {
    const watcher = watch(folder, { persistent: false }, (_event, name) => events.changed(name));
    watcher.on('error', () => events.ended());
    return watcher;
  },
};

/** What the system answers; undefined for a path that leads through a file, round in a circle, or to what may not be read. */
function answer<Result>(ask: () => Result): Result | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}

function kindOf(entry: Dirent): FolderEntry['kind'] {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

let written = 0;

function writeAtomically(file: string, content: string | Uint8Array): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.${written++}.tmp`;
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
