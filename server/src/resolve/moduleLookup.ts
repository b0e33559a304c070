/** Modules by name: items, imports and globs (rustc_resolve; Reference, "Paths" and "Use declarations"). */
import type { Ident } from '../syntax/token';
import type { Crates } from './crates';
import type { CrateState } from './crateState';
import type { MacroPath } from './definition';
import { meaningThroughGlobs } from './importOrder';
import type { NameSpace } from './importOrder';
import type { ItemExpansion, Phase } from './itemExpansion';
import type { Visibility } from './itemTree';
import type { Contents, ImportDeclaration, Module } from './module';
import type { NameOrigin } from './nameOrigin';
import { cacheOf } from './queryMemo';
import type { QueryMemo } from './queryMemo';
import { isWithinReach, narrower, reachOf } from './visibility';
import type { Binding } from './visibility';

/**
 * Every search runs over what modules declare themselves, then over their globs, then over what macro calls produce, each time through all
 * scopes. That gives what rustc gives, since rustc refuses a program in which a name that comes by a glob or from a macro shadows one of an
 * outer scope (E0659: `GlobVsOuter`, `MoreExpandedVsOuter`), and it spares reading most globs and most expansions.
 */
export const phases: readonly Phase[] = ['own', 'written', 'expanded'];

/** Looks at one candidate: of `found`, only what can be seen through the globs on the way counts. */
export type Take = <Found>(
  visibility: Visibility,
  find: () => Found | undefined,
) => Binding<Found> | undefined;

/** A module whose names another one has by `use …::*`, and the area in which that `use` can be seen. */
export interface GlobTarget {
  readonly module: Module;
  readonly within: Module | undefined;
}

/** A module on the way of a search: those that have it by globs, and the area in which all these globs can be seen. */
interface Searched {
  readonly module: Module;
  readonly viewers: readonly Module[];
  readonly within: Module | undefined;
}

/** A type or a trait ends the search for a module of its name. */
type Named = Module | 'type';

