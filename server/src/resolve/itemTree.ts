/** What name resolution needs of a list of items: modules, imports, macros, macro calls, and which names are types. */
import { readPath } from '../syntax/attributeOutline';
import { attributeSites } from '../syntax/attributeSites';
import { outlineItems } from '../syntax/itemOutline';
import type { AttributeOutline, ItemOutline } from '../syntax/itemOutline';
import type { Ident, TokenTree } from '../syntax/token';
import type { ItemCall, MacroPath } from './definition';
import { parseUseTree } from './useTree';
import type { Import } from './useTree';

/** A path: the module within which the item can be named, as `pub(crate)`, `pub(super)` and `pub(in …)` say it. */
export type Visibility = 'public' | 'private' | MacroPath;

interface ItemBase {
  /** The range of tokens in the list, attributes included; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  /** As written: nothing is configured yet, since a file may belong to several crates. */
  readonly attributes: readonly AttributeOutline[];
  readonly visibility: Visibility;
}

export interface ModuleItem extends ItemBase {
  readonly kind: 'module';
  readonly name: Ident;
  /** The items of an inline module; undefined for `mod name;`. */
  readonly body: readonly TokenTree[] | undefined;
  /** The index of the body's group in the list; undefined for `mod name;`. */
  readonly bodyIndex: number | undefined;
}

export interface UseItem extends ItemBase {
  readonly kind: 'use';
  readonly imports: readonly Import[];
}

export interface ExternCrateItem extends ItemBase {
  readonly kind: 'extern crate';
  /** The name of the crate, which may be `self`. */
  readonly crateName: string;
  /** The name that it gets here; `_` names nothing. */
  readonly name: string;
}

export interface MacroItem extends ItemBase {
  readonly kind: 'macro';
  readonly flavor: 'macro_rules' | 'macro';
  readonly name: Ident;
  /** The rules, as {@link DeclarativeDefinition.body} has them. */
  readonly body: readonly TokenTree[];
}

/** A macro call in the place of an item or statement, or by an attribute of one: then it comes behind that item and has the same range. */
export interface CallItem extends ItemBase {
  readonly kind: 'call';
  readonly call: ItemCall;
}

/** A function with attributes of which one may make it a procedural macro. */
export interface FunctionItem extends ItemBase {
  readonly kind: 'function';
  readonly name: Ident;
}

/** A type or trait: it ends the search for a module of that name. */
interface TypeItem extends ItemBase {
  readonly kind: 'type';
  readonly name: Ident;
}

export type Item = ModuleItem | UseItem | ExternCrateItem | MacroItem | CallItem | FunctionItem | TypeItem;

export interface ItemTree {
  readonly items: readonly Item[];
  /** `#![…]` at the beginning. */
  readonly innerAttributes: readonly AttributeOutline[];
}

const known = new WeakMap<readonly TokenTree[], ItemTree>();

/** The item tree of a file, a module's body, a block or a macro's output. Kept for as long as the tokens are. */
export function itemTree(tokens: readonly TokenTree[]): ItemTree {
  let tree = known.get(tokens);
  if (!tree) {
    tree = readItems(tokens);
    known.set(tokens, tree);
  }
  return tree;
}

/** `item` fragments within `item` fragments, as nested macros produce them. */
const maximalFragmentNesting = 64;

function readItems(tokens: readonly TokenTree[]): ItemTree {
  const items: Item[] = [];
  const innerAttributes: AttributeOutline[] = [];
  for (const outline of outlineItems(tokens)) {
    if (outline.keyword === 'inner attributes') innerAttributes.push(...outline.attributes);
    else addItem(tokens, outline, outline, items, 0);
  }
  return { items, innerAttributes };
}

/** `place` is the outline in the outermost list, which gives the item's range when it came out of a fragment. */
function addItem(
  tokens: readonly TokenTree[],
  outline: ItemOutline,
  place: ItemBaseSource,
  items: Item[],
  nesting: number,
): void {
  if (outline.keyword === 'fragment' && outline.body) {
    if (nesting >= maximalFragmentNesting) return;
    for (const inner of outlineItems(outline.body.tokens)) {
      const attributes = [...place.attributes, ...inner.attributes];
      addItem(outline.body.tokens, inner, { ...place, attributes }, items, nesting + 1);
    }
    return;
  }
  const base: ItemBase = {
    start: place.start,
    end: place.end,
    attributes: place.attributes,
    visibility: visibilityOf(tokens, outline),
  };
  const item = readItem(tokens, outline, base);
  if (item) items.push(item);
  if (outline.attributes.length > 0) items.push(...attributeCalls(tokens, outline, base));
}

