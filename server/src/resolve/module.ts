/** Modules, what stands in them, and the textual chain that runs through them. */
import { appendTo } from '../project/appendTo';
import type { CrateId } from '../project/model';
import { outlineAttribute } from '../syntax/itemOutline';
import type { TokenTree } from '../syntax/token';
import { activeAttributes, findAttribute } from './attributes';
import type { Attribute, CfgPredicate } from './attributes';
import type { ModuleHandle, TextualScope } from './definition';
import { itemTree } from './itemTree';
import type {
  CallItem,
  ExternCrateItem,
  FunctionItem,
  Item,
  MacroItem,
  ModuleItem,
  UseItem,
} from './itemTree';
import type { ModuleFolders } from './moduleFolders';
import type { Import } from './useTree';

/** An item that configuration has left in place, in the module and at the point of the textual chain where it stands. */
export interface Declaration<Kind extends Item = Item> {
  /** As it stood in some version of its file in which it means the same; {@link presentItem} has the tokens of the present version. */
  item: Kind;
  /** Where it is declared. */
  readonly holder: Contents;
  readonly attributes: readonly Attribute[];
  readonly module: Module;
  /** The textual scope just before the item. */
  readonly before: TextualNode;
  /** How many macro expansions produced it; 0 for what is written in a file. */
  readonly expansions: number;
  /** Where modules that stand in its place have their files. */
  readonly folders: ModuleFolders;
}

/** The item as it stands in the present version of its file. */
export function presentItem<Kind extends Item>(declaration: Declaration<Kind>): Kind {
  declaration.holder.renewItems();
  return declaration.item;
}

/** By items of versions that are no more. Of several states of a crate that have had the item it is the one in use whose declarations are renewed. */
const renewedMacros = new WeakMap<MacroItem, Map<CrateId, Declaration<MacroItem>>>();

/** The declaration in a crate that had this item before its file was another one; undefined for an item of the present version. */
export function renewedMacro(item: MacroItem, crate: CrateId): Declaration<MacroItem> | undefined {
  return renewedMacros.get(item)?.get(crate);
}

export interface ImportDeclaration {
  /** One of those of the declaration's item, of the same version. */
  import: Import;
  readonly declaration: Declaration<UseItem>;
}

/**
 * A link of the textual chain: a `macro_rules!`, a `#[macro_use] mod` or a macro call that may turn out to define macros,
 * with what is visible before it. The first link of a crate has no entry.
 */
export class TextualNode implements TextualScope {
  readonly depth: number;
  /** The nearest link before this one that is no macro call. */
  readonly writtenParent: TextualNode | undefined;

  constructor(
    readonly parent: TextualNode | undefined,
    readonly entry: Declaration | undefined,
  ) {
    this.depth = parent ? parent.depth + 1 : 0;
    this.writtenParent = parent?.entry?.item.kind === 'call' ? parent.writtenParent : parent;
  }
}

/** What one list of tokens declares in a module: its file or body, or the output of one macro call in it. */
export class Contents {
  // A block of a function seldom declares anything: a map is made for the first name.
  macros: ReadonlyMap<string, Declaration<MacroItem>[]> = noMap;
  modules: ReadonlyMap<string, Declaration<ModuleItem>> = noMap;
  externCrates: ReadonlyMap<string, Declaration<ExternCrateItem>> = noMap;
  imports: ReadonlyMap<string, ImportDeclaration[]> = noMap;
  readonly globs: ImportDeclaration[] = [];
  readonly calls: Declaration<CallItem>[] = [];
  readonly functions: Declaration<FunctionItem>[] = [];
  types: ReadonlySet<string> = noSet;
  readonly innerAttributes: readonly Attribute[];
  /** False when an inner `#![cfg(…)]` takes everything away. */
  readonly configured: boolean;
  private readonly declarations: Declaration[] = [];
  /** Of each declaration, the index of its item among all that are written. */
  private readonly places: number[] = [];
  /** The textual scope after each declaration. */
  private readonly after: TextualNode[] = [];
  /** How to come by the list, or it itself. */
  private list: readonly TokenTree[] | (() => readonly TokenTree[]);
  private hasOldItems = false;

