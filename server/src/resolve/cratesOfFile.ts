/** The crates whose module tree contains a file. */
import { dirname, sep } from 'node:path';
import type { Crate, CrateId } from '../project/model';
import type { Crates } from './crates';
import { loadAllModules, modulesOf } from './fileModules';
import type { ItemExpansion } from './itemExpansion';

const targetOrder: readonly Crate['target'][] = [
  'lib',
  'proc-macro',
  'bin',
  'example',
  'test',
  'bench',
  'build-script',
];

/** Workspace crates before dependencies, and a library before its binaries and tests. */
export function cratesOfFile(file: string, crates: Crates, expansion: ItemExpansion): readonly CrateId[] {
  const candidates = crates.graph.crates.filter(
    (crate) =>
      crate.rootFile === file ||
      isBelow(file, dirname(crate.rootFile)) ||
      (crate.origin !== 'sysroot' && isBelow(file, crate.manifestDir)),
  );
  const quick = candidates.filter(
    ({ id }) =>
      modulesOf(crates.state(id), file, expansion, 'written').length > 0 ||
      modulesOf(crates.state(id), file, expansion, 'expanded').length > 0,
  );
  // Only a file that no crate has where its name suggests can be worth reading whole crates for.
  const found =
    quick.length > 0 ? quick : candidates.filter(({ id }) => hasUnexpectedly(id, file, crates, expansion));
  return found.sort((a, b) => rank(a) - rank(b)).map(({ id }) => id);
}

function hasUnexpectedly(id: CrateId, file: string, crates: Crates, expansion: ItemExpansion): boolean {
  const state = crates.state(id);
  loadAllModules(state, expansion, 'expanded');
  return (state.modulesOfFile.get(file)?.length ?? 0) > 0;
}

function rank(crate: Crate): number {
  return targetOrder.indexOf(crate.target) + (crate.origin === 'workspace' ? 0 : targetOrder.length);
}

function isBelow(file: string, folder: string): boolean {
  return file.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
