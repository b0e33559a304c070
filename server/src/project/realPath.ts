import { disk } from '#platform/disk';

/** The path without links; as it is when nothing is there. */
export function realPath(path: string): string {
  return disk.realPathOf(path) ?? path;
}
