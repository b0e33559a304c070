/**
 * Which of several things a name means that globs bring from several places. Most such names are ambiguous (E0659), but some rustc takes, with the
 * lint `ambiguous_glob_imports`: if a module has the name already when a module that it has by a glob gets another one. What it means depends on the
 * order in which imports are resolved then, so they are resolved here again as rustc does it, for this one name (rustc_resolve, imports.rs:
 * `resolve_imports`, `resolve_glob_import`, `try_define`, `update_resolution`).
 */
import type { Phase } from './itemExpansion';
import { presentItem, type Contents, type ImportDeclaration, type Module } from './module';
import type { ModuleLookup, Take } from './moduleLookup';
import { isWithinReach, narrower, reachOf } from './visibility';
import type { Binding } from './visibility';

/** What the order of imports needs to know of a crate, for one namespace. */
export interface NameSpace<Value> {
  /** What a module declares under the name itself, by no `use`. */
  declared(module: Module, name: string): Binding<Value> | undefined;
  /** Imports of a module that give it something under this name. */
  imports(module: Module, name: string): readonly ImportDeclaration[];
  /** What an import by name gives in the end. */
  imported(each: ImportDeclaration): Value | undefined;
  /** What a module of another crate has under the name. */
  inOtherCrate(module: Module, name: string): Binding<Value> | undefined;
}

interface Bound<Value> extends Binding<Value> {
  /** The glob that brought it. */
  readonly glob: ImportDeclaration | undefined;
  readonly ambiguous: boolean;
}

/** A name in a module, at one time while imports are resolved. */
interface Cell<Value> {
  readonly module: Module;
  readonly name: string;
  bound: Bound<Value> | undefined;
  /** Imports by name that are not resolved yet: until then nobody sees what a glob has brought. */
  waiting: number;
  /** Globs of this module that have been resolved. */
  readonly importers: { readonly glob: ImportDeclaration; readonly cell: Cell<Value> }[];
  isTelling: boolean;
}

/** One import of which a cell can get something. */
interface Step<Value> {
  readonly each: ImportDeclaration;
  readonly cell: Cell<Value>;
  readonly source: Cell<Value> | undefined;
}

/** No crate comes near it: what a name means that comes by more globs is not worth the time. */
const maximalCells = 2000;

/**
 * What a name means in a module in one phase of a search. `visit` gives what the contents of one module have. In the phase `written` a module's own
 * comes first and then what its globs bring, all of which are followed: only then is known whether they agree.
 */
export function meaningThroughGlobs<Value>(
  module: Module,
  name: string,
  phase: Phase,
  modules: ModuleLookup,
  space: NameSpace<Value>,
  visit: (contents: Contents, take: Take, isRival: boolean) => Binding<Value> | undefined,
): Binding<Value> | undefined {
  let first: Binding<Value> | undefined;
  const other = modules.search<Value>(module, phase, (contents, take) => {
    const found = visit(contents, take, first !== undefined);
    if (contents === module.written || phase !== 'written') return found;
    first ??= found;
    return found?.value === first?.value ? undefined : found;
  });
  if (!first || !other) return other ?? first;
  const order = new ImportOrder(space, modules);
  const cell = order.cellOf(module, name);
  order.resolve();
  return visible(cell) ?? first;
}

class ImportOrder<Value> {
  private readonly cells = new Map<Module, Map<string, Cell<Value>>>();
  private readonly steps: Step<Value>[] = [];
  private count = 0;

  constructor(
    private readonly space: NameSpace<Value>,
    private readonly modules: ModuleLookup,
  ) {}

  cellOf(module: Module, name: string): Cell<Value> {
    const names = this.cells.get(module) ?? new Map<string, Cell<Value>>();
    this.cells.set(module, names);
    const known = names.get(name);
    if (known) return known;
    const declared = this.space.declared(module, name);
    const bound = declared && { ...declared, glob: undefined, ambiguous: false };
    const cell: Cell<Value> = { module, name, bound, waiting: 0, importers: [], isTelling: false };
    names.set(name, cell);
    if (++this.count <= maximalCells) this.addSteps(cell);
    return cell;
  }

  private addSteps(cell: Cell<Value>): void {
    const { module, name } = cell;
    for (const each of this.space.imports(module, name)) {
      cell.waiting++;
      this.steps.push({ each, cell, source: this.sourceOfName(each) });
    }
    for (const each of module.written.globs) {
      const target = this.modules.importTarget(each);
      if (!target || target === module) continue;
      this.steps.push({ each, cell, source: this.sourceOfGlob(target, cell) });
    }
  }

