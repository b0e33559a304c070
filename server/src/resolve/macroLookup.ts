/** Macros by path and by name (rustc_resolve/src/macros.rs; Reference, "Macros by example: scoping"). */
import type { Hygiene } from '../syntax/hygiene';
import { rootContext } from '../syntax/hygiene';
import type { Ident, SyntaxContext } from '../syntax/token';
import type { Crates } from './crates';
import type { CrateState } from './crateState';
import type {
  ItemExpander,
  MacroDefinition,
  MacroKind,
  MacroPath,
  ProceduralDefinition,
  ProceduralMacroList,
} from './definition';
import { findExported } from './exportedMacros';
import { meaningThroughGlobs } from './importOrder';
import type { NameSpace } from './importOrder';
import { ItemExpansion } from './itemExpansion';
import type { Phase } from './itemExpansion';
import type { MacroDefinitions } from './macroDefinitions';
import { presentItem } from './module';
import type { Contents, ImportDeclaration, Module, TextualNode } from './module';
import { ModuleLookup, phases, takeFor } from './moduleLookup';
import type { Take } from './moduleLookup';
import { NameOrigin } from './nameOrigin';
import { macroUseCrates, preludeOf } from './preludes';
import { listedMacros, proceduralMacro } from './proceduralCrate';
import { cacheOf, QueryMemo } from './queryMemo';
import { textualMacros } from './textualLookup';
import { isWithinReach } from './visibility';
import type { Binding } from './visibility';

export interface MacroLookupOptions {
  readonly crates: Crates;
  readonly definitions: MacroDefinitions;
  readonly expandItem: ItemExpander;
  readonly hygiene: Hygiene;
  readonly proceduralMacros: ProceduralMacroList;
}

export class MacroLookup {
  readonly crates: Crates;
  readonly modules: ModuleLookup;
  readonly expansion: ItemExpansion;
  private readonly memo = new QueryMemo();
  private readonly origin: NameOrigin;

  constructor(private readonly options: MacroLookupOptions) {
    this.crates = options.crates;
    this.expansion = new ItemExpansion(this.crates, this.memo, options.expandItem, (declaration) => {
      const { call } = presentItem(declaration);
      return this.macroAt(call.path, call.kind, declaration.module, declaration.before);
    });
    this.origin = new NameOrigin(options.hygiene, options.definitions);
    this.modules = new ModuleLookup(this.crates, this.memo, this.expansion, this.origin);
  }

  /** The macro that a path names in a module, after the `macro_rules!` of the textual chain. */
  macroAt(
    written: MacroPath,
    kind: MacroKind,
    module: Module,
    textual: TextualNode,
  ): MacroDefinition | undefined {
    const path = this.qualified(written, kind);
    const last = path.segments.at(-1);
    if (!last) return undefined;
    if (path.segments.length === 1 && !path.global) return this.macroInScope(last, kind, module, textual);
    const holder = this.modules.modulePath(path, path.segments.length - 1, module, false);
    return holder && this.macroInModule(holder, last.text, kind, this.modules.viewerOf(path, module));
  }

  /**
   * The path that is looked up. A bare name that a definition with `#[macro_export(local_inner_macros)]` wrote means `$crate::name`
   * (rustc_resolve, `smart_resolve_macro_path`; Reference, "Path-based scope").
   */
  qualified(path: MacroPath, kind: MacroKind): MacroPath {
    const [name, ...more] = path.segments;
    if (!name || more.length > 0 || path.global || kind !== 'bang') return path;
    const crate = this.options.hygiene.definitionOf(name.span.context)?.localInnerMacros;
    if (crate === undefined) return path;
    const root: Ident = {
      kind: 'ident',
      text: '$crate',
      raw: false,
      crate,
      spacing: 'alone',
      span: name.span,
    };
    return { global: false, segments: [root, name] };
  }

