/** Macro crates of projects that another build system than cargo compiles: those that are packages of cargo's too can have modules. */
import { findTarget } from '../project/targetKind';
import type { CargoPackage } from '../project/cargoMetadata';
import type { Crate } from '../project/model';
import { readPackage } from '../project/packageManifest';
import { realPath } from '../project/realPath';
import { findManifest } from '../project/workspaceManifest';
import type { ModuleFiles } from './moduleFiles';
import { sourceHashOf, sourceKeysOf } from './sourceKeys';
import type { MacroModule } from './types';

export type DescribedMacros =
  | { readonly module: MacroModule }
  /** Why there is none, as the end of a sentence. */
  | { readonly reason: string };

/** The module of a macro crate that `rust-project.json` describes: one that was built before of the package that the crate is. */
export function describedMacros(crate: Crate, files: ModuleFiles): DescribedMacros {
  const pack = packageOf(crate);
  if (!pack)
    return {
      reason: `rust-project.json has them compiled from ${crate.rootFile}, which is no macro crate of a package of cargo's, and only packages can be compiled for WebAssembly.`,
    };
  const module =
    files.readBySource(sourceKeysOf(sourceHashOf(pack), crate.features).slice(0, 1)) ??
    files.readLatest(pack.id);
  return module
    ? { module }
    : {
        reason: `they have not been compiled yet. Compile them with: macroscope build --manifest-path ${pack.manifest_path}`,
      };
}

function packageOf({ rootFile }: Crate): CargoPackage | undefined {
  const manifest = findManifest(rootFile);
  const pack = manifest === undefined ? undefined : readPackage(manifest);
  const target = pack && findTarget(pack, 'proc-macro');
  return target && realPath(target.src_path) === realPath(rootFile) ? pack : undefined;
}
