import { disk } from '#platform/disk';
import type { WatchedFolder } from '../platform/disk';
import { exists } from '../project/files';

export interface FolderEvents {
  /** Something in the folder changed, appeared or vanished; null where the system does not tell what. */
  changed(folder: string, name: string | null): void;
  /** The folder itself is gone, and its watcher with it. */
  gone(folder: string): void;
  /** Why a folder cannot be watched, in words for the user. */
  problem(message: string): void;
}

/** Watchers of folders, by the system's own means: each tells of what stands in its folder itself. */
export class FolderWatchers {
  private readonly watchers = new Map<string, WatchedFolder>();

  /** No more than `maximum` folders are watched: the system has limits that all programs share. */
  constructor(
    private readonly maximum: number,
    private readonly events: FolderEvents,
  ) {}

  /** From now on these folders are watched, and no others. */
  keep(folders: ReadonlySet<string>): void {
    for (const folder of [...this.watchers.keys()]) if (!folders.has(folder)) this.stop(folder);
    for (const folder of folders) this.start(folder);
  }

  /** Watches one more folder. Gives whether it was not watched before and is now. */
  start(folder: string): boolean {
    if (this.watchers.has(folder) || this.watchers.size >= this.maximum) return false;
    try {
      const changed = (name: string | null): void => {
        if (exists(folder)) this.events.changed(folder, name);
        else {
          this.stop(folder);
          this.events.gone(folder);
        }
      };
      this.watchers.set(folder, disk.watchFolder(folder, { changed, ended: () => this.stop(folder) }));
      return true;
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      this.events.problem(`${folder} cannot be watched: ${cause}`);
      return false;
    }
  }

  private stop(folder: string): void {
    this.watchers.get(folder)?.close();
    this.watchers.delete(folder);
  }
}