/** Takes whatever a module has, and says from where it can be seen. */
export function takeFor(module: Module): Take {
  return (visibility, find) => {
    const value = find();
    return value === undefined ? undefined : { value, within: reachOf(visibility, module) };
  };
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

  private readonly nameSpace: NameSpace<Named> = {
    declared: ({ written }, name) => this.itemModule(written, name, takeFor(written.module)),
    imports: ({ written }, name) => written.imports.get(name) ?? [],
    imported: (each) => this.importTarget(each),
    inOtherCrate: (module, name) => this.moduleInPhase(module, name, 'written'),
  };

  constructor(
    readonly crates: Crates,
    private readonly memo: QueryMemo,
    readonly expansion: ItemExpansion,
    private readonly origin: NameOrigin,
  ) {}

  /** The module that the first `count` segments of a path name, seen from `place`. `inUse`: the path stands in a `use`. */
  modulePath(path: MacroPath, count: number, place: Module, inUse: boolean): Module | undefined {
    const first = path.segments[0];
    const module = this.viewerOf(path, place);
    if (!first || count === 0) return this.emptyPath(path, module, inUse);
    let at = this.firstModule(first, path.global, module, inUse);
    for (let index = 1; at && index < count; index++) {
      const segment = path.segments[index];
      at = segment && this.step(at, segment, module);
    }
    return at;
  }

  /** The module from which a path at `place` is seen: another one when a macro 2.0 wrote the path. */
  viewerOf({ segments: [first] }: MacroPath, place: Module): Module {
    return first ? this.origin.moduleOf(first, place) : place;
  }

  /** The module that the first segment of a longer path names. */
  firstModule(first: Ident, global: boolean, module: Module, inUse: boolean): Module | undefined {
    if (first.text === '$crate') return this.crates.state(first.crate ?? module.crate).root;
    const state = this.crates.state(module.crate);
    const special = first.raw || global ? undefined : specialModule(first.text, module);
    if (special) return special;
    if (state.crate.edition === 2015 && (global || inUse)) {
      return this.moduleIn(state.root, first.text, module) ?? this.externCrate(state, first.text);
    }
    if (global) return this.externCrate(state, first.text);
    return this.moduleInScopes(state, module, first.text);
  }

  /**
   * Follows one further segment of a path, as far as it can be seen from `viewer`; without one, privacy does not matter. `self` may only be the
   * first.
   */
  step(module: Module, segment: Ident, viewer: Module | undefined): Module | undefined {
    if (segment.text === 'super' && !segment.raw) return module.nearestNormal.place.parent?.nearestNormal;
    if (segment.text === 'self' && !segment.raw) return undefined;
    return this.moduleIn(module, segment.text, viewer);
  }

  /** The module that `holder` has under this name, if it can be seen from `viewer`. */
  moduleIn(holder: Module, name: string, viewer: Module | undefined): Module | undefined {
    for (const phase of phases) {
      const found = this.moduleInPhase(holder, name, phase);
      // What a private glob brings may be hidden by what a call makes.
      if (!found || (viewer && !isWithinReach(viewer, found.within))) continue;
      return found.value === 'type' ? undefined : found.value;
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
    visit: (contents: Contents, take: Take) => Binding<Found> | undefined,
  ): Binding<Found> | undefined {
    const queue: Searched[] = [{ module: start, viewers: [], within: undefined }];
    const seen = new Set([start]);
    for (const { module, viewers, within } of queue) {
      const areSeeing = (area: Module | undefined) => viewers.every((viewer) => isWithinReach(viewer, area));
      const take: Take = (visibility, find) => {
        const area = reachOf(visibility, module);
        const value = areSeeing(area) ? find() : undefined;
        return value === undefined ? undefined : { value, within: narrower(area, within) };
      };
      for (const contents of this.expansion.layers(module, phase)) {
        const found = visit(contents, take);
        if (found) return found;
      }
      if (phase === 'near' || phase === 'own') continue;
      for (const target of this.globTargets(module, phase)) {
        if (seen.has(target.module) || !areSeeing(target.within)) continue;
        seen.add(target.module);
        queue.push({
          module: target.module,
          viewers: [...viewers, module],
          within: narrower(target.within, within),
        });
      }
    }
    return undefined;
  }

  /** The names around the place, and that of a crate, which `#[no_implicit_prelude]` takes away. */
  private moduleInScopes(state: CrateState, module: Module, name: string): Module | undefined {
    const own = this.moduleInScope(module, name, 'own');
    if (own) return own === 'type' ? undefined : own;
    const crate = module.hasPrelude ? this.externCrate(state, name) : undefined;
    if (crate) return crate;
    const further =
      this.moduleInScope(module, name, 'written') ?? this.moduleInScope(module, name, 'expanded');
    if (further) return further === 'type' ? undefined : further;
    return module.hasPrelude ? this.expandedExternCrate(state, name) : undefined;
  }

  /** A crate that is reached by its name: as a dependency, or because the root declares it by `extern crate`. */
  private externCrate(state: CrateState, name: string): Module | undefined {
    const declared = state.root.written.externCrates.get(name)?.item.crateName;
    return declared === undefined
      ? this.crates.dependency(state.crate, name)?.root
      : this.declaredCrate(state, declared);
  }

  /** A crate that a macro call at the root declares. */
  private expandedExternCrate(state: CrateState, name: string): Module | undefined {
    for (const { externCrates } of this.expansion.layers(state.root, 'expanded')) {
      const declared = externCrates.get(name)?.item.crateName;
      if (declared !== undefined) return this.declaredCrate(state, declared);
    }
    return undefined;
  }

  /** The crate that `extern crate` names. */
  private declaredCrate(state: CrateState, name: string): Module | undefined {
    return name === 'self' ? state.root : this.crates.dependency(state.crate, name)?.root;
  }

  private emptyPath(path: MacroPath, module: Module, inUse: boolean): Module | undefined {
    const fromRoot = this.crates.crate(module.crate).edition === 2015 && (path.global || inUse);
    return fromRoot ? module.root : undefined;
  }

  /** A module named by one identifier: the blocks around the place, then the module. */
  private moduleInScope(module: Module, name: string, phase: Phase): Named | undefined {
    for (const each of module.scopes) {
      const found = this.moduleInPhase(each, name, phase);
      if (found) return found.value;
    }
    return undefined;
  }

  private moduleInPhase(holder: Module, name: string, phase: Phase): Binding<Named> | undefined {
    const cache = cacheOf(this.crates.state(holder.crate).namedModules, holder);
    return this.memo.ask(cache, `${phase} ${name}`, () =>
      meaningThroughGlobs(holder, name, phase, this, this.nameSpace, (contents, take) =>
        this.declaredModule(contents, name, take),
      ),
    );
  }

  private declaredModule(contents: Contents, name: string, take: Take): Binding<Named> | undefined {
    const item = this.itemModule(contents, name, take);
    if (item) return item;
    for (const each of contents.imports.get(name) ?? []) {
      const target = take(each.declaration.item.visibility, () => this.importTarget(each));
      if (target) return target;
    }
    return undefined;
  }

  private itemModule(contents: Contents, name: string, take: Take): Binding<Named> | undefined {
    const state = this.crates.state(contents.module.crate);
    const declaration = contents.modules.get(name);
    const child =
      declaration && take(declaration.item.visibility, (): Named => state.child(declaration) ?? 'type');
    if (child) return child;
    const extern = contents.externCrates.get(name)?.item;
    const crate =
      extern && take(extern.visibility, (): Named => this.declaredCrate(state, extern.crateName) ?? 'type');
    if (crate) return crate;
    return contents.types.has(name) ? { value: 'type', within: undefined } : undefined;
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
        if (target !== module) {
          const within = reachOf(glob.declaration.item.visibility, module);
          targets.push({ module: target, within });
        }
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
