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

/**
 * Root manifests of the workspaces that a library in a folder is likely to be of, the likeliest first: that in whose target folder it lies; that of the
 * folder that rust-analyzer has started us in, or those of the folders in it, where rust-analyzer looks too (project-model/src/lib.rs,
 * `ProjectManifest::discover`).
 */
export function likelyProjects(folder: string, startFolder: string, environment: Environment): string[] {
  const above = rootAbove(folder);
  const isHome = above !== undefined && isInside(usualTargetFolder(above, environment), realPath(folder));
  const atStart = rootAbove(startFolder);
  return realPaths([
    isHome ? above : undefined,
    ...(atStart === undefined ? manifestsBelow(startFolder) : [atStart]),
  ]);
}

/**
 * Root manifests of further workspaces: that of the library's package, if it is being written, and that above the library. cargo may be run in each of
 * them, so that a folder which only happens to lie above the library comes last.
 */
export function otherProjects(
  folder: string,
  pack: CargoPackage | undefined,
  environment: Environment,
): string[] {
  const own = pack && !isCopy(pack, environment) ? rootAbove(dirname(pack.manifest_path)) : undefined;
  return realPaths([own, rootAbove(folder)]);
}

/**
 * Root manifests of the workspaces that a package may be compiled in which another build system than cargo compiles. Such systems keep copies of the
 * packages that they use: a copy belongs to the package or workspace that stands above it, and else is compiled by itself.
 */
export function projectsOfCopy({ manifest_path }: CargoPackage): string[] {
  const folder = dirname(manifest_path);
  return realPaths([rootAbove(dirname(folder)), rootAbove(folder)]);
}

function realPaths(manifests: readonly (string | undefined)[]): string[] {
  return [...new Set(manifests.flatMap((path) => (path === undefined ? [] : realPath(path))))];
}

function manifestsBelow(folder: string): string[] {
  return subfolders(folder)
    .map((inside) => join(inside, 'Cargo.toml'))
    .filter(exists);
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
