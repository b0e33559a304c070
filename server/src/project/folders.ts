/** What lies in folders, and in which folders something lies. A folder that cannot be read is empty. */
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A folder and those that it lies in, the nearest first. */
export function foldersUpwards(folder: string): string[] {
  const folders = [folder];
  for (let at = folder; dirname(at) !== at; at = dirname(at)) folders.push(dirname(at));
  return folders;
}

/** The paths of the folders in a folder, sorted. A link may lead to a folder, and counts as one. */
export function subfolders(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
      .map((entry) => join(folder, entry.name))
      .sort();
  } catch {
    return [];
  }
}

/** The names of everything in a folder, sorted. */
export function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}
