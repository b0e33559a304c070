/** The Rust files that may belong to a crate because of where they lie. */
import { dirname, join } from 'node:path';
import type { CrateState } from './crateState';
import type { ParsedFiles } from './parsedFiles';

/** Those below the folder of the crate's root file, listed once. From then on a new file there concerns the crate. */
export function sourceFilesOf(state: CrateState, files: ParsedFiles): readonly string[] {
  state.sourceFiles ??= rustFiles(dirname(state.crate.rootFile), files);
  return state.sourceFiles;
}

/** Deeper than any crate's folders; keeps a folder that is linked into itself from being listed for ever. */
const maximalFolderDepth = 24;

function rustFiles(root: string, files: ParsedFiles): string[] {
  const found: string[] = [];
  const folders = [{ path: root, depth: 0 }];
  for (const { path, depth } of folders) {
    for (const name of files.list(path) ?? []) {
      if (name.endsWith('.rs')) found.push(join(path, name));
      // A folder with a dot in its name cannot be a module's folder without `#[path]`.
      else if (!name.includes('.') && name !== 'target' && depth < maximalFolderDepth) {
        folders.push({ path: join(path, name), depth: depth + 1 });
      }
    }
  }
  return found;
}