  /** The macro that a module has under this name, if it can be seen from `viewer`; without one, privacy does not matter. */
  macroInModule(
    module: Module,
    name: string,
    kind: MacroKind,
    viewer: Module | undefined,
  ): MacroDefinition | undefined {
    for (const phase of phases) {
      const found = this.macroIn(module, name, kind, phase);
      // What a private glob brings may be hidden by what a call makes.
      if (found && (!viewer || isWithinReach(viewer, found.within))) return found.value;
    }
    return undefined;
  }

  /**
   * A macro named by one identifier: textual scope, the module and the blocks around the place, macros imported by
   * `#[macro_use] extern crate`, the prelude, the standard library's macros (rustc_resolve, `visit_scopes`). rustc has the last two
   * the other way round; no name means different macros in them, and the prelude is faster to search. What the standard library has at hand is
   * looked at before globs and expansions are; that it does not have a name takes a look through all its files, and comes last.
   */
  private macroInScope(
    name: Ident,
    kind: MacroKind,
    module: Module,
    textual: TextualNode | undefined,
  ): MacroDefinition | undefined {
    const origin = this.origin.definitionModule(name);
    if (origin) {
      return (
        this.macroOfExpansion(name, kind, module, textual) ??
        this.macroInScope(this.origin.without(name), kind, origin, undefined)
      );
    }
    const { text } = name;
    const state = this.crates.state(module.crate);
    return (
      this.macroInPhase(text, kind, module, textual, 'own') ??
      this.macroInPrelude(state, text, kind, module, 'near') ??
      this.macroInPhase(text, kind, module, textual, 'written') ??
      this.macroInPhase(text, kind, module, textual, 'expanded') ??
      this.macroInPrelude(state, text, kind, module, 'written')
    );
  }

  /** A macro of this name that stands in the output of the same expansion of a macro 2.0 as the name. */
  private macroOfExpansion(
    name: Ident,
    kind: MacroKind,
    module: Module,
    textual: TextualNode | undefined,
  ): MacroDefinition | undefined {
    const context = this.origin.contextOf(name);
    const found = this.textualMacro(name.text, kind, textual, 'expanded', context);
    if (found) return found;
    for (const each of module.scopes) {
      for (const contents of this.expansion.layers(each, 'expanded')) {
        const take: Take = (_, find) => {
          const value = find();
          return value === undefined ? undefined : { value, within: undefined };
        };
        const declared = this.declaredMacro(contents, name.text, kind, take, context);
        if (declared) return declared.value;
      }
    }
    return undefined;
  }

  private macroInPhase(
    name: string,
    kind: MacroKind,
    module: Module,
    textual: TextualNode | undefined,
    phase: Phase,
  ): MacroDefinition | undefined {
    const state = this.crates.state(module.crate);
    return (
      // Globs add nothing to the textual scope.
      (phase === 'written' ? undefined : this.textualMacro(name, kind, textual, phase)) ??
      this.macroInLexicalModules(module, name, kind, phase) ??
      // Edition 2015 has them whether a module has a prelude or not.
      (module.hasPrelude || state.crate.edition === 2015
        ? this.macroOfMacroUse(state, name, kind, phase)
        : undefined)
    );
  }

  /** Without a prelude there are still the macros that rustc implements itself. */
  private macroInPrelude(
    state: CrateState,
    name: string,
    kind: MacroKind,
    viewer: Module,
    phase: Phase,
  ): MacroDefinition | undefined {
    const { module, macroRoot } = preludeOf(state, this.modules);
    const found = module && this.macroIn(module, name, kind, 'written')?.value;
    if (!viewer.hasPrelude) return found?.engine === 'builtin' ? found : undefined;
    return found ?? (macroRoot && this.macroIn(macroRoot, name, kind, phase)?.value);
  }

  private textualMacro(
    name: string,
    kind: MacroKind,
    start: TextualNode | undefined,
    phase: Phase,
    context: SyntaxContext = rootContext,
  ): MacroDefinition | undefined {
    if (kind !== 'bang' || !start) return undefined;
    for (const each of textualMacros(start, phase, this.crates, this.expansion, name)) {
      if (each.item.name.text !== name || this.origin.contextOf(each.item.name) !== context) continue;
      return this.options.definitions.of(each, this.crates.crate(each.module.crate));
    }
    return undefined;
  }

