/** In which cargo workspaces a native library may have been compiled. No program runs. */
import { dirname, join } from 'node:path';
import { exists } from '../project/files';
import { subfolders } from '../project/folders';
import { realPath } from '../project/realPath';
import { findManifest, workspaceRootOf } from '../project/workspaceManifest';
import type { NativeLibrary } from './nativeLibrary';
import type { SourcePackage } from './macroPackage';

/** Files of cargo's that stand beside the manifest of a package which it has taken from elsewhere, and which is in no workspace of the user's. */
const marksOfCopies = ['.cargo-ok', '.cargo-checksum.json'];

/**
 * Root manifests, the likeliest first: those above the library, which usually lies in its workspace's target folder; those of the folder that
 * rust-analyzer has started us in, or of the folders in it, where rust-analyzer looks too (project-model/src/lib.rs, `ProjectManifest::discover`);
 * that of a macro crate which is being written.
 */
export function candidateProjects(
  { path }: NativeLibrary,
  pack: SourcePackage | undefined,
  startFolder: string,
): string[] {
  const inStartFolder = findManifest(startFolder);
  const below =
    inStartFolder === undefined ? subfolders(startFolder).map((folder) => join(folder, 'Cargo.toml')) : [];
  const own =
    pack && !marksOfCopies.some((name) => exists(join(dirname(pack.manifest), name))) ? [pack.manifest] : [];
  const manifests = [findManifest(dirname(path)), inStartFolder, ...below.filter(exists), ...own];
  return [
    ...new Set(
      manifests.flatMap((manifest) => (manifest === undefined ? [] : realPath(workspaceRootOf(manifest)))),
    ),
  ];
}