  constructor(
    readonly module: Module,
    tokens: readonly TokenTree[],
    readonly textualStart: TextualNode,
    holds: CfgPredicate,
    readonly expansions: number,
    readonly folders: ModuleFolders,
  ) {
    this.list = tokens;
    const tree = itemTree(tokens);
    const inner = activeAttributes(tree.innerAttributes, holds);
    this.configured = inner !== undefined;
    this.innerAttributes = inner ?? [];
    if (!inner) return;
    let chain = textualStart;
    for (const [place, item] of tree.items.entries()) {
      const attributes = activeAttributes(item.attributes, holds);
      if (!attributes) continue;
      const declaration = { item, attributes, module, before: chain, expansions, folders, holder: this };
      this.declare(declaration);
      if (extendsChain(declaration)) chain = new TextualNode(chain, declaration);
      this.declarations.push(declaration);
      this.places.push(place);
      this.after.push(chain);
    }
  }

  get tokens(): readonly TokenTree[] {
    if (typeof this.list === 'function') this.list = this.list();
    return this.list;
  }

  /** The declarations of one kind. */
  declared<Kind extends Item['kind']>(kind: Kind): Declaration<Extract<Item, { kind: Kind }>>[] {
    return this.declarations.filter(
      (each): each is Declaration<Extract<Item, { kind: Kind }>> => each.item.kind === kind,
    );
  }

  /**
   * Goes over to another version of the list, in which the same items stand at the same indices: declarations and the textual chain stay the same objects,
   * so what was found out about them holds. `list` gives it when it is asked for.
   */
  renew(list: () => readonly TokenTree[]): void {
    this.list = list;
    this.hasOldItems = true;
    for (const declaration of this.declared('macro')) {
      const crates = renewedMacros.get(declaration.item) ?? new Map<CrateId, Declaration<MacroItem>>();
      renewedMacros.set(declaration.item, crates.set(this.module.crate, declaration));
    }
  }

  /** Makes the items of the declarations those of the present version: see {@link presentItem}. */
  renewItems(): void {
    if (!this.hasOldItems) return;
    this.hasOldItems = false;
    const { items } = itemTree(this.tokens);
    const imports = [...this.globs, ...[...this.imports.values()].flat()].map((known) => ({
      known,
      place: known.declaration.item.imports.indexOf(known.import),
    }));
    for (const [index, declaration] of this.declarations.entries()) {
      const item = items[this.places[index] ?? -1];
      if (item?.kind === declaration.item.kind) declaration.item = item;
    }
    for (const { known, place } of imports)
      known.import = known.declaration.item.imports[place] ?? known.import;
  }

  get textualEnd(): TextualNode {
    return this.after.at(-1) ?? this.textualStart;
  }

  /** The textual scope before the token with this index. An item that the index lies within is not visible yet. */
  textualBefore(index: number): TextualNode {
    let scope = this.textualStart;
    for (let each = 0; each < this.declarations.length; each++) {
      if ((this.declarations[each]?.item.end ?? Infinity) > index) break;
      scope = this.after[each] ?? scope;
    }
    return scope;
  }

  /** The declaration that the token with this index belongs to. */
  declarationAt(index: number): Declaration | undefined {
    return this.declarations.find(({ item }) => item.start <= index && index < item.end);
  }

  /** Whether there is anything that a path can reach: if not, a block needs no module of its own. */
  get hasNames(): boolean {
    return (
      this.imports.size > 0 ||
      this.globs.length > 0 ||
      this.modules.size > 0 ||
      this.externCrates.size > 0 ||
      this.calls.length > 0 ||
      this.types.size > 0 ||
      [...this.macros.values()].some((each) => each.some(({ item }) => item.flavor === 'macro'))
    );
  }

  /** Whether there is anything that a path or a name can lead to, types and macro calls aside. */
  get declaresMore(): boolean {
    return (
      this.imports.size > 0 ||
      this.globs.length > 0 ||
      this.modules.size > 0 ||
      this.externCrates.size > 0 ||
      this.functions.length > 0 ||
      this.macros.size > 0
    );
  }

  private declare(declaration: Declaration): void {
    const { item } = declaration;
    switch (item.kind) {
      case 'macro':
        appendTo((this.macros = ownMap(this.macros)), item.name.text, declaration as Declaration<MacroItem>);
        break;
      case 'module':
        if (!this.modules.has(item.name.text)) {
          this.modules = ownMap(this.modules).set(item.name.text, declaration as Declaration<ModuleItem>);
        }
        break;
      case 'extern crate':
        this.externCrates = ownMap(this.externCrates).set(
          item.name,
          declaration as Declaration<ExternCrateItem>,
        );
        break;
      case 'use':
        for (const each of item.imports) {
          const known = { import: each, declaration: declaration as Declaration<UseItem> };
          if (each.glob) this.globs.push(known);
          else appendTo((this.imports = ownMap(this.imports)), each.name, known);
        }
        break;
      case 'call':
        this.calls.push(declaration as Declaration<CallItem>);
        break;
      case 'function':
        this.functions.push(declaration as Declaration<FunctionItem>);
        break;
      case 'type':
        this.types = (this.types === noSet ? new Set<string>() : (this.types as Set<string>)).add(
          item.name.text,
        );
    }
  }
}

