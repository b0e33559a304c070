import { join } from 'node:path';
import type { Analysis } from '../../analysis/analysis';
import type { FileSource } from '../../project/model';

/** A search ends after so many files and folders: a workspace can hold anything. */
const maximumEntries = 50_000;

/** The Rust files of the workspace's own crates, in the order of their paths. Build output and hidden folders are left out. */
export function workspaceFiles(analysis: Analysis, files: FileSource): string[] {
  const roots = analysis.workspace.crates
    .filter((crate) => crate.origin === 'workspace')
    .map((crate) => crate.manifestDir);
  const pending = [...new Set(roots)];
  const seen = new Set<string>();
  const found: string[] = [];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (seen.has(path) || seen.size >= maximumEntries) continue;
    seen.add(path);
    for (const name of files.list(path) ?? []) {
      if (name.startsWith('.') || name === 'target' || name === 'node_modules') continue;
      const entry = join(path, name);
      if (!name.endsWith('.rs')) pending.push(entry);
      else if (analysis.resolver.crateOf(entry) !== undefined) found.push(entry);
    }
  }
  return found.sort();
}
