/** Which package a native library was compiled from. */
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { Environment } from '../platform/program';
import { crateName } from '../project/cargoEnvironment';
import type { CargoPackage } from '../project/cargoMetadata';
import { exists } from '../project/files';
import { isInside } from '../project/isInside';
import type { Workspace } from '../project/loadWorkspace';
import { readPackage } from '../project/packageManifest';
import { realPath } from '../project/realPath';
import { findTarget } from '../project/targetKind';
import { cargoHome } from '../project/toolHomes';
import { findManifest } from '../project/workspaceManifest';
import type { MacroPlan } from '../toolchain/macroPlan';
import type { NativeLibrary } from './nativeLibrary';

/** The macro crate of a workspace whose library is compiled from one of the files that this one was compiled from. */
export function planOfSources(
  { crateName: name, sources }: NativeLibrary,
  { workspaceRoot }: Workspace,
  plans: readonly MacroPlan[],
): MacroPlan | undefined {
  const named = plans.filter(({ target }) => crateName(target.name) === name);
  if (named.length === 0) return undefined;
  // Members are compiled in the root of their workspace, with paths that start there.
  const compiled = new Set(sources.map((path) => realPath(resolve(workspaceRoot ?? '/', path))));
  return named.find(({ target }) => compiled.has(realPath(target.src_path)));
}

/** The macro crates of a workspace that have the library's name, and its package's and features as far as these are known. */
export function plansOfName(
  { crateName: name, packageName, features }: NativeLibrary,
  plans: readonly MacroPlan[],
): MacroPlan[] {
  const named = plans.filter(
    ({ target, pack }) =>
      crateName(target.name) === name && (packageName === undefined || pack.name === packageName),
  );
  const exact = named.filter(({ node }) => hasFeatures(node.features, features));
  return exact.length > 0 ? exact : named;
}

/** Whether these are the features that a library was compiled with. Those of a library that nobody knows may be any. */
export function hasFeatures(features: readonly string[], compiled: NativeLibrary['features']): boolean {
  return compiled === undefined || [...features].sort().join() === compiled.join();
}

/**
 * The package that the absolute ones of a library's sources lie in, as far as it is one of procedural macros with the library's name. What does not
 * fit together is no word to go by. Its `source` is null, wherever it comes from.
 */
export function packageOfSources({ crateName: name, sources }: NativeLibrary): CargoPackage | undefined {
  const folders = new Set(sources.filter((path) => isAbsolute(path)).map((path) => dirname(path)));
  for (const manifest of new Set([...folders].flatMap((folder) => findManifest(folder) ?? []))) {
    const pack = readPackage(manifest);
    const target = pack && findTarget(pack, 'proc-macro');
    if (target && crateName(target.name) === name) return pack;
  }
  return undefined;
}

/** Files of cargo's that stand beside the manifest of a package which it has taken from elsewhere. */
const marksOfCopies = ['.cargo-ok', '.cargo-checksum.json'];

/** Whether a package is a download or a copy of one: those are in no workspace of the user's, whatever lies above them. */
export function isCopy({ manifest_path }: CargoPackage, environment: Environment): boolean {
  return (
    marksOfCopies.some((name) => exists(join(dirname(manifest_path), name))) ||
    isInside(realPath(cargoHome(environment)), realPath(manifest_path))
  );
}