  /** The name of which an import by name makes another one, if that is in a module of the same crate, where it may change its meaning. */
  private sourceOfName({ import: { path }, declaration }: ImportDeclaration): Cell<Value> | undefined {
    const last = path.segments.at(-1);
    if (!last || path.segments.length === 1) return undefined;
    const { module } = declaration;
    const holder = this.modules.modulePath(path, path.segments.length - 1, module, true);
    return holder?.crate === module.crate ? this.cellOf(holder, last.text) : undefined;
  }

  private sourceOfGlob(target: Module, { module, name }: Cell<Value>): Cell<Value> {
    if (target.crate === module.crate) return this.cellOf(target, name);
    const found = this.space.inOtherCrate(target, name);
    const bound = found && { ...found, glob: undefined, ambiguous: false };
    return { module: target, name, bound, waiting: 0, importers: [], isTelling: false };
  }

  /** Resolves imports in the order of the source, those that are not ready in the next round. */
  resolve(): void {
    const positions = new Map(this.steps.map((step) => [step, positionOf(step.each)]));
    let open = this.steps.toSorted((left, right) =>
      comparePositions(positions.get(left) ?? [], positions.get(right) ?? []),
    );
    for (let before = Infinity; open.length < before;) {
      before = open.length;
      open = open.filter((step) => !this.isDone(step));
    }
  }

  private isDone({ each, cell, source }: Step<Value>): boolean {
    if (each.import.glob) {
      if (!source) return true;
      source.importers.push({ glob: each, cell });
      const found = visible(source);
      if (found) this.bringByGlob(each, found, cell);
      return true;
    }
    const found = source ? visible(source) : undefined;
    if (source && !found) return false;
    const value = found ? found.value : this.space.imported(each);
    cell.waiting--;
    const within = reachOf(each.declaration.item.visibility, cell.module);
    if (value === undefined) this.tell(cell);
    else this.define(cell, { value, within, glob: undefined, ambiguous: found?.ambiguous ?? false });
    return true;
  }

  private bringByGlob(glob: ImportDeclaration, found: Bound<Value>, cell: Cell<Value>): void {
    if (!isWithinReach(cell.module, found.within)) return;
    const within = narrower(found.within, reachOf(glob.declaration.item.visibility, cell.module));
    this.define(cell, { ...found, within, glob });
  }

  private define(cell: Cell<Value>, bound: Bound<Value>): void {
    const before = visible(cell);
    cell.bound = cell.bound ? merged(cell.bound, bound) : bound;
    if (visible(cell) !== before) this.tell(cell);
  }

  /** Gives what a name means now to the modules that have it by a glob. Of globs in a circle each tells once. */
  private tell(cell: Cell<Value>): void {
    const found = visible(cell);
    if (!found || cell.isTelling) return;
    cell.isTelling = true;
    for (const { glob, cell: importer } of cell.importers) this.bringByGlob(glob, found, importer);
    cell.isTelling = false;
  }
}

function visible<Value>({ bound, waiting }: Cell<Value>): Bound<Value> | undefined {
  return bound?.glob && waiting > 0 ? undefined : bound;
}

/** What a name means that has a meaning already and gets another one. */
function merged<Value>(old: Bound<Value>, added: Bound<Value>): Bound<Value> {
  if (!old.glob) return old;
  if (!added.glob) return added;
  // The same glob tells that its module has something else now.
  if (!added.ambiguous && old.glob === added.glob) return added;
  if (old.value !== added.value) return { ...old, ambiguous: true };
  const isWider = !isAtLeast(old.within, added.within);
  return isWider || added.ambiguous ? added : old;
}

/** Whether the first of two areas holds the second. */
function isAtLeast(area: Module | undefined, other: Module | undefined): boolean {
  if (!area) return true;
  return other !== undefined && isWithinReach(other, area);
}

/** Where an import stands in its crate: the offsets of the `mod name;` that lead to its file, its own, and its place in the list of its `use`. */
function positionOf(each: ImportDeclaration): readonly number[] {
  const offsets: number[] = [];
  let module: Module | undefined = each.declaration.module;
  for (; module?.place.parent; module = module.place.parent) {
    const { parent, inline, kind } = module.place;
    if (inline || kind === 'block') continue;
    const name = module.path.at(-1) ?? '';
    const declared = parent.written.modules.get(name);
    offsets.unshift(declared ? presentItem(declared).name.span.start : 0);
  }
  const { imports } = presentItem(each.declaration);
  const first = imports[0]?.path.segments[0]?.span.start ?? 0;
  return [...offsets, first, imports.indexOf(each.import)];
}

function comparePositions(left: readonly number[], right: readonly number[]): number {
  for (let index = 0; index < Math.min(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
