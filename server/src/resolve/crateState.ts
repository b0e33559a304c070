/**
 * Everything that has been found out about one crate. It is dropped as a whole when a file of the crate changes, unless the file has the same items as before
 * ({@link itemChanges}): then they are renewed.
 */
import { dirname, join, resolve, sep } from 'node:path';
import { appendTo } from '../project/appendTo';
import type { Crate } from '../project/model';
import type { TokenTree } from '../syntax/token';
import { findAttribute, stringValue } from './attributes';
import type { CfgPredicate } from './attributes';
import type { MacroDefinition, ProceduralDefinition } from './definition';
import type { Phase, Production } from './itemExpansion';
import type { CallItem, ModuleItem } from './itemTree';
import type { ItemChanges } from './itemChanges';
import { Module, presentItem, TextualNode } from './module';
import type { Contents, Declaration, ImportDeclaration } from './module';
import { foldersOfFile, foldersOfInline, foldersOfRoot } from './moduleFolders';
import type { GlobTargets } from './moduleLookup';
import type { ParsedFiles } from './parsedFiles';
import type { Answer } from './queryMemo';
import type { Binding } from './visibility';

/** What rustc allows without the attribute (rustc_interface, passes.rs, `get_recursion_limit`). */
const defaultRecursionLimit = 128;
/** A crate may ask for any number, and every nested call costs memory: more than this is an expansion that does not end. */
const maximalRecursionLimit = 8192;

/** Modules nested deeper than this are not loaded: `#[path]` could otherwise nest a file in itself for ever. */
const maximalModuleDepth = 128;

/** A file is no module more often than this: files whose modules all have `#[path]` to the next one would else be read without end. */
const maximalReadings = 200;

export class CrateState {
  /** Files that are modules of the crate, with their modules, and files that were looked for. */
  readonly modulesOfFile = new Map<string, Module[]>();
  readonly root: Module;

  readonly macros = new WeakMap<Module, Map<string, Answer<Binding<MacroDefinition>>>>();
  readonly rootMacros = new Map<string, Answer<MacroDefinition>>();
  readonly namedModules = new WeakMap<Module, Map<string, Answer<Binding<Module | 'type'>>>>();
  readonly importedMacros = new WeakMap<ImportDeclaration, Map<string, Answer<MacroDefinition>>>();
  readonly globTargets = new WeakMap<Module, Map<Phase, Answer<GlobTargets>>>();
  readonly productions = new WeakMap<Module, Answer<Production>>();
  readonly outputs = new WeakMap<Declaration<CallItem>, Contents>();
  /** The calls of modules with outputs in which there are tokens of a file, or whose definition is there. */
  private readonly callsWithFile = new Map<string, Set<Declaration<CallItem>>>();
  /** The same for calls in blocks of other files: of these, what they have made is not known here. */
  private readonly filesInBlocks = new Set<string>();
  /** Modules whose calls have been looked into. */
  readonly expandedModules = new WeakSet<Module>();
  /** Attributes that certainly make no items, whatever they are given: no macro has their name, or rustc expands them itself. */
  readonly withoutItems = new WeakSet<Declaration<CallItem>>();
  /** Calls in item position that were expanded since {@link beginRequest}, and the tokens that they produced. */
  expandedCalls = 0;
  expandedTokens = 0;
  /** Blocks that have been looked into, by their tokens. */
  readonly blocks = new WeakMap<readonly TokenTree[], Contents>();
  /** Inline modules in such blocks, by the tokens of their bodies. */
  readonly inlineModules = new WeakMap<readonly TokenTree[], Declaration<ModuleItem>>();
  readonly procedural = new Map<Phase, readonly ProceduralDefinition[]>();
  /** Rust files below the root file's folder, once they have been listed. */
  sourceFiles: readonly string[] | undefined;

  private readonly included = new Map<string, Contents>();
  private readonly moduleFiles = new WeakMap<Declaration<ModuleItem>, string | undefined>();
  private readonly children = new WeakMap<Declaration<ModuleItem>, Module | undefined>();

