/** From a place in a file to the module and the textual chain there: the way down through modules, macro calls and blocks. */
import { endOf, spanOf } from '../syntax/token';
import type { Group, SourceId, TokenTree } from '../syntax/token';
import type { CrateState } from './crateState';
import type { ItemExpansion } from './itemExpansion';
import type { CallItem, ModuleItem } from './itemTree';
import { Contents, Module, presentItem } from './module';
import type { Declaration, TextualNode } from './module';
import { foldersOfBlock } from './moduleFolders';
import type { ModuleFolders } from './moduleFolders';

export interface ScopePlace {
  readonly module: Module;
  readonly textual: TextualNode;
  /** Where modules that stand there have their files. */
  readonly folders: ModuleFolders;
}

/** A list of tokens on the way down. `contents` is missing where no items can stand (parentheses, brackets). */
interface Level {
  readonly module: Module;
  readonly tokens: readonly TokenTree[];
  /** Whether the list stands in the source as it is, so that its tokens are in order. */
  readonly isWritten: boolean;
  readonly contents: Contents | undefined;
  readonly textual: TextualNode;
  /** Those of the items in the list or, where no items can stand, of the list around it. */
  readonly folders: ModuleFolders;
}

/** The scope at an offset of the source that `module` was read from. */
export function locateScope(
  module: Module,
  source: SourceId,
  offset: number,
  state: CrateState,
  expansion: ItemExpansion,
): ScopePlace {
  const { module: holder, textual, folders } = locate(module.written, source, offset, state, expansion);
  return { module: holder, textual, folders };
}

/** What the innermost list of items around an offset of `outer` declares: a block, a module or a macro's output. Undefined outside of all. */
export function locateContents(
  outer: Contents,
  source: SourceId,
  offset: number,
  state: CrateState,
  expansion: ItemExpansion,
): Contents | undefined {
  return locate(outer, source, offset, state, expansion).contents;
}

/** The scope at an offset of a file whose items `include!` has put into a module. */
export function locateIncluded(
  contents: Contents,
  offset: number,
  state: CrateState,
  expansion: ItemExpansion,
): ScopePlace {
  const [first] = contents.tokens;
  if (!first) return { module: contents.module, textual: contents.textualStart, folders: contents.folders };
  const { module, textual, folders } = locate(contents, spanOf(first).source, offset, state, expansion);
  return { module, textual, folders };
}

function locate(
  contents: Contents,
  source: SourceId,
  offset: number,
  state: CrateState,
  expansion: ItemExpansion,
): Level {
  const { module, tokens, textualStart, folders, expansions } = contents;
  const isWritten = expansions === 0;
  let level: Level = { module, tokens, isWritten, contents, textual: textualStart, folders };
  for (;;) {
    const index = level.isWritten
      ? firstEndingBehind(level.tokens, offset)
      : indexAt(level.tokens, source, offset);
    const textual = level.contents?.textualBefore(index) ?? level.textual;
    const token = level.tokens[index];
    const within = token?.kind === 'group' && (!standsIn(token, source) || isInside(token, offset));
    if (!within) return { ...level, textual };
    level = enter(level, index, token, textual, state, expansion, (tokens) =>
      tokens.some((each) => holds(each, source, offset)),
    );
  }
}

/**
 * The items of a list of tokens below `module`: a block, or what a macro produced. They get a module of their own if there are any that
 * paths can reach. The body of an inline module that a list opened before declares is that module. `outer`: where the modules around it have their files.
 */
export function openBlock(
  module: Module,
  tokens: readonly TokenTree[],
  textual: TextualNode,
  outer: ModuleFolders,
  state: CrateState,
): Contents {
  const known = state.blocks.get(tokens);
  if (known?.textualStart === textual && known.module.isWithin(module)) return known;
  const declaration = state.inlineModules.get(tokens);
  const inline = declaration && state.child(declaration);
  if (inline?.isWithin(module)) return inline.written;
  const folders = foldersOfBlock(outer);
  const plain = new Contents(module, tokens, textual, state.holds, 0, folders);
  const place = { ...module.place, parent: module, kind: 'block' as const, folders };
  const contents = plain.hasNames ? new Module(place, tokens, textual, state.holds, 0).written : plain;
  state.blocks.set(tokens, contents);
  for (const each of contents.modules.values()) {
    const { body } = each.item;
    if (body) state.inlineModules.set(body, each);
  }
  return contents;
}

