/** Why a path has no macro, in the user's terms. */
import type { Ident } from '../syntax/token';
import { findAttribute } from './attributes';
import type { MacroKind, MacroPath, ResolveFailure } from './definition';
import type { MacroLookup } from './macroLookup';
import { isExported } from './macroDefinitions';
import type { ImportDeclaration, Module, TextualNode } from './module';
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
  return describePath(path, kind, { module, textual, inUse: false }, lookup, new Set());
}

/** Imports that are followed to the one that is at fault. */
const maximalImports = 100;

/** Where a path stands. */
interface PathPlace {
  readonly module: Module;
  readonly textual: TextualNode;
  readonly inUse: boolean;
}

function describePath(
  path: MacroPath,
  kind: MacroKind,
  place: PathPlace,
  lookup: MacroLookup,
  followed: Set<ImportDeclaration>,
): ResolveFailure {
  const { module, textual } = place;
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
        ? lookup.modules.firstModule(segment, path.global, viewer, place.inUse)
        : lookup.modules.step(from, segment, viewer);
    if (at) continue;
    return from
      ? missingModule(segment, from, lookup)
      : missingFirst(segment.text, path.global, viewer, lookup);
  }
  const what = kindNames[kind];
  const shown = kind === 'bang' ? `${last.text}!` : last.text;
  const holder = at ?? module;
  const lookedIn = describe(holder, lookup);
  const isPrivate = at && lookup.macroInModule(at, last.text, kind, undefined) !== undefined;
  if (isPrivate) return privateName(what, shown, lookedIn, last.text);
  for (const other of ['bang', 'derive', 'attribute'] as const) {
    if (other === kind || !lookup.macroAt(path, other, module, textual)) continue;
    const message = `expected ${what}, found ${kindNames[other]} \`${last.text}\``;
    return { message, segment: last.text, lookedIn, nearest: [] };
  }
  const broken = importOf(last.text, at ? [at] : module.scopes);
  if (broken && followed.has(broken))
    return failure(what, shown, lookedIn, [], last.text, 'the imports of it lead to each other');
  if (broken && followed.size < maximalImports) {
    const { import: target, declaration } = broken;
    const there = { module: declaration.module, textual: declaration.before, inUse: true };
    const isFirst = followed.size === 0;
    const reason = describePath(target.path, kind, there, lookup, followed.add(broken));
    if (!isFirst) return reason;
    const message = `cannot find ${what} \`${shown}\` in ${lookedIn}; it is imported there, but ${reason.message}`;
    return { ...reason, message };
  }
  const hint = at || kind !== 'bang' ? undefined : unreachedDefinition(last.text, module, lookup);
  const names = at ? macroNames(at, lookup) : namesInScope(module, textual, lookup);
  return failure(what, shown, lookedIn, hint ? [] : nearestNames(last.text, names), last.text, hint);
}

/** The import by which a name should be in one of some modules. */
function importOf(name: string, holders: readonly Module[]): ImportDeclaration | undefined {
  for (const { written } of holders) {
    const found = written.imports.get(name)?.find((each) => !each.import.moduleOnly);
    if (found) return found;
  }
  return undefined;
}

/** A `macro_rules!` of this name in the crate that textual scope does not lead to. Only files that have been read are looked through. */
function unreachedDefinition(name: string, module: Module, lookup: MacroLookup): string | undefined {
  const seen = lookup.crates.state(module.crate).loadedModules;
  for (const holder of [...module.scopes, ...seen]) {
    for (const { macros } of lookup.expansion.layers(holder, 'written')) {
      if (!macros.get(name)?.some(({ item }) => item.flavor === 'macro_rules')) continue;
      return module.scopes.includes(holder)
        ? `\`macro_rules! ${name}\` stands behind this place, and is seen only behind its definition`
        : `\`macro_rules! ${name}\` is in ${describe(holder, lookup)}, out of which \`#[macro_use]\` or an import would lead`;
    }
  }
  return undefined;
}