  private macroInLexicalModules(
    module: Module,
    name: string,
    kind: MacroKind,
    phase: Phase,
  ): MacroDefinition | undefined {
    for (const each of module.scopes) {
      const found = this.macroIn(each, name, kind, phase);
      if (found) return found.value;
    }
    return undefined;
  }

  /** `#[macro_use] extern crate name;` at the root makes the macros of that crate visible everywhere in this one. */
  private macroOfMacroUse(
    state: CrateState,
    name: string,
    kind: MacroKind,
    phase: Phase,
  ): MacroDefinition | undefined {
    for (const { root, names } of macroUseCrates(state, this.modules, phase)) {
      const found = !names || names.includes(name) ? this.macroIn(root, name, kind, phase) : undefined;
      if (found && (!found.within || found.within.crate === state.crate.id)) return found.value;
    }
    return undefined;
  }

  private macroIn(
    module: Module,
    name: string,
    kind: MacroKind,
    phase: Phase,
  ): Binding<MacroDefinition> | undefined {
    const state = this.crates.state(module.crate);
    const found = this.memo.ask(cacheOf(state.macros, module), `${phase} ${kind} ${name}`, () =>
      meaningThroughGlobs(
        module,
        name,
        phase,
        this.modules,
        this.nameSpace(kind),
        (contents, take, isRival) =>
          this.macroInContents(contents, name, kind, isRival ? 'near' : phase, take),
      ),
    );
    const value = this.asItStands(found?.value);
    return found && value && (value === found.value ? found : { ...found, value });
  }

  /** A definition that was found before, perhaps where it stood in an earlier version of its file. */
  private asItStands(found: MacroDefinition | undefined): MacroDefinition | undefined {
    return found && this.options.definitions.current(found, this.crates.crate(found.crate));
  }

  private macroInContents(
    contents: Contents,
    name: string,
    kind: MacroKind,
    phase: Phase,
    take: Take,
  ): Binding<MacroDefinition> | undefined {
    const ofCrate = (within: Phase): Binding<MacroDefinition> | undefined =>
      this.macroOfRoot(contents, name, kind, within);
    const declared = (): Binding<MacroDefinition> | undefined =>
      this.declaredMacro(contents, name, kind, take, rootContext);
    // One name is one macro, so either may come first. An import may be of a module, as `use std::error` beside the macro `error!`: to know
    // that, all macros of the other crate are searched, calls included. In the last phase it is the crate's own that are. And to know that a
    // crate exports no macro of a name that it imports, all its files are looked through: that comes behind.
    if (phase === 'expanded') return declared() ?? ofCrate('expanded');
    return ofCrate('near') ?? declared() ?? (phase === 'near' ? undefined : ofCrate('own'));
  }

  /** Macros of one kind, for names that globs bring from several places. */
  private nameSpace(kind: MacroKind): NameSpace<MacroDefinition> {
    return {
      declared: ({ written }, name) =>
        this.macroOfRoot(written, name, kind, 'near') ??
        this.itemMacro(written, name, kind, rootContext, takeFor(written.module)),
      imports: ({ written }, name) => this.macroImports(written, name, rootContext),
      imported: (each) => this.importedMacro(each, kind),
      inOtherCrate: (module, name) => this.macroIn(module, name, kind, 'written'),
    };
  }

  /** A macro that is declared or imported by name, if its name has the given hygiene. */
  private declaredMacro(
    contents: Contents,
    name: string,
    kind: MacroKind,
    take: Take,
    context: SyntaxContext,
  ): Binding<MacroDefinition> | undefined {
    const item = this.itemMacro(contents, name, kind, context, take);
    if (item) return item;
    for (const each of this.macroImports(contents, name, context)) {
      const found = take(each.declaration.item.visibility, () => this.importedMacro(each, kind));
      if (found) return found;
    }
    return undefined;
  }

