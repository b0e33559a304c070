import { basename, join } from 'node:path';
import { exists } from './files';
import { subfolders } from './folders';
import { readToml, stringAt, tableAt, type Table } from './manifest';

/** Repositories with more folders are looked through in part. */
export const mostFolders = 20_000;

/**
 * The manifests of the packages in a folder by their names, wherever in it they lie (cargo/ops/cargo_read_manifest.rs). Absolute paths. `search`: how many
 * folders may still be looked into.
 */
export function packagesBelow(root: string, search = { left: mostFolders }): ReadonlyMap<string, string> {
  const packages = new Map<string, string>();
  const folders = [root];
  for (const folder of folders) {
    if (search.left-- <= 0) break;
    const manifest = join(folder, 'Cargo.toml');
    const hasManifest = exists(manifest);
    const name = hasManifest ? stringAt(packageTable(manifest), 'name') : undefined;
    if (name !== undefined && !packages.has(name)) packages.set(name, manifest);
    // Of a repository within the repository nothing is taken, nor of what was built.
    for (const inner of subfolders(folder)) {
      const isBuilt = hasManifest && basename(inner) === 'target';
      if (basename(inner) !== '.git' && !isBuilt && !exists(join(inner, '.git'))) folders.push(inner);
    }
  }
  return packages;
}

/** The table `[package]` of a manifest; empty where there is none. */
export function packageTable(manifest: string): Table {
  const parsed = readToml(manifest);
  return parsed.ok ? tableAt(parsed.table, 'package') : {};
}