const noMap: ReadonlyMap<string, never> = new Map<string, never>();
const noSet: ReadonlySet<string> = new Set();

/** A map to write to: that one, unless it is the empty one of everybody. */
function ownMap<Value>(map: ReadonlyMap<string, Value>): Map<string, Value> {
  return map === noMap ? new Map<string, Value>() : (map as Map<string, Value>);
}

/** A module's file may turn out to begin with `#![macro_use]`. */
function extendsChain({ item, attributes }: Declaration): boolean {
  if (item.kind === 'macro') return item.flavor === 'macro_rules';
  if (item.kind !== 'module') return item.kind === 'call';
  return !item.body || mentionsMacroUse(attributes, item.body);
}

/** Whether `#[macro_use]` is among the attributes of an inline module, outside or at its beginning. */
function mentionsMacroUse(attributes: readonly Attribute[], body: readonly TokenTree[]): boolean {
  if (findAttribute(attributes, 'macro_use')) return true;
  for (let index = 0; ;) {
    const attribute = outlineAttribute(body, index);
    if (!attribute?.inner) return false;
    if (attribute.path.length === 1 && ['macro_use', 'cfg_attr'].includes(attribute.path[0]?.text ?? ''))
      return true;
    index = attribute.end;
  }
}

export interface ModulePlace {
  readonly crate: CrateId;
  readonly path: readonly string[];
  readonly file: string;
  readonly parent: Module | undefined;
  /** Those before its `mod`. */
  readonly attributes: readonly Attribute[];
  /** `block`: a function body or other block with items of its own; names not found there are looked up in the parent. */
  readonly kind: 'normal' | 'block';
  readonly folders: ModuleFolders;
  /** Whether it is written as `mod name { … }`, and so has no file of its own. */
  readonly inline: boolean;
}

export class Module implements ModuleHandle {
  readonly crate: CrateId;
  readonly path: readonly string[];
  readonly file: string;
  /** What its file or body holds. What macro calls add comes from {@link ItemExpansion}. */
  readonly written: Contents;

  constructor(
    readonly place: ModulePlace,
    tokens: readonly TokenTree[],
    textualStart: TextualNode,
    holds: CfgPredicate,
    expansions: number,
  ) {
    this.crate = place.crate;
    this.path = place.path;
    this.file = place.file;
    this.written = new Contents(this, tokens, textualStart, holds, expansions, place.folders);
  }

  /** Whether names of crates and of the prelude are seen in it, which `#[no_implicit_prelude]` ends for it and for the modules within. */
  get hasPrelude(): boolean {
    const { attributes, parent } = this.place;
    const ends = [attributes, this.written.innerAttributes].some((each) =>
      findAttribute(each, 'no_implicit_prelude'),
    );
    return !ends && (parent?.hasPrelude ?? true);
  }

  /** The module that `self` means. */
  get nearestNormal(): Module {
    return this.scopes.at(-1) ?? this;
  }

  /** The blocks around a place, this one first, and the module that holds them. */
  get scopes(): Module[] {
    const modules: Module[] = [];
    for (let each: Module | undefined = this as Module; each; each = each.place.parent) {
      modules.push(each);
      if (each.place.kind === 'normal') break;
    }
    return modules;
  }

  /** Whether it is a block of its file or lies within one. */
  get isInBlock(): boolean {
    for (let each: Module | undefined = this as Module; each; each = each.place.parent) {
      if (each.place.kind === 'block') return true;
      if (!each.place.inline) return false;
    }
    return false;
  }

  get root(): Module {
    let module: Module = this as Module;
    while (module.place.parent) module = module.place.parent;
    return module;
  }

  /** Whether this is `other` or lies within it. */
  isWithin(other: Module): boolean {
    for (let each: Module | undefined = this as Module; each; each = each.place.parent) {
      if (each === other) return true;
    }
    return false;
  }
}
