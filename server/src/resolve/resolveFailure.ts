/** Why a path has no macro, in the user's terms. */
import type { MacroKind, MacroPath, ResolveFailure } from './definition';
import type { MacroLookup } from './macroLookup';
import { isExported } from './macroDefinitions';
import type { Module, TextualNode } from './module';
import { nearestNames } from './nearestNames';
import { preludeOf } from './preludes';
import { textualMacros } from './textualLookup';

const kindNames = { bang: 'macro', derive: 'derive macro', attribute: 'attribute macro' } as const;

export function describeFailure(
  path: MacroPath,
  kind: MacroKind,
  module: Module,
  textual: TextualNode,
  lookup: MacroLookup,
): ResolveFailure {
  const last = path.segments.at(-1);
  if (!last) {
    return { message: 'a macro needs a name', segment: '', lookedIn: describe(module, lookup), nearest: [] };
  }
  const viewer = lookup.modules.viewerOf(path, module);
  let at: Module | undefined;
  for (const segment of path.segments.slice(0, -1)) {
    const from: Module | undefined = at;
    at =
      from === undefined
        ? lookup.modules.firstModule(segment, path.global, viewer, false)
        : lookup.modules.step(from, segment, viewer);
    if (at) continue;
    return from
      ? missingModule(segment.text, from, lookup)
      : missingFirst(segment.text, path.global, module, lookup);
  }
  const what = kindNames[kind];
  for (const other of ['bang', 'derive', 'attribute'] as const) {
    if (other === kind || !lookup.macroAt(path, other, module, textual)) continue;
    const message = `expected ${what}, found ${kindNames[other]} \`${last.text}\``;
    return { message, segment: last.text, lookedIn: describe(at ?? module, lookup), nearest: [] };
  }
  const names = at ? macroNames(at, lookup) : namesInScope(module, textual, lookup);
  const shown = kind === 'bang' ? `${last.text}!` : last.text;
  return failure(what, shown, describe(at ?? module, lookup), nearestNames(last.text, names), last.text);
}

function missingModule(name: string, holder: Module, lookup: MacroLookup): ResolveFailure {
  const lookedIn = describe(holder, lookup);
  if (holder.written.modules.has(name)) return failure('the file of module', name, lookedIn, []);
  return failure('module', name, lookedIn, nearestNames(name, moduleNames(holder)));
}

function missingFirst(name: string, global: boolean, module: Module, lookup: MacroLookup): ResolveFailure {
  const crate = lookup.crates.crate(module.crate);
  const dependencies = [...crate.dependencies.keys()];
  if (global && crate.edition !== 2015) {
    const lookedIn = `the dependencies of crate \`${crate.name}\``;
    return failure('crate', name, lookedIn, nearestNames(name, dependencies));
  }
  const holders = module.scopes;
  const holder = module.nearestNormal;
  if (holders.some(({ written }) => written.modules.has(name))) return missingModule(name, holder, lookup);
  const names = [...dependencies, ...holders.flatMap(moduleNames)];
  const lookedIn = `${describe(holder, lookup)} and among its dependencies`;
  return failure('module or crate', name, lookedIn, nearestNames(name, names));
}

function failure(
  what: string,
  shown: string,
  lookedIn: string,
  nearest: readonly string[],
  segment = shown,
): ResolveFailure {
  const hint =
    nearest.length > 0 ? `; similar names: ${nearest.map((name) => `\`${name}\``).join(', ')}` : '';
  return { message: `cannot find ${what} \`${shown}\` in ${lookedIn}${hint}`, segment, lookedIn, nearest };
}

function describe(module: Module, lookup: MacroLookup): string {
  const crate = lookup.crates.crate(module.crate).name;
  return module.path.length === 0 ? `crate \`${crate}\`` : `module \`${[crate, ...module.path].join('::')}\``;
}

function moduleNames({ written }: Module): string[] {
  return [...written.modules.keys(), ...written.externCrates.keys(), ...written.imports.keys()];
}

/** What can be seen without reading further files: names for a hint need not be complete. */
function macroNames(module: Module, lookup: MacroLookup): string[] {
  const { written } = module;
  const names = [...written.imports.keys()];
  for (const [name, [first]] of written.macros) if (first?.item.flavor === 'macro') names.push(name);
  if (module === module.root) {
    for (const each of textualMacros(written.textualEnd, 'written', lookup.crates, lookup.expansion)) {
      if (isExported(each)) names.push(each.item.name.text);
    }
    const state = lookup.crates.state(module.crate);
    for (const macros of state.procedural.values()) names.push(...macros.map(({ name }) => name));
  }
  return names;
}

function namesInScope(module: Module, textual: TextualNode, lookup: MacroLookup): string[] {
  const names: string[] = [];
  for (const each of textualMacros(textual, 'written', lookup.crates, lookup.expansion)) {
    names.push(each.item.name.text);
  }
  for (const each of module.scopes) names.push(...macroNames(each, lookup));
  const { macroRoot } = preludeOf(lookup.crates.state(module.crate), lookup.modules);
  if (macroRoot) names.push(...macroNames(macroRoot, lookup));
  return names;
}
