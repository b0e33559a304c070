/** Names that every module of a crate has: the standard library's prelude and what `#[macro_use] extern crate` brings. */
import { findAttribute } from './attributes';
import type { CrateState } from './crateState';
import type { Phase } from './itemExpansion';
import type { Module } from './module';
import type { ModuleLookup } from './moduleLookup';

export interface Prelude {
  /** The module whose public names are in the prelude. */
  readonly module: Module | undefined;
  /** The root of the crate that is implicitly declared as `#[macro_use] extern crate`: `std`, or `core` under `#![no_std]`. */
  readonly macroRoot: Module | undefined;
}

const known = new WeakMap<CrateState, Prelude>();
const running = new WeakSet<CrateState>();
const nothing: Prelude = { module: undefined, macroRoot: undefined };

/** The prelude of a crate by its edition and by `#![no_std]` (Reference, "Preludes"). */
export function preludeOf(state: CrateState, lookup: ModuleLookup): Prelude {
  const found = known.get(state);
  if (found) return found;
  // The paths of a prelude are looked up without one.
  if (running.has(state)) return nothing;
  running.add(state);
  try {
    const prelude = findPrelude(state, lookup);
    known.set(state, prelude);
    return prelude;
  } finally {
    running.delete(state);
  }
}

function findPrelude(state: CrateState, lookup: ModuleLookup): Prelude {
  const { root } = state;
  const { innerAttributes, globs } = root.written;
  const injected = findAttribute(innerAttributes, 'no_core')
    ? undefined
    : findAttribute(innerAttributes, 'no_std')
      ? 'core'
      : 'std';
  const macroRoot =
    injected === undefined ? undefined : lookup.crates.dependency(state.crate, injected)?.root;
  // The standard library's own crates name theirs: `#[prelude_import] use prelude::rust_2021::*;`.
  const named = globs.find(({ declaration }) => findAttribute(declaration.attributes, 'prelude_import'));
  if (named) return { module: lookup.importTarget(named), macroRoot };
  if (!macroRoot || macroRoot === root) return nothing;
  const prelude = lookup.moduleIn(macroRoot, 'prelude', undefined);
  const module =
    prelude &&
    (lookup.moduleIn(prelude, `rust_${state.crate.edition}`, undefined) ??
      lookup.moduleIn(prelude, 'v1', undefined));
  return { module, macroRoot };
}

export interface MacroUseCrate {
  readonly root: Module;
  /** The macros in `#[macro_use(a, b)]`; undefined for all. */
  readonly names: readonly string[] | undefined;
}

/** The crates that the root of a crate declares as `#[macro_use] extern crate`, the last one first: it hides those before it. */
export function* macroUseCrates(
  state: CrateState,
  lookup: ModuleLookup,
  phase: Phase,
): Generator<MacroUseCrate> {
  for (const contents of lookup.expansion.layers(state.root, phase)) {
    for (const { item, attributes } of [...contents.externCrates.values()].reverse()) {
      const attribute = findAttribute(attributes, 'macro_use');
      const root = attribute && lookup.crates.dependency(state.crate, item.crateName)?.root;
      if (!root) continue;
      const names = attribute.arguments?.flatMap((token) => (token.kind === 'ident' ? token.text : []));
      yield { root, names };
    }
  }
}
