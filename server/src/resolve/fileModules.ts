/** From a file to the modules of a crate that it holds. */
import { blocksWithFiles } from './blockItems';
import type { CrateState } from './crateState';
import type { ItemExpansion, Phase } from './itemExpansion';
import type { Module } from './module';
import { finish } from './steps';
import type { Steps } from './steps';

/**
 * The modules for which the crate reads this file. Follows the declarations whose files and folders lead to it, so that no other file has to
 * be read than those of the modules above it. `#[path]` within another folder's module is found only once it is loaded: see
 * {@link loadAllModules}.
 */
export function modulesOf(
  state: CrateState,
  file: string,
  expansion: ItemExpansion,
  phase: Phase,
): readonly Module[] {
  const known = state.modulesOfFile.get(file);
  if (known?.length) return known;
  const modules = [state.root];
  for (const module of modules) {
    const declarations = expansion
      .layers(module, phase)
      .flatMap((contents) => [...contents.modules.values()]);
    for (const declaration of declarations) {
      if (!state.leadsTo(declaration, file)) continue;
      const child = state.child(declaration);
      if (child?.file === file && !child.place.inline) return state.modulesOfFile.get(file) ?? [];
      if (child) modules.push(child);
    }
  }
  return [];
}

/** Loads every module of the crate, for files that stand in unexpected places: those in blocks too. */
export function loadAllModules(state: CrateState, expansion: ItemExpansion, phase: Phase): void {
  finish(loadModulesInSteps(state, expansion, phase));
}

/** The same, one module after the other: of a large crate it takes seconds. */
export function* loadModulesInSteps(state: CrateState, expansion: ItemExpansion, phase: Phase): Steps<void> {
  const modules = new Set([state.root]);
  for (const module of modules) {
    for (const contents of expansion.layers(module, phase)) {
      for (const declaration of contents.modules.values()) {
        const child = state.child(declaration);
        if (child) modules.add(child);
        yield;
      }
      for (const block of blocksWithFiles(contents, state, expansion)) modules.add(block);
    }
    yield;
  }
}
