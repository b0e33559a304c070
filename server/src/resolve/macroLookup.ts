/** Macros by path and by name (rustc_resolve/src/macros.rs; Reference, "Macros by example: scoping"). */
import type { Hygiene } from '../syntax/hygiene';
import type { Ident } from '../syntax/token';
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
import { ItemExpansion } from './itemExpansion';
import type { Phase } from './itemExpansion';
import type { MacroDefinitions } from './macroDefinitions';
import type { Contents, ImportDeclaration, Module, TextualNode } from './module';
import { ModuleLookup, phases } from './moduleLookup';
import type { IsVisible } from './moduleLookup';
import { macroUseCrates, preludeOf } from './preludes';
import { listedMacros, proceduralMacro } from './proceduralCrate';
import { cacheOf, QueryMemo } from './queryMemo';
import { textualMacros } from './textualLookup';

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

  constructor(private readonly options: MacroLookupOptions) {
    this.crates = options.crates;
    this.expansion = new ItemExpansion(
      this.crates,
      this.memo,
      options.expandItem,
      ({ item, module, before }) => this.macroAt(item.path, 'bang', module, before),
    );
    this.modules = new ModuleLookup(this.crates, this.memo, this.expansion);
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
    if (path.segments.length === 1 && !path.global)
      return this.macroInScope(last.text, kind, module, textual);
    const holder = this.modules.modulePath(path, path.segments.length - 1, module, false);
    return holder && this.macroInModule(holder, last.text, kind);
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

  /** The macro that a module has under this name. */
  macroInModule(module: Module, name: string, kind: MacroKind): MacroDefinition | undefined {
    for (const phase of phases) {
      const found = this.macroIn(module, name, kind, phase);
      if (found) return found;
    }
    return undefined;
  }

  /**
   * A macro named by one identifier: textual scope, the module and the blocks around the place, macros imported by
   * `#[macro_use] extern crate`, the prelude, the standard library's macros (rustc_resolve, `visit_scopes`). rustc has the last two
   * the other way round; no name means different macros in them, and the prelude is faster to search.
   */
  private macroInScope(
    name: string,
    kind: MacroKind,
    module: Module,
    textual: TextualNode,
  ): MacroDefinition | undefined {
    const state = this.crates.state(module.crate);
    return (
      this.macroInPhase(name, kind, module, textual, 'own') ??
      this.macroInPrelude(state, name, kind) ??
      this.macroInPhase(name, kind, module, textual, 'written') ??
      this.macroInPhase(name, kind, module, textual, 'expanded')
    );
  }

  private macroInPhase(
    name: string,
    kind: MacroKind,
    module: Module,
    textual: TextualNode,
    phase: Phase,
  ): MacroDefinition | undefined {
    return (
      // Globs add nothing to the textual scope.
      (phase === 'written' ? undefined : this.textualMacro(name, kind, textual, phase)) ??
      this.macroInLexicalModules(module, name, kind, phase) ??
      this.macroOfMacroUse(this.crates.state(module.crate), name, kind, phase)
    );
  }

  private macroInPrelude(state: CrateState, name: string, kind: MacroKind): MacroDefinition | undefined {
    const { module, macroRoot } = preludeOf(state, this.modules);
    return (
      (module && this.macroIn(module, name, kind, 'written')) ??
      (macroRoot && this.macroIn(macroRoot, name, kind, 'written'))
    );
  }

  private textualMacro(
    name: string,
    kind: MacroKind,
    start: TextualNode,
    phase: Phase,
  ): MacroDefinition | undefined {
    if (kind !== 'bang') return undefined;
    for (const each of textualMacros(start, phase, this.crates, this.expansion, name)) {
      if (each.item.name.text !== name) continue;
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
    for (let each: Module | undefined = module; each; each = each.place.parent) {
      const found = this.macroIn(each, name, kind, phase);
      if (found || each.place.kind === 'normal') return found;
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
      if (found) return found;
    }
    return undefined;
  }

  private macroIn(module: Module, name: string, kind: MacroKind, phase: Phase): MacroDefinition | undefined {
    const cache = cacheOf(this.crates.state(module.crate).macros, module);
    return this.memo.ask(cache, `${phase} ${kind} ${name}`, () =>
      this.modules.search(module, phase, (contents, visible) =>
        this.declaredMacro(contents, name, kind, phase, visible),
      ),
    );
  }

  private declaredMacro(
    contents: Contents,
    name: string,
    kind: MacroKind,
    phase: Phase,
    visible: IsVisible,
  ): MacroDefinition | undefined {
    const state = this.crates.state(contents.module.crate);
    for (const each of contents.macros.get(name) ?? []) {
      if (each.item.flavor !== 'macro' || !visible(each.item.visibility)) continue;
      const definition = this.options.definitions.of(each, state.crate);
      if (definition.kind === kind) return definition;
    }
    for (const each of contents.imports.get(name) ?? []) {
      if (each.import.moduleOnly || !visible(each.declaration.item.visibility)) continue;
      const definition = this.importedMacro(each, kind);
      if (definition) return definition;
    }
    return contents === state.root.written ? this.macroOfCrate(state, name, kind, phase) : undefined;
  }

  /** Macros that are at a crate's root without standing there. Globs add nothing to them. */
  private macroOfCrate(
    state: CrateState,
    name: string,
    kind: MacroKind,
    phase: Phase,
  ): MacroDefinition | undefined {
    const sought = phase === 'written' ? 'own' : phase;
    return this.memo.ask(state.rootMacros, `${sought} ${kind} ${name}`, () =>
      this.findMacroOfCrate(state, name, kind, sought),
    );
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
    return this.memo.ask(cache, kind, () => {
      const { path } = each.import;
      const last = path.segments.at(-1);
      if (!last) return undefined;
      if (path.segments.length === 1 && !path.global) {
        if (this.crates.crate(module.crate).edition !== 2015) {
          return this.macroInScope(last.text, kind, module, before);
        }
        const textual = this.textualMacro(last.text, kind, before, 'own');
        return textual ?? this.macroInModule(module.root, last.text, kind);
      }
      const holder = this.modules.modulePath(path, path.segments.length - 1, module, true);
      return holder && this.macroInModule(holder, last.text, kind);
    });
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
