import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The `.rs` files below a folder, in the order of their names, each with the folder before it. None when there is no such folder. */
export function rustFiles(folder: string): string[] {
  return filesBelow(folder, /\.rs$/);
}

/** As {@link rustFiles}, of all files whose path below the folder matches. */
export function filesBelow(folder: string, name: RegExp): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => name.test(path))
    .sort()
    .map((path) => join(folder, path));
}