/** The calls of attributes that may be macros. */
function attributeCalls(tokens: readonly TokenTree[], outline: ItemOutline, base: ItemBase): CallItem[] {
  const { start, end } = outline;
  const range = { parent: tokens, start, end, position: 'item', nested: false } as const;
  return attributeSites(outline.attributes, range).map((site) => {
    const { kind, path } = site;
    return { ...base, kind: 'call', call: { kind, path, input: [], site, list: tokens, start } };
  });
}

type ItemBaseSource = Pick<ItemOutline, 'start' | 'end' | 'attributes'>;

function readItem(tokens: readonly TokenTree[], outline: ItemOutline, base: ItemBase): Item | undefined {
  const { name, body } = outline;
  switch (outline.keyword) {
    case 'mod':
      return (
        name && {
          ...base,
          kind: 'module',
          name,
          get body() {
            return body?.tokens;
          },
          bodyIndex: body && tokens.indexOf(body, outline.keywordIndex),
        }
      );
    case 'use':
      return {
        ...base,
        kind: 'use',
        imports: parseUseTree(tokens.slice(outline.keywordIndex + 1, outline.end)),
      };
    case 'extern crate': {
      // `self` is a crate's name here, but a reserved word for the outline.
      const [crate, as, alias] = tokens.slice(outline.keywordIndex + 2, outline.end);
      if (crate?.kind !== 'ident') return undefined;
      const given = isWord(as, 'as') && alias?.kind === 'ident' ? alias.text : crate.text;
      return { ...base, kind: 'extern crate', crateName: crate.text, name: given };
    }
    case 'macro_rules':
      return (
        name &&
        body && {
          ...base,
          kind: 'macro',
          flavor: 'macro_rules',
          name,
          get body() {
            return body.tokens;
          },
        }
      );
    case 'macro': {
      if (!name || !body) return undefined;
      const rules = macroRules(tokens, outline.keywordIndex + 2);
      return rules && { ...base, kind: 'macro', flavor: 'macro', name, body: rules };
    }
    case 'macro call': {
      if (!outline.macroPath || !body) return undefined;
      const call = {
        kind: 'bang',
        path: outline.macroPath,
        get input() {
          return body.tokens;
        },
        site: undefined,
        list: tokens,
        start: outline.start,
      } as const;
      return { ...base, kind: 'call', call };
    }
    case 'fn': {
      if (!name || !outline.attributes.some(mayMakeMacro)) return undefined;
      return { ...base, kind: 'function', name };
    }
    case 'struct':
    case 'enum':
    case 'union':
    case 'trait':
    case 'trait alias':
    case 'type':
      return name && { ...base, kind: 'type', name };
    default:
      return undefined;
  }
}

/** `macro name(args) { body }` has one rule, which is written here as `(args) => { body }`. */
function macroRules(tokens: readonly TokenTree[], index: number): readonly TokenTree[] | undefined {
  const first = tokens[index];
  if (first?.kind !== 'group') return undefined;
  if (first.delimiter === 'brace') return first.tokens;
  const body = tokens[index + 1];
  if (first.delimiter !== 'paren' || body?.kind !== 'group') return undefined;
  const span = { ...body.open, end: body.open.start };
  return [first, { kind: 'punct', text: '=>', spacing: 'alone', span }, body];
}

function mayMakeMacro(attribute: AttributeOutline): boolean {
  const name = attribute.path[0]?.text;
  return name !== undefined && (name === 'cfg_attr' || name.startsWith('proc_macro'));
}

function visibilityOf(tokens: readonly TokenTree[], outline: ItemOutline): Visibility {
  const { start, end } = outline.visibility;
  let words = tokens.slice(start, end);
  for (let first = words[0]; first?.kind === 'group' && first.delimiter === 'invisible'; first = words[0]) {
    words = [...first.tokens];
  }
  if (words.length === 0) return 'private';
  const inner = words[1]?.kind === 'group' ? words[1].tokens : undefined;
  if (!inner && !isWord(words[0], 'crate')) return 'public';
  const { global, segments } = readPath(inner ?? words, isWord(inner?.[0], 'in') ? 1 : 0);
  return { global, segments };
}

function isWord(token: TokenTree | undefined, text: string): boolean {
  return token?.kind === 'ident' && token.text === text;
}
