/** In which cargo workspaces a native library may have been compiled. No program runs. */
import { dirname, join } from 'node:path';
import type { Environment } from '../platform/program';
import { CargoConfiguration } from '../project/cargoConfiguration';
import type { CargoPackage } from '../project/cargoMetadata';
import { exists } from '../project/files';
import { subfolders } from '../project/folders';
import { isInside } from '../project/isInside';
import { realPath } from '../project/realPath';
import { findManifest, workspaceRootOf } from '../project/workspaceManifest';
import { isCopy } from './macroPackage';
import type { NativeLibrary } from './nativeLibrary';

/**
 * Root manifests of workspaces, the likeliest first. In each of them cargo may be run, so that a folder which only happens to lie above the library
 * comes last.
 *
 * - That above the library, which usually lies in its workspace's target folder.
 * - That of the folder that rust-analyzer has started us in, or those of the folders in it, where rust-analyzer looks too (project-model/src/lib.rs,
 *   `ProjectManifest::discover`).
 * - That of a macro crate which is being written.
 */
export function candidateProjects(
  { path }: NativeLibrary,
  pack: CargoPackage | undefined,
  startFolder: string,
  environment: Environment,
): string[] {
  const above = rootAbove(dirname(path));
  const isHome = above !== undefined && isInside(usualTargetFolder(above, environment), realPath(path));
  const atStart = rootAbove(startFolder);
  const below = subfolders(startFolder).map((folder) => join(folder, 'Cargo.toml'));
  const candidates = [
    isHome ? above : undefined,
    ...(atStart === undefined ? below.filter(exists) : [atStart]),
    pack && !isCopy(pack, environment) ? rootAbove(dirname(pack.manifest_path)) : undefined,
    above,
  ];
  return [...new Set(candidates.flatMap((manifest) => (manifest === undefined ? [] : realPath(manifest))))];
}

/** The root manifest of the workspace that a folder belongs to. */
function rootAbove(folder: string): string | undefined {
  const manifest = findManifest(folder);
  return manifest === undefined ? undefined : workspaceRootOf(manifest);
}

/** Where cargo builds a workspace when it is not told otherwise for all of them, which would say nothing about this one. */
function usualTargetFolder(manifest: string, environment: Environment): string {
  const folder = realPath(dirname(manifest));
  const plain = { ...environment, CARGO_TARGET_DIR: undefined, CARGO_BUILD_TARGET_DIR: undefined };
  return realPath(new CargoConfiguration(folder, plain).targetDirectory(folder));
}
