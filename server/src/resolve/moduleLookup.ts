/** Modules by name: items, imports and globs (rustc_resolve; Reference, "Paths" and "Use declarations"). */
import type { Ident } from '../syntax/token';
import type { Crates } from './crates';
import type { CrateState } from './crateState';
import type { MacroPath } from './definition';
import type { ItemExpansion, Phase } from './itemExpansion';
import type { Visibility } from './itemTree';
import type { Contents, ImportDeclaration, Module } from './module';
import { cacheOf } from './queryMemo';
import type { QueryMemo } from './queryMemo';

/**
 * Every search runs over what modules declare themselves, then over their globs, then over what macro calls produce, each time through all
 * scopes. That gives what rustc gives, since rustc refuses a program in which a name that comes by a glob or from a macro shadows one of an
 * outer scope (E0659: `GlobVsOuter`, `MoreExpandedVsOuter`), and it spares reading most globs and most expansions.
 */
export const phases: readonly Phase[] = ['own', 'written', 'expanded'];

/** Whether an item of this visibility can be named from where the search comes. */
export type IsVisible = (visibility: Visibility) => boolean;

/** A module whose names another one has by `use …::*`, and the visibility of that `use`. */
export interface GlobTarget {
  readonly module: Module;
  readonly visibility: Visibility;
}

export interface GlobTargets {
  readonly targets: readonly GlobTarget[];
  /** Whether there are globs whose module was not found. */
  readonly open: boolean;
}

const noGlobs: GlobTargets = { targets: [], open: false };

export class ModuleLookup {
  /** Globs that are being resolved, with what has been found so far. */
  private readonly running = new Map<Module, GlobTarget[]>();

  constructor(
    readonly crates: Crates,
    private readonly memo: QueryMemo,
    readonly expansion: ItemExpansion,
  ) {}

  /** The module that the first `count` segments of a path name, seen from `module`. `inUse`: the path stands in a `use`. */
  modulePath(path: MacroPath, count: number, module: Module, inUse: boolean): Module | undefined {
    const first = path.segments[0];
    if (!first || count === 0) return this.emptyPath(path, module, inUse);
    let at = this.firstModule(first, path.global, module, inUse);
    for (let index = 1; at && index < count; index++) {
      const segment = path.segments[index];
      at = segment && this.step(at, segment);
    }
    return at;
  }

  /** The module that the first segment of a longer path names. */
  firstModule(first: Ident, global: boolean, module: Module, inUse: boolean): Module | undefined {
    if (first.text === '$crate') return this.crates.state(first.crate ?? module.crate).root;
    const state = this.crates.state(module.crate);
    const special = first.raw || global ? undefined : specialModule(first.text, module);
    if (special) return special;
    if (state.crate.edition === 2015 && (global || inUse)) {
      return this.moduleIn(state.root, first.text) ?? this.externCrate(state, first.text);
    }
    if (global) return this.externCrate(state, first.text);
    return (
      this.moduleInScope(module, first.text, 'own') ??
      this.externCrate(state, first.text) ??
      this.moduleInScope(module, first.text, 'written') ??
      this.moduleInScope(module, first.text, 'expanded')
    );
  }

  /** Follows one further segment of a path. `self` may only be the first. */
  step(module: Module, segment: Ident): Module | undefined {
    if (segment.text === 'super' && !segment.raw) return module.nearestNormal.place.parent?.nearestNormal;
    if (segment.text === 'self' && !segment.raw) return undefined;
    return this.moduleIn(module, segment.text);
  }

  /** The module that `holder` has under this name. */
  moduleIn(holder: Module, name: string): Module | undefined {
    for (const phase of phases) {
      const found = this.moduleInPhase(holder, name, phase);
      if (found) return found === 'type' ? undefined : found;
    }
    return undefined;
  }

  importTarget({ import: { path }, declaration }: ImportDeclaration): Module | undefined {
    return this.modulePath(path, path.segments.length, declaration.module, true);
  }

  /**
   * Visits what a module declares and then what it has by globs, each module once, until something is found. Through a glob only
   * those names are seen that are visible in the module that has the glob.
   */
  search<Found>(
    start: Module,
    phase: Phase,
    visit: (contents: Contents, visible: IsVisible) => Found | undefined,
  ): Found | undefined {
    const queue: { module: Module; importer: Module }[] = [{ module: start, importer: start }];
    const seen = new Set([start]);
    for (const { module, importer } of queue) {
      const visible: IsVisible = (visibility) => module === start || isVisible(visibility, module, importer);
      for (const contents of this.expansion.layers(module, phase)) {
        const found = visit(contents, visible);
        if (found !== undefined) return found;
      }
      if (phase === 'own') continue;
      for (const target of this.globTargets(module, phase)) {
        if (seen.has(target.module) || !visible(target.visibility)) continue;
        seen.add(target.module);
        queue.push({ module: target.module, importer: module });
      }
    }
    return undefined;
  }

