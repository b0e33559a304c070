import { join } from 'node:path';
import { disk } from '#platform/disk';
import { exists } from '../project/files';
import { FolderWatchers } from './folderWatchers';
import { isSourceFolder } from './sourceFolder';

const maximumFolders = 4000;

/** Watches all folders below some, without those that hold no sources. */
export class FolderWatcher {
  private readonly watchers: FolderWatchers;

  /** `onChange` is told a path that changed, appeared or vanished; `onProblem` why a folder cannot be watched. */
  constructor(
    private readonly onChange: (path: string) => void,
    onProblem: (message: string) => void,
  ) {
    this.watchers = new FolderWatchers(maximumFolders, {
      changed: (folder, name) => this.changed(folder, name),
      gone: onChange,
      problem: onProblem,
    });
  }

  /** From now on what lies below these folders is watched, and nothing else. */
  watchBelow(roots: readonly string[]): void {
    this.watchers.keep(foldersBelow(roots.filter(exists)));
  }

  dispose(): void {
    this.watchers.keep(new Set());
  }

  private changed(folder: string, name: string | null): void {
    if (name === null) return;
    const path = join(folder, name);
    this.onChange(path);
    // A new folder may have been filled before it is watched: what lies in it is told as well.
    if (isSourceFolder(name) && foldersIn(folder).includes(path))
      for (const inside of foldersBelow([path]))
        if (this.watchers.start(inside) && inside !== path) this.onChange(inside);
  }
}

function foldersIn(folder: string): string[] {
  return (disk.entriesOf(folder) ?? [])
    .filter(({ name, kind }) => kind === 'folder' && isSourceFolder(name))
    .map(({ name }) => join(folder, name));
}

function foldersBelow(roots: readonly string[]): ReadonlySet<string> {
  const below = new Set(roots);
  for (const folder of below) {
    if (below.size > maximumFolders) break;
    for (const inside of foldersIn(folder)) below.add(inside);
  }
  return below;
}
