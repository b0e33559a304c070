import { readdirSync, rmSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';

/** A file that is being written has such a name; one that is older than this was left by a process that ended. */
const UNFINISHED = /\.unfinished$/;
const UNFINISHED_MILLIS = 60 * 60 * 1000;

/** How full a store is after files had to be removed, so that this is not needed again at once. */
const SHARE_LEFT = 15 / 16;

/** What a folder of `DiskStore` holds. */
export interface FolderSurvey {
  readonly entries: number;
  readonly bytes: number;
  /** Files that were not what they should be, and were removed. */
  readonly damaged: number;
}

interface StoredFile {
  readonly path: string;
  readonly size: number;
  /** Milliseconds since 1970 of the last use. */
  readonly used: number;
}

/** Removes the least recently used files until they take less than `maximumBytes`, and what processes left that ended while they wrote. Never rejects. */
export async function removeLeastRecentlyUsed(folder: string, maximumBytes: number): Promise<void> {
  const files: StoredFile[] = [];
  for await (const file of filesOf(folder)) {
    if (!UNFINISHED.test(file.path)) files.push(file);
    else if (Date.now() - file.used > UNFINISHED_MILLIS) remove(file.path);
  }
  let total = files.reduce((sum, { size }) => sum + size, 0);
  if (total <= maximumBytes) return;
  for (const { path, size } of files.sort((a, b) => a.used - b.used)) {
    if (total <= maximumBytes * SHARE_LEFT) return;
    remove(path);
    total -= size;
  }
}

/** Counts the files of a folder. `isGood`: says whether a file is what it should be; those that are not are removed. */
export async function surveyFolder(
  folder: string,
  isGood: (path: string) => boolean = () => true,
): Promise<FolderSurvey> {
  let [entries, bytes, damaged] = [0, 0, 0];
  for await (const { path, size } of filesOf(folder)) {
    if (UNFINISHED.test(path)) continue;
    if (isGood(path)) {
      entries++;
      bytes += size;
    } else {
      damaged++;
      remove(path);
    }
  }
  return { entries, bytes, damaged };
}

/** The files in the folders of a store. One folder at a time is listed without a pause: it holds one of 256 parts of the keys. */
async function* filesOf(folder: string): AsyncGenerator<StoredFile> {
  for (const part of namesIn(folder)) {
    const inside = join(folder, part);
    for (const name of namesIn(inside)) {
      const path = join(inside, name);
      const found = statusOf(path);
      if (found?.isFile()) yield { path, size: found.size, used: found.mtimeMs };
    }
    await setImmediate();
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Removed meanwhile, or a file that is no part of the store.
    return [];
  }
}

function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // A folder that may only be read.
  }
}
