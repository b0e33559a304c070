/** Everything that has been found out about one crate. It is dropped as a whole when a file of the crate changes. */
import { dirname, join, resolve, sep } from 'node:path';
import { appendTo } from '../project/appendTo';
import type { Crate } from '../project/model';
import type { TokenTree } from '../syntax/token';
import { findAttribute, stringValue } from './attributes';
import type { CfgPredicate } from './attributes';
import type { MacroDefinition, ProceduralDefinition } from './definition';
import type { Phase, Production } from './itemExpansion';
import type { CallItem, ModuleItem } from './itemTree';
import { Module, TextualNode } from './module';
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
        if (!declaration.item.body && !this.children.has(declaration)) continue;
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
        (declaration) => !declaration.item.body && !this.children.has(declaration),
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
      if (named === undefined && !declaration.item.body) return false;
      const path = join(named ?? outer, declaration.item.name.text);
      return file === `${path}.rs` || file.startsWith(path + sep);
    }
    return file === given || file.startsWith((declaration.item.body ? given : dirname(given)) + sep);
  }

  /**
   * The module whose macros go on behind its end, because of `#[macro_use]` before its `mod` or at the beginning of its file. With a name: only if
   * its text lets it define a macro of that name, or have modules that do. Spares reading most files into tokens; only what macro calls in
   * them define is overlooked.
   */
  macroUseModule(declaration: Declaration<ModuleItem>, name: string | undefined): Module | undefined {
    const isMarked = findAttribute(declaration.attributes, 'macro_use') !== undefined;
    if (!declaration.item.body && !this.mayBeMacroUse(declaration, isMarked, name)) return undefined;
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
    const { item, attributes, module: parent, before, expansions, folders } = declaration;
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
