import { relative } from 'node:path';
import type { Crate, CrateGraph } from './model';

/**
 * A file's path as rustc sees it when cargo runs it (and as `file!()` gives it): relative to the workspace's root for the workspace's own
 * crates, absolute for dependencies.
 */
export function relativeToWorkspace(graph: CrateGraph, crate: Crate, path: string): string {
  if (crate.origin !== 'workspace' || graph.workspaceRoot === undefined) return path;
  const inside = relative(graph.workspaceRoot, path);
  return inside.startsWith('..') ? path : inside;
}