function missingModule(segment: Ident, holder: Module, lookup: MacroLookup): ResolveFailure {
  const name = segment.text;
  const lookedIn = describe(holder, lookup);
  if (lookup.modules.step(holder, segment, undefined)) return privateName('module', name, lookedIn, name);
  if (holder.written.modules.has(name)) return missingFile(name, holder, lookedIn);
  if (holder.written.types.has(name)) return typeName(name, lookedIn);
  return failure('module', name, lookedIn, nearestNames(name, moduleNames(holder, lookup)));
}

function missingFirst(name: string, global: boolean, module: Module, lookup: MacroLookup): ResolveFailure {
  const crate = lookup.crates.crate(module.crate);
  const dependencies = [...crate.dependencies.keys()];
  if (global && crate.edition !== 2015) {
    const lookedIn = `the dependencies of crate \`${crate.name}\``;
    return failure('crate', name, lookedIn, nearestNames(name, dependencies));
  }
  const holder = module.nearestNormal;
  const lookedIn = describe(holder, lookup);
  const declaring = module.scopes.find(({ written }) => written.modules.has(name));
  if (declaring) return missingFile(name, declaring, lookedIn);
  if (module.scopes.some(({ written }) => written.types.has(name))) return typeName(name, lookedIn);
  if (!module.hasPrelude && dependencies.includes(name)) {
    const hint = `\`#![no_implicit_prelude]\` hides the names of crates, which \`::${name}\` would reach`;
    return failure('module', name, lookedIn, [], name, hint);
  }
  const names = [...dependencies, ...module.scopes.flatMap((each) => moduleNames(each, lookup))];
  const everywhere = `${lookedIn} and among its dependencies`;
  return failure('module or crate', name, everywhere, nearestNames(name, names));
}

function missingFile(name: string, holder: Module, lookedIn: string): ResolveFailure {
  const declaration = holder.written.modules.get(name);
  const needsPath =
    declaration && !declaration.folders.named && !findAttribute(declaration.attributes, 'path');
  const hint = needsPath ? 'in a block a module has a file only by `#[path]`' : undefined;
  return failure('the file of module', name, lookedIn, [], name, hint);
}

function privateName(what: string, shown: string, lookedIn: string, segment: string): ResolveFailure {
  return { message: `${what} \`${shown}\` is private in ${lookedIn}`, segment, lookedIn, nearest: [] };
}

function typeName(name: string, lookedIn: string): ResolveFailure {
  const message = `\`${name}\` in ${lookedIn} is a type or a trait, not a module`;
  return { message, segment: name, lookedIn, nearest: [] };
}

function failure(
  what: string,
  shown: string,
  lookedIn: string,
  nearest: readonly string[],
  segment = shown,
  hint?: string,
): ResolveFailure {
  const similar =
    nearest.length > 0 ? `similar names: ${nearest.map((name) => `\`${name}\``).join(', ')}` : undefined;
  const message = [`cannot find ${what} \`${shown}\` in ${lookedIn}`, hint, similar]
    .filter((part) => part !== undefined)
    .join('; ');
  return { message, segment, lookedIn, nearest };
}

function describe(module: Module, lookup: MacroLookup): string {
  const crate = lookup.crates.crate(module.crate).name;
  return module.path.length === 0 ? `crate \`${crate}\`` : `module \`${[crate, ...module.path].join('::')}\``;
}

function moduleNames(module: Module, { expansion }: MacroLookup): string[] {
  return expansion
    .layers(module, 'expanded')
    .flatMap(({ modules, externCrates, imports }) => [
      ...modules.keys(),
      ...externCrates.keys(),
      ...imports.keys(),
    ]);
}

/** What can be seen without reading further files: names for a hint need not be complete. */
function macroNames(module: Module, lookup: MacroLookup): string[] {
  const names: string[] = [];
  for (const { imports, macros } of lookup.expansion.layers(module, 'expanded')) {
    names.push(...imports.keys());
    for (const [name, [first]] of macros) if (first?.item.flavor === 'macro') names.push(name);
  }
  if (module === module.root) {
    const end = module.written.textualEnd;
    for (const each of textualMacros(end, 'written', lookup.crates, lookup.expansion)) {
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
