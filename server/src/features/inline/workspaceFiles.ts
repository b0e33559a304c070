import { join } from 'node:path';
import { disk } from '#platform/disk';
import type { Analysis } from '../../analysis/analysis';
import { Pauses } from '../../expand/pauses';

/** A search ends after so many folders and files that are not Rust's: a workspace can hold anything. */
const maximumOthers = 50_000;

/**
 * The Rust files in the folders of the workspace's own crates, in the order of their paths: some may belong to none of them. Build output and hidden
 * folders are left out. Other requests get their turn in between. Rejects when the signal fires.
 */
export async function workspaceFiles(analysis: Analysis, signal: AbortSignal): Promise<string[]> {
  const pauses = new Pauses();
  const roots = analysis.workspace.crates
    .filter((crate) => crate.origin === 'workspace')
    .map((crate) => crate.manifestDir);
  const pending = [...new Set(roots)];
  const seen = new Set<string>();
  const found: string[] = [];
  let others = 0;
  for (let path = pending.pop(); path !== undefined && others < maximumOthers; path = pending.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    if (pauses.due) await pauses.take();
    signal.throwIfAborted();
    for (const { name, kind } of disk.entriesOf(path) ?? []) {
      if (name.startsWith('.') || name === 'target' || name === 'node_modules') continue;
      const entry = join(path, name);
      if (name.endsWith('.rs')) {
        found.push(entry);
        continue;
      }
      others++;
      if (kind !== 'file') pending.push(entry);
    }
  }
  return found.sort();
}
