import { realpathSync } from 'node:fs';

/** The path without links; as it is when nothing is there. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