  /** A macro 2.0 that is an item here. */
  private itemMacro(
    contents: Contents,
    name: string,
    kind: MacroKind,
    context: SyntaxContext,
    take: Take,
  ): Binding<MacroDefinition> | undefined {
    const { crate } = this.crates.state(contents.module.crate);
    for (const each of contents.macros.get(name) ?? []) {
      if (each.item.flavor !== 'macro' || this.origin.contextOf(each.item.name) !== context) continue;
      const found = take(each.item.visibility, () => {
        const definition = this.options.definitions.of(each, crate);
        return definition.kind === kind ? definition : undefined;
      });
      if (found) return found;
    }
    return undefined;
  }

  /** Imports by name that may be of a macro, if the name that they give has this hygiene. */
  private macroImports(contents: Contents, name: string, context: SyntaxContext): ImportDeclaration[] {
    const { hygiene } = this.options;
    return (contents.imports.get(name) ?? []).filter(
      ({ import: each }) => !each.moduleOnly && hygiene.normalizeToMacros20(each.context) === context,
    );
  }

  private macroOfRoot(
    contents: Contents,
    name: string,
    kind: MacroKind,
    phase: Phase,
  ): Binding<MacroDefinition> | undefined {
    const state = this.crates.state(contents.module.crate);
    const value = contents === state.root.written ? this.macroOfCrate(state, name, kind, phase) : undefined;
    return value && { value, within: undefined };
  }

  /** Macros that are at a crate's root without standing there. Globs add nothing to them. */
  private macroOfCrate(
    state: CrateState,
    name: string,
    kind: MacroKind,
    phase: Phase,
  ): MacroDefinition | undefined {
    const found = this.memo.ask(state.rootMacros, `${phase} ${kind} ${name}`, () =>
      this.findMacroOfCrate(state, name, kind, phase),
    );
    return this.asItStands(found);
  }

  private findMacroOfCrate(
    state: CrateState,
    name: string,
    kind: MacroKind,
    phase: Phase,
  ): MacroDefinition | undefined {
    if (state.crate.target === 'proc-macro') {
      const macros = this.procedural(state, phase);
      const found = macros.find((each) => each.name === name && each.kind === kind);
      if (found) return found;
    }
    if (kind !== 'bang') return undefined;
    const exported = findExported(state, name, phase, this.crates, this.expansion);
    return exported && this.options.definitions.of(exported, state.crate);
  }

  private importedMacro(each: ImportDeclaration, kind: MacroKind): MacroDefinition | undefined {
    const { module, before } = each.declaration;
    const cache = cacheOf(this.crates.state(module.crate).importedMacros, each);
    const found = this.memo.ask(cache, kind, () => {
      const { path } = each.import;
      const last = path.segments.at(-1);
      if (!last) return undefined;
      if (path.segments.length === 1 && !path.global) {
        if (this.crates.crate(module.crate).edition !== 2015) {
          return this.macroInScope(last, kind, module, before);
        }
        const textual = this.textualMacro(last.text, kind, before, 'own');
        return textual ?? this.macroInModule(module.root, last.text, kind, module);
      }
      const holder = this.modules.modulePath(path, path.segments.length - 1, module, true);
      return holder && this.macroInModule(holder, last.text, kind, this.modules.viewerOf(path, module));
    });
    return this.asItStands(found);
  }

  private procedural(state: CrateState, phase: Phase): readonly ProceduralDefinition[] {
    const known = state.procedural.get(phase);
    if (known) return known;
    const { files } = this.crates;
    const found = [...this.expansion.layers(state.root, phase)].flatMap(({ functions }) =>
      functions.flatMap((each) => proceduralMacro(each, files) ?? []),
    );
    const listed = this.options.proceduralMacros(state.crate.id);
    const macros = listed ? listedMacros(state, listed, found, files) : found;
    state.procedural.set(phase, macros);
    return macros;
  }
}
