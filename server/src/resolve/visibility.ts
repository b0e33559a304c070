/** From where a name can be used (Reference, "Visibility and privacy"; rustc_resolve, `is_accessible_from`). */
import type { MacroPath } from './definition';
import type { Visibility } from './itemTree';
import type { Module } from './module';

/** What a name stands for, and the module within which it can be used; without one: everywhere. */
export interface Binding<Value> {
  readonly value: Value;
  readonly within: Module | undefined;
}

/** The module within which an item of `holder` can be used; undefined for everywhere. */
export function reachOf(visibility: Visibility, holder: Module): Module | undefined {
  if (visibility === 'public') return undefined;
  return visibility === 'private' ? holder.nearestNormal : ancestorAt(visibility, holder);
}

/** Whether what can be used within a module can be used from another one. Modules are compared by their paths, which outlive an edit. */
export function isWithinReach(from: Module, within: Module | undefined): boolean {
  if (!within) return true;
  return from.crate === within.crate && within.path.every((name, index) => from.path[index] === name);
}

/** The smaller of two areas, of which one lies within the other. */
export function narrower(a: Module | undefined, b: Module | undefined): Module | undefined {
  if (!a || !b) return a ?? b;
  return isWithinReach(a, b) ? a : b;
}

/** The module that the path in `pub(…)` names: one of those around the item, so their names are enough. Else the whole crate. */
function ancestorAt({ segments }: MacroPath, holder: Module): Module {
  const root = holder.root;
  const ancestors: Module[] = [];
  for (let each: Module | undefined = holder.nearestNormal; each; each = each.place.parent) {
    if (each.place.kind === 'normal') ancestors.push(each);
  }
  let depth = ancestors.length - 1;
  segments.forEach(({ text }, index) => {
    if (text === 'crate') return;
    if (text === 'self') depth = 0;
    else if (text === 'super') depth = index > 0 && segments[index - 1]?.text === 'super' ? depth + 1 : 1;
    else depth = ancestors[depth - 1]?.path.at(-1) === text ? depth - 1 : depth;
  });
  return ancestors[depth] ?? root;
}
