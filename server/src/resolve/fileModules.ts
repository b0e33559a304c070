/** From a file to the modules of a crate that it holds. */
import { dirname, relative, sep } from 'node:path';
import type { CrateState } from './crateState';
import type { ItemExpansion, Phase } from './itemExpansion';
import type { Module } from './module';

/**
 * The modules for which the crate reads this file. Follows the path that the file's name suggests, so that no other file has to be read
 * than those of the modules above it. `#[path]` modules are found only once they are loaded: see {@link loadAllModules}.
 */
export function modulesOf(
  state: CrateState,
  file: string,
  expansion: ItemExpansion,
  phase: Phase,
): readonly Module[] {
  const known = state.modulesOfFile.get(file);
  if (known?.length) return known;
  const names = relative(dirname(state.crate.rootFile), file).split(sep);
  const last = names.pop()?.replace(/\.rs$/, '');
  if (last !== undefined && last !== 'mod') names.push(last);
  let module: Module | undefined = state.root;
  for (const name of names) module = module && childNamed(module, name, state, expansion, phase);
  return state.modulesOfFile.get(file) ?? [];
}

/** Loads every module of the crate, for files that stand in unexpected places. */
export function loadAllModules(state: CrateState, expansion: ItemExpansion, phase: Phase): void {
  const modules = [state.root];
  for (const module of modules) {
    for (const contents of expansion.layers(module, phase)) {
      for (const declaration of contents.modules.values()) {
        const child = state.child(declaration);
        if (child) modules.push(child);
      }
    }
  }
}

function childNamed(
  module: Module,
  name: string,
  state: CrateState,
  expansion: ItemExpansion,
  phase: Phase,
): Module | undefined {
  for (const contents of expansion.layers(module, phase)) {
    const declaration = contents.modules.get(name);
    const child = declaration && state.child(declaration);
    if (child) return child;
  }
  return undefined;
}
