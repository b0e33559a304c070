/** `#[macro_export]`: macros that stand at the root of their crate for paths, wherever in the crate they are written. */
import { exportedInBlock } from './blockItems';
import type { Crates } from './crates';
import type { CrateState } from './crateState';
import { loadAllModules, modulesOf } from './fileModules';
import type { ItemExpansion, Phase } from './itemExpansion';
import type { MacroItem } from './itemTree';
import { isExported } from './macroDefinitions';
import type { Declaration, Module } from './module';
import { sourceFilesOf } from './sourceFiles';
import { textualMacros } from './textualLookup';

/**
 * The exported macro of this name. Most crates keep theirs where `#[macro_use]` leads from the root, so that is searched first (in the phase `near`
 * it alone), then the files that have been read, then those whose text mentions both `macro_export` and the name: a large crate is not read into
 * tokens for one macro.
 */
export function findExported(
  state: CrateState,
  name: string,
  phase: Phase,
  crates: Crates,
  expansion: ItemExpansion,
): Declaration<MacroItem> | undefined {
  const matches = (each: Declaration<MacroItem>) => each.item.name.text === name && isExported(each);
  if (phase === 'expanded') {
    const found = within(state.root, state, phase, expansion, matches);
    if (found) return found;
  } else {
    for (const each of textualMacros(state.root.written.textualEnd, phase, crates, expansion, name)) {
      if (matches(each)) return each;
    }
  }
  if (phase === 'near') return undefined;
  const search = (files: readonly string[]) => {
    for (const module of files.flatMap((file) => state.modulesOfFile.get(file) ?? [])) {
      const found = within(module, state, phase, expansion, matches);
      if (found) return found;
    }
    return undefined;
  };
  const mayDefine = (file: string) => {
    const { mayExportMacros, definedMacros } = crates.files.featuresOf(file);
    return (
      mayExportMacros && (phase === 'expanded' ? crates.files.mentions(file, name) : definedMacros.has(name))
    );
  };
  const found = search([...state.modulesOfFile.keys()].filter(mayDefine));
  if (found) return found;
  // What stands in no module of the text can only come from a macro call.
  if (phase !== 'expanded' && !state.hasUnreadModules) return undefined;
  const sourceFiles = sourceFilesOf(state, crates.files);
  const likely = sourceFiles.filter(mayDefine);
  placeFiles(likely, state, phase, expansion);
  const foundElsewhere = search(likely);
  if (foundElsewhere || phase !== 'expanded') return foundElsewhere;
  // A macro that a macro call defines has its name from the call, but the attribute may stand in another file.
  const rest = sourceFiles.filter((file) => !likely.includes(file) && crates.files.mentions(file, name));
  placeFiles(rest, state, phase, expansion);
  return search(rest) ?? searchBlocks(likely, name, state, crates, expansion);
}

/** The exported macro of this name that stands in a function or another block of these files. */
function searchBlocks(
  files: readonly string[],
  name: string,
  state: CrateState,
  crates: Crates,
  expansion: ItemExpansion,
): Declaration<MacroItem> | undefined {
  for (const file of files) {
    if (!crates.files.featuresOf(file).definedMacros.has(name)) continue;
    for (const module of state.modulesOfFile.get(file) ?? []) {
      const found = exportedInBlock(module, name, state, expansion);
      if (found) return found;
    }
  }
  return undefined;
}

/** Loads the modules of these files: all of the crate when `#[path]` may have put one of them in an unexpected place. */
function placeFiles(
  files: readonly string[],
  state: CrateState,
  phase: Phase,
  expansion: ItemExpansion,
): void {
  const missing = files.filter((file) => modulesOf(state, file, expansion, phase).length === 0);
  // What the standard library defines without a macro call stands where it is expected, and the library is large.
  const isWorthwhile = phase === 'expanded' || state.crate.origin !== 'sysroot';
  if (missing.length > 0 && isWorthwhile) loadAllModules(state, expansion, phase);
}

function within(
  module: Module,
  state: CrateState,
  phase: Phase,
  expansion: ItemExpansion,
  matches: (declaration: Declaration<MacroItem>) => boolean,
): Declaration<MacroItem> | undefined {
  for (const contents of expansion.layers(module, phase)) {
    for (const declarations of contents.macros.values()) {
      const found = declarations.find(matches);
      if (found) return found;
    }
    for (const declaration of contents.modules.values()) {
      const child = declaration.item.bodyIndex === undefined ? undefined : state.child(declaration);
      const found = child && within(child, state, phase, expansion, matches);
      if (found) return found;
    }
  }
  return undefined;
}