  constructor(
    readonly crate: Crate,
    private readonly files: ParsedFiles,
    readonly holds: CfgPredicate,
  ) {
    const file = crate.rootFile;
    const tokens = this.files.get(file, crate.edition)?.tokens ?? [];
    const place = {
      crate: crate.id,
      path: [],
      file,
      parent: undefined,
      attributes: [],
      kind: 'normal' as const,
      folders: foldersOfRoot(file),
      inline: false,
    };
    this.root = new Module(place, tokens, new TextualNode(undefined, undefined), holds, 0);
    appendTo(this.modulesOfFile, file, this.root);
  }

  /**
   * How deep macro calls may be nested while this crate is compiled: `#![recursion_limit = "…"]` of the crate root (Reference, "Limits").
   * A value that is no number counts as none, as in rustc.
   */
  get recursionLimit(): number {
    for (const { name, value } of this.root.written.innerAttributes) {
      const given = name === 'recursion_limit' ? stringValue(value) : undefined;
      if (given !== undefined && /^\+?\d+$/.test(given))
        return Math.min(Number(given), maximalRecursionLimit);
    }
    return defaultRecursionLimit;
  }

  /** Lets calls be expanded up to the limits again: every request may bring further lists of tokens, whose calls count each time. */
  beginRequest(): void {
    this.expandedCalls = 0;
    this.expandedTokens = 0;
  }

  /** The module that a `mod` item declares; undefined when its file is missing. Its file is read now. */
  child(declaration: Declaration<ModuleItem>): Module | undefined {
    if (this.children.has(declaration)) return this.children.get(declaration);
    const child = this.load(declaration);
    this.children.set(declaration, child);
    return child;
  }

  /** Notes that items of the crate come from a file that is no module's. */
  includes(file: string, contents: Contents): void {
    this.lookedFor(file);
    this.included.set(file, contents);
  }

  /** What an `include!` that has been expanded made of this file. */
  includedAt(file: string): Contents | undefined {
    return this.included.get(file);
  }

  /** Notes what a call has made, and the files that the tokens are of. */
  addOutput(call: Declaration<CallItem>, contents: Contents, files: Iterable<string>): void {
    this.outputs.set(call, contents);
    const { module } = call;
    for (const file of files) {
      if (module.isInBlock) {
        // The blocks of a file are made anew with its tokens.
        if (file !== module.file) this.filesInBlocks.add(file);
        continue;
      }
      const calls = this.callsWithFile.get(file) ?? new Set();
      this.callsWithFile.set(file, calls.add(call));
    }
  }

  /** Whether {@link renew} is enough when a file is another one by these changes alone: what has been found out about names is the same then. */
  keepsNames(file: string, { attributed }: ItemChanges): boolean {
    // Where the functions stand is a part of what is known of such a crate's macros.
    if (this.crate.target === 'proc-macro' && this.concerns(file)) return false;
    if (this.included.has(file) || this.filesInBlocks.has(file)) return false;
    for (const call of this.callsWithFile.get(file) ?? []) if (!this.makesNoNames(call)) return false;
    if (attributed.length === 0) return true;
    return this.modulesIn(file).every((module) => {
      const places = attributed.filter(({ list }) => list === module.written.tokens);
      if (places.length === 0 || !this.expandedModules.has(module)) return true;
      return module.written
        .declared('call')
        .every(
          (call) => this.withoutItems.has(call) || places.every(({ start }) => start !== call.item.start),
        );
    });
  }

  /** Goes over to a version of a file for which {@link keepsNames} holds. `tokens`: all of the file. */
  renew(file: string, tokens: readonly TokenTree[]): void {
    for (const call of this.callsWithFile.get(file) ?? []) {
      this.productions.delete(call.module);
      this.forgetOutput(call);
    }
    for (const module of this.modulesOfFile.get(file) ?? []) this.renewModule(module, () => tokens);
  }

  private forgetOutput(call: Declaration<CallItem>): void {
    const contents = this.outputs.get(call);
    if (!contents) return;
    this.outputs.delete(call);
    for (const calls of this.callsWithFile.values()) calls.delete(call);
    for (const inner of contents.calls) this.forgetOutput(inner);
  }