  /** A crate that is reached by its name: as a dependency, or because the root declares it by `extern crate`. */
  private externCrate(state: CrateState, name: string): Module | undefined {
    const declared = state.root.written.externCrates.get(name)?.item.crateName;
    if (declared === 'self') return state.root;
    return this.crates.dependency(state.crate, declared ?? name)?.root;
  }

  private emptyPath(path: MacroPath, module: Module, inUse: boolean): Module | undefined {
    const fromRoot = this.crates.crate(module.crate).edition === 2015 && (path.global || inUse);
    return fromRoot ? module.root : undefined;
  }

  /** A module named by one identifier: the blocks around the place, then the module. */
  private moduleInScope(module: Module, name: string, phase: Phase): Module | undefined {
    for (let each: Module | undefined = module; each; each = each.place.parent) {
      const found = this.moduleInPhase(each, name, phase);
      if (found) return found === 'type' ? undefined : found;
      if (each.place.kind === 'normal') break;
    }
    return undefined;
  }

  private moduleInPhase(holder: Module, name: string, phase: Phase): Module | 'type' | undefined {
    const cache = cacheOf(this.crates.state(holder.crate).namedModules, holder);
    return this.memo.ask(cache, `${phase} ${name}`, () =>
      this.search(holder, phase, (contents, visible) => this.declaredModule(contents, name, visible)),
    );
  }

  private declaredModule(contents: Contents, name: string, visible: IsVisible): Module | 'type' | undefined {
    const state = this.crates.state(contents.module.crate);
    const declaration = contents.modules.get(name);
    if (declaration && visible(declaration.item.visibility)) return state.child(declaration) ?? 'type';
    const extern = contents.externCrates.get(name)?.item;
    if (extern && visible(extern.visibility)) {
      if (extern.crateName === 'self') return state.root;
      return this.crates.dependency(state.crate, extern.crateName)?.root ?? 'type';
    }
    if (contents.types.has(name)) return 'type';
    for (const each of contents.imports.get(name) ?? []) {
      const target = visible(each.declaration.item.visibility) ? this.importTarget(each) : undefined;
      if (target) return target;
    }
    return undefined;
  }

  private globTargets(module: Module, phase: Phase): readonly GlobTarget[] {
    const cache = cacheOf(this.crates.state(module.crate).globTargets, module);
    const found = this.memo.ask(
      cache,
      phase,
      () => this.findGlobTargets(module, phase),
      ({ open }) => !open,
    );
    return found?.targets ?? this.running.get(module) ?? [];
  }

  /**
   * Globs are resolved in order, and again as long as that brings further modules: the path of one may begin with a name that
   * another brings.
   */
  private findGlobTargets(module: Module, phase: Phase): GlobTargets {
    let open = this.expansion.layers(module, phase).flatMap((contents) => contents.globs);
    if (open.length === 0) return noGlobs;
    const outer = this.running.get(module);
    const targets: GlobTarget[] = [];
    this.running.set(module, targets);
    for (let before = -1; targets.length > before && open.length > 0;) {
      before = targets.length;
      open = open.filter((glob) => {
        const target = this.importTarget(glob);
        if (!target) return true;
        if (target !== module) targets.push({ module: target, visibility: glob.declaration.item.visibility });
        return false;
      });
      if (targets.length > before && open.length > 0) this.memo.forgetProvisional();
    }
    if (outer) this.running.set(module, outer);
    else this.running.delete(module);
    return { targets, open: open.length > 0 };
  }
}

function specialModule(name: string, module: Module): Module | undefined {
  switch (name) {
    case 'crate':
      return module.root;
    case 'self':
      return module.nearestNormal;
    case 'super':
      return module.nearestNormal.place.parent?.nearestNormal;
    default:
      return undefined;
  }
}

function isVisible(visibility: Visibility, holder: Module, from: Module): boolean {
  if (visibility === 'public') return true;
  if (visibility === 'restricted') return holder.crate === from.crate;
  return from.isWithin(holder);
}
