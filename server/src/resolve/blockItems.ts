/** Items in functions and other blocks that are known outside of them: those with files of their own, and exported macros. */
import { spanOf } from '../syntax/token';
import type { TokenTree } from '../syntax/token';
import { isPunct, isWord } from '../syntax/tokenTests';
import type { CrateState } from './crateState';
import type { ItemExpansion } from './itemExpansion';
import { isExported } from './macroDefinitions';
import type { MacroItem } from './itemTree';
import type { Contents, Declaration, Module } from './module';
import { locateContents } from './scopeLocator';

/** Whether such an item begins at an index of a list. */
type BeginsItem = (list: readonly TokenTree[], index: number) => boolean;

/**
 * The blocks in a file that declare modules with files of their own, and the inline modules in blocks that do. `holder` is what the file declares: that of
 * a module, or one that `include!` has read. In a block only `#[path]` gives a module a file (rustc_expand/src/module.rs): a file that does not mention it
 * is not looked through, as all of it has to be read into tokens.
 */
export function blocksWithFiles(holder: Contents, state: CrateState, expansion: ItemExpansion): Set<Module> {
  const isModule: BeginsItem = (list, index) => isWord(list[index], 'mod') && isPunct(list[index + 2], ';');
  const { file } = holder.folders;
  const isFile = state.includedAt(file) === holder || holdsFile(holder);
  const found =
    isFile && state.mayGivePaths(file) ? contentsOfGroups(holder, isModule, state, expansion) : [];
  return new Set(found.map((contents) => contents.module).filter((each) => isInBlockOf(each, holder.module)));
}

/** The exported macro of this name in a block of the file of `module`. All of the file is read into tokens for it. */
export function exportedInBlock(
  module: Module,
  name: string,
  state: CrateState,
  expansion: ItemExpansion,
): Declaration<MacroItem> | undefined {
  if (!holdsFile(module.written)) return undefined;
  const isDefinition: BeginsItem = (list, index) => {
    const named = list[index + 2];
    return isWord(list[index], 'macro_rules') && named?.kind === 'ident' && named.text === name;
  };
  for (const { macros } of contentsOfGroups(module.written, isDefinition, state, expansion)) {
    const exported = macros.get(name)?.find(isExported);
    if (exported) return exported;
  }
  return undefined;
}

/** Whether this is all that a module's own file holds. */
function holdsFile(contents: Contents): boolean {
  const { written, place } = contents.module;
  return contents === written && !place.inline && place.kind !== 'block';
}

function isInBlockOf(inner: Module, outer: Module): boolean {
  for (let each: Module | undefined = inner; each && each !== outer; each = each.place.parent) {
    if (each.place.kind === 'block') return true;
  }
  return false;
}

/** Nobody writes more of them in a file, and each is looked up by its own. */
const maximalGroups = 1000;

/** What is declared by each group at any depth in which an item begins that is sought. Without recursion: groups may nest deeper than the call stack. */
function contentsOfGroups(
  holder: Contents,
  begins: BeginsItem,
  state: CrateState,
  expansion: ItemExpansion,
): Contents[] {
  const found: Contents[] = [];
  const lists = [holder.tokens];
  for (const list of lists) {
    for (const token of list) if (token.kind === 'group') lists.push(token.tokens);
    const at = list === holder.tokens ? -1 : list.findIndex((_, index) => begins(list, index));
    const token = list[at];
    if (!token) continue;
    const { source, start } = spanOf(token);
    const contents = locateContents(holder, source, start, state, expansion);
    if (contents && found.push(contents) >= maximalGroups) break;
  }
  return found;
}