  /** Whether the file defines macros, as far as it has been looked into. */
  definesMacros(file: string): boolean {
    return this.modulesIn(file).some(({ written }) => written.macros.size > 0);
  }

  private renewModule({ written }: Module, list: () => readonly TokenTree[]): void {
    written.renew(list);
    for (const declaration of written.declared('module')) {
      const child = this.children.get(declaration);
      if (child?.place.inline) this.renewModule(child, () => bodyIn(written.tokens, declaration.item));
    }
  }

  /** The modules of a file that have been looked into, inline ones included. */
  private modulesIn(file: string): Module[] {
    const modules = [...(this.modulesOfFile.get(file) ?? [])];
    for (const module of modules)
      for (const declaration of module.written.declared('module')) {
        const child = this.children.get(declaration);
        if (child?.place.inline) modules.push(child);
      }
    return modules;
  }

  /** Whether a call has made nothing that a name can mean. */
  private makesNoNames(call: Declaration<CallItem>): boolean {
    const contents = this.outputs.get(call);
    return !contents || (!contents.declaresMore && contents.calls.every((each) => this.makesNoNames(each)));
  }

  /** A file that is no module of the crate, looked at as if its items stood in a block at the end of the crate's root. */
  detached(file: string): Module {
    const tokens = this.files.get(file, this.crate.edition)?.tokens ?? [];
    const place = {
      crate: this.crate.id,
      path: [],
      file,
      parent: this.root,
      attributes: [],
      kind: 'block' as const,
      folders: foldersOfRoot(file),
      inline: false,
    };
    return new Module(place, tokens, this.root.written.textualEnd, this.holds, 0);
  }

  /** The modules that can be looked into without reading a further file. */
  get loadedModules(): readonly Module[] {
    const modules = [this.root];
    for (const module of modules) {
      for (const declaration of module.written.modules.values()) {
        if (declaration.item.bodyIndex === undefined && !this.children.has(declaration)) continue;
        const child = this.child(declaration);
        if (child) modules.push(child);
      }
    }
    return modules;
  }

  /** Whether a module that is written in the crate has a file that was not read. */
  get hasUnreadModules(): boolean {
    return this.loadedModules.some((module) =>
      [...module.written.modules.values()].some(
        (declaration) => declaration.item.bodyIndex === undefined && !this.children.has(declaration),
      ),
    );
  }

  /** Whether the crate's modules depend on what this file holds or on whether it exists. */
  concerns(file: string): boolean {
    if (this.modulesOfFile.has(file)) return true;
    return this.sourceFiles !== undefined && file.startsWith(dirname(this.crate.rootFile) + sep);
  }

  /** Whether modules in blocks of this file may have files. */
  mayGivePaths(file: string): boolean {
    return this.files.mayGivePaths(file);
  }

  /** Whether the file is the module's, or stands where the module's own modules do. Reads nothing. */
  leadsTo(declaration: Declaration<ModuleItem>, file: string): boolean {
    const given = givenPath(declaration);
    if (given === undefined) {
      const { named, given: outer } = declaration.folders;
      if (named === undefined && declaration.item.bodyIndex === undefined) return false;
      const path = join(named ?? outer, declaration.item.name.text);
      return file === `${path}.rs` || file.startsWith(path + sep);
    }
    const folder = declaration.item.bodyIndex === undefined ? dirname(given) : given;
    return file === given || file.startsWith(folder + sep);
  }

  /**
   * The module whose macros go on behind its end, because of `#[macro_use]` before its `mod` or at the beginning of its file. With a name: only if
   * its text lets it define a macro of that name, or have modules that do. Spares reading most files into tokens; only what macro calls in
   * them define is overlooked.
   */
  macroUseModule(declaration: Declaration<ModuleItem>, name: string | undefined): Module | undefined {
    const isMarked = findAttribute(declaration.attributes, 'macro_use') !== undefined;
    const isInline = declaration.item.bodyIndex !== undefined;
    if (!isInline && !this.mayBeMacroUse(declaration, isMarked, name)) return undefined;
    const child = this.child(declaration);
    return isMarked || findAttribute(child?.written.innerAttributes ?? [], 'macro_use') ? child : undefined;
  }

