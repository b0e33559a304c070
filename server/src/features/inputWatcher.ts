import { dirname, join } from 'node:path';
import { isFolder, modifiedAt } from '../project/files';
import { realPath } from '../project/realPath';
import { FolderWatchers } from './folderWatchers';

/** A program that writes a file does so in several steps, and one that checks out a branch changes many files. */
const quietMillis = 30;

const maximumFolders = 1000;

/** Of what one reader depends on, further paths than these are not watched: looking at each takes time. */
export const maximumPaths = 2000;

interface Reader {
  /** With the names that links lead to. */
  readonly paths: ReadonlySet<string>;
  /** The folders in which a change of these paths shows. */
  readonly folders: ReadonlySet<string>;
  readonly onChange: () => void;
}

/**
 * Watches exactly the files that something shown depends on, and tells those who read them when they change, appear or vanish. By the system's own
 * means rather than the client's: not every client watches files, and those that do leave out folders such as `target`, where build scripts
 * write.
 */
export class InputWatcher {
  private readonly readers = new Map<string, Reader>();
  private readonly watchers: FolderWatchers;
  private readonly changes = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `onProblem` is told when something cannot be watched. */
  constructor(onProblem: (message: string) => void) {
    this.watchers = new FolderWatchers(maximumFolders, {
      changed: (folder, name) => this.changed(name === null ? folder : join(folder, name)),
      gone: (folder) => this.changed(folder),
      problem: onProblem,
    });
  }

  /**
   * From now on `reader` depends on these absolute paths, and on no others. `onChange` is called when one of them has changed since `since`
   * (milliseconds since 1970), when the reader began to read.
   */
  watch(reader: string, paths: Iterable<string>, since: number, onChange: () => void): void {
    const all = new Set<string>();
    for (const path of paths) {
      if (all.size >= maximumPaths) break;
      all.add(path).add(realPath(path));
    }
    const folders = new Set<string>();
    for (const path of all) folders.add(nearestFolder(dirname(path)));
    for (const path of all) if (isFolder(path)) folders.add(path);
    this.readers.set(reader, { paths: all, folders, onChange });
    this.updateWatchers();
    // What changed before it was watched.
    const now = Date.now();
    for (const path of all) {
      const changed = modifiedAt(path) ?? 0;
      if (changed >= since && changed <= now) this.changed(path);
    }
  }

  /** `reader` shows nothing any more. */
  forget(reader: string): void {
    if (this.readers.delete(reader)) this.updateWatchers();
  }

  /** A path may have changed: what stands below it as well, and the listing of the folder that it stands in. */
  changed(path: string): void {
    if (this.readers.size === 0) return;
    this.changes.add(path);
    this.timer ??= setTimeout(() => this.tellReaders(), quietMillis);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.readers.clear();
    this.updateWatchers();
  }

  private tellReaders(): void {
    this.timer = undefined;
    const changes = [...this.changes];
    this.changes.clear();
    const affected = [...this.readers.values()].filter(({ paths }) =>
      changes.some(
        (change) =>
          paths.has(change) ||
          paths.has(dirname(change)) ||
          [...paths].some((path) => path.startsWith(`${change}/`)),
      ),
    );
    for (const { onChange } of affected) onChange();
  }

  private updateWatchers(): void {
    const needed = new Set<string>();
    for (const { folders } of this.readers.values()) for (const folder of folders) needed.add(folder);
    this.watchers.keep(needed);
  }
}

/** The folder itself, or the nearest one above it that there is. */
function nearestFolder(folder: string): string {
  let existing = folder;
  while (!isFolder(existing) && dirname(existing) !== existing) existing = dirname(existing);
  return existing;
}