function enter(
  level: Level,
  index: number,
  group: Group,
  textual: TextualNode,
  state: CrateState,
  expansion: ItemExpansion,
  holdsPlace: (tokens: readonly TokenTree[]) => boolean,
): Level {
  const { isWritten } = level;
  const declaration = level.contents?.declarationAt(index);
  if (declaration?.item.kind === 'module' && declaration.item.bodyIndex === index) {
    const child = state.child(declaration as Declaration<ModuleItem>);
    if (child?.place.inline && child.written.tokens === group.tokens) {
      const { written } = child;
      const { tokens, textualStart, folders } = written;
      return { module: child, tokens, isWritten, contents: written, textual: textualStart, folders };
    }
  }
  if (declaration?.item.kind === 'call' && isInput(declaration as Declaration<CallItem>, group)) {
    const produced = expansion.outputsOf(level.module).get(declaration as Declaration<CallItem>);
    // What the call makes of the place says more than its input; but a macro need not pass its input on.
    if (produced && holdsPlace(produced.tokens)) {
      const { tokens, folders } = produced;
      return { module: level.module, tokens, isWritten: false, contents: produced, textual, folders };
    }
  }
  if (group.delimiter === 'paren' || group.delimiter === 'bracket') {
    return { ...level, tokens: group.tokens, contents: undefined, textual };
  }
  const contents = openBlock(level.module, group.tokens, textual, level.folders, state);
  const { module, tokens, folders } = contents;
  return { module, tokens, isWritten, contents, textual, folders };
}

/** Whether a call is given what a group holds. */
function isInput(declaration: Declaration<CallItem>, { tokens }: Group): boolean {
  return presentItem(declaration).call.input === tokens;
}

/** The index of the token tree that holds the offset, or of the first one behind it, in a list that is in order. */
function firstEndingBehind(tokens: readonly TokenTree[], offset: number): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const token = tokens[middle];
    if (token && endOf(token) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The same in any list. */
function indexAt(tokens: readonly TokenTree[], source: SourceId, offset: number): number {
  const ends = tokens.length < longList ? undefined : endsInOrder(tokens, source);
  if (ends) return firstAbove(ends, offset);
  const index = tokens.findIndex(
    (token) => holds(token, source, offset) || startsBehind(token, source, offset),
  );
  return index < 0 ? tokens.length : index;
}

/** Lists of so many tokens are searched by halves: a file of many items is asked for a place in each of them. */
const longList = 64;

const knownEnds = new WeakMap<readonly TokenTree[], { source: SourceId; ends: Uint32Array | undefined }>();

/** Where the tokens of a list end, if all of them stand in the source in this order; undefined for what macros put together. */
function endsInOrder(tokens: readonly TokenTree[], source: SourceId): Uint32Array | undefined {
  const known = knownEnds.get(tokens);
  if (known?.source === source) return known.ends;
  const ends = new Uint32Array(tokens.length);
  let last = 0;
  const inOrder = tokens.every((token, index) => {
    const isGroup = token.kind === 'group';
    if (isGroup ? !standsIn(token, source) : token.span.source !== source) return false;
    if ((isGroup ? token.open : token.span).start < last) return false;
    last = (isGroup ? token.close : token.span).end;
    ends[index] = last;
    return true;
  });
  knownEnds.set(tokens, { source, ends: inOrder ? ends : undefined });
  return inOrder ? ends : undefined;
}

/** The index of the first of some ascending numbers that is greater than `value`. */
function firstAbove(ascending: Uint32Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Infinity) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

function startsBehind(token: TokenTree, source: SourceId, offset: number): boolean {
  const span = token.kind === 'group' ? token.open : token.span;
  return span.source === source && span.start > offset;
}

/**
 * Whether the offset lies in a token tree. Delimiters that a macro made up stand elsewhere: then what they hold decides.
 * The end of a token belongs to it only if no token begins there, so that `a!` at the end of `mod x {}a!` is found.
 */
function holds(token: TokenTree, source: SourceId, offset: number): boolean {
  if (token.kind !== 'group') {
    return token.span.source === source && token.span.start <= offset && offset < token.span.end;
  }
  if (standsIn(token, source)) return token.open.start <= offset && offset < token.close.end;
  return token.tokens.some((each) => holds(each, source, offset));
}

function standsIn(group: Group, source: SourceId): boolean {
  return group.open.source === source && group.close.source === source && group.delimiter !== 'invisible';
}

function isInside(group: Group, offset: number): boolean {
  return group.open.end <= offset && offset <= group.close.start;
}
