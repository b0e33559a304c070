/** Which package a native library was compiled from. */
import { isAbsolute, resolve } from 'node:path';
import { crateName } from '../project/cargoEnvironment';
import type { Workspace } from '../project/loadWorkspace';
import { readToml, stringAt, tableAt, targetsOf } from '../project/manifest';
import { realPath } from '../project/realPath';
import { kindOf } from '../project/targetKind';
import { findManifest } from '../project/workspaceManifest';
import type { MacroPlan } from '../toolchain/macroPlan';
import type { NativeLibrary } from './nativeLibrary';

/** The macro crate of a workspace whose library is compiled from one of the files that this one was compiled from. */
export function planOfSources(
  { crateName: name, sources }: NativeLibrary,
  { workspaceRoot }: Workspace,
  plans: readonly MacroPlan[],
): MacroPlan | undefined {
  // Members are compiled in the root of their workspace, with paths that start there.
  const compiled = new Set(sources.map((path) => realPath(resolve(workspaceRoot ?? '/', path))));
  return plans.find(
    ({ target }) => crateName(target.name) === name && compiled.has(realPath(target.src_path)),
  );
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

export interface SourcePackage {
  readonly name: string;
  readonly version: string;
  /** Absolute path. */
  readonly manifest: string;
}

/**
 * The package that the absolute ones of a library's sources lie in, as far as it is one of procedural macros with the library's name. What does not
 * fit together is no word to go by.
 */
export function packageOfSources({ crateName: name, sources }: NativeLibrary): SourcePackage | undefined {
  const manifests = new Set(
    sources.filter((path) => isAbsolute(path)).flatMap((path) => findManifest(path) ?? []),
  );
  for (const manifest of manifests) {
    const parsed = readToml(manifest);
    if (!parsed.ok) continue;
    const pack = tableAt(parsed.table, 'package');
    const isIt = targetsOf(manifest, parsed.table, stringAt(pack, 'edition') ?? '2015').some(
      (target) => kindOf(target) === 'proc-macro' && crateName(target.name) === name,
    );
    if (isIt)
      return { name: stringAt(pack, 'name') ?? name, version: stringAt(pack, 'version') ?? '', manifest };
  }
  return undefined;
}
