/** What lies in folders, and in which folders something lies. A folder that cannot be read is empty. */
import { dirname, join } from 'node:path';
import { disk } from '#platform/disk';

/** A folder and those that it lies in, the nearest first. */
export function foldersUpwards(folder: string): string[] {
  const folders = [folder];
  for (let at = folder; dirname(at) !== at; at = dirname(at)) folders.push(dirname(at));
  return folders;
}

/** The paths of the folders in a folder, sorted. A link may lead to a folder, and counts as one. */
export function subfolders(folder: string): string[] {
  return (disk.entriesOf(folder) ?? [])
    .filter(({ kind }) => kind === 'folder' || kind === 'link')
    .map(({ name }) => join(folder, name))
    .sort();
}

/** The names of everything in a folder, sorted. */
export function namesIn(folder: string): string[] {
  return (disk.entriesOf(folder) ?? []).map(({ name }) => name).sort();
}