  private mayBeMacroUse(
    declaration: Declaration<ModuleItem>,
    isMarked: boolean,
    name: string | undefined,
  ): boolean {
    if (isMarked && (name === undefined || this.children.has(declaration))) return true;
    const file = this.crate.origin === 'sysroot' && !isMarked ? undefined : this.fileOf(declaration);
    if (file === undefined) return false;
    this.lookedFor(file);
    const { macroUse, innerMacroUse, definedMacros } = this.files.featuresOf(file);
    if (!isMarked) return innerMacroUse;
    return macroUse || name === undefined || definedMacros.has(name);
  }

  private load(declaration: Declaration<ModuleItem>): Module | undefined {
    const { attributes, module: parent, before, expansions, folders } = declaration;
    const item = presentItem(declaration);
    const name = item.name.text;
    const path = [...parent.path, name];
    if (path.length > maximalModuleDepth) return undefined;
    const shared = { crate: this.crate.id, path, parent, attributes, kind: 'normal' as const };
    const given = givenPath(declaration);
    if (item.body) {
      const inside = foldersOfInline(folders, name, given);
      const place = { ...shared, file: parent.file, folders: inside, inline: true };
      const module = new Module(place, item.body, before, this.holds, expansions);
      return module.written.configured ? module : undefined;
    }
    const file = this.fileOf(declaration);
    if (file === undefined || isOpen(parent, file) || this.isReadTooOften(file)) return undefined;
    const parsed = this.files.get(file, this.crate.edition);
    if (!parsed) {
      this.lookedFor(file);
      return undefined;
    }
    const place = { ...shared, file, folders: foldersOfFile(file, name, given !== undefined), inline: false };
    const module = new Module(place, parsed.tokens, before, this.holds, expansions);
    if (!module.written.configured) {
      this.lookedFor(file);
      return undefined;
    }
    appendTo(this.modulesOfFile, file, module);
    return module;
  }

  private isReadTooOften(file: string): boolean {
    return (this.modulesOfFile.get(file)?.length ?? 0) >= maximalReadings;
  }

  /** Remembered, as every lookup that passes a module asks for it, and the answer costs a question to the disk. */
  private fileOf(declaration: Declaration<ModuleItem>): string | undefined {
    if (!this.moduleFiles.has(declaration)) this.moduleFiles.set(declaration, this.findFileOf(declaration));
    return this.moduleFiles.get(declaration);
  }

  private findFileOf(declaration: Declaration<ModuleItem>): string | undefined {
    const { item, folders } = declaration;
    return givenPath(declaration) ?? this.findFile(folders.named, item.name.text);
  }

  /** Reference, "Module source filenames": `name.rs` or `name/mod.rs`. */
  private findFile(folder: string | undefined, name: string): string | undefined {
    if (folder === undefined) return undefined;
    const candidates = [join(folder, `${name}.rs`), join(folder, name, 'mod.rs')];
    const found = candidates.find((candidate) => this.files.isFile(candidate));
    if (found === undefined) for (const candidate of candidates) this.lookedFor(candidate);
    return found;
  }

  private lookedFor(file: string): void {
    if (!this.modulesOfFile.has(file)) this.modulesOfFile.set(file, []);
  }
}

/** The body of an inline module in a version of the list of tokens that it stands in. */
function bodyIn(list: readonly TokenTree[], { bodyIndex = -1 }: ModuleItem): readonly TokenTree[] {
  const group = list[bodyIndex];
  return group?.kind === 'group' ? group.tokens : [];
}

/** The absolute path that `#[path = "…"]` names. */
function givenPath({ attributes, folders }: Declaration<ModuleItem>): string | undefined {
  const given = stringValue(findAttribute(attributes, 'path')?.value);
  return given === undefined ? undefined : resolve(folders.given, given);
}

/** Whether the file is already being read further up, which rustc refuses as a circular module. */
function isOpen(module: Module, file: string): boolean {
  for (let each: Module | undefined = module; each; each = each.place.parent) {
    if (each.file === file) return true;
  }
  return false;
}
