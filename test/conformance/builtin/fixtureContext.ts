import type { BuiltinContext } from '../../../server/src/expand/builtin/context';
import type { Invocation } from '../../../server/src/expand/expansion';
import type { CfgSet, Crate, FileSource } from '../../../server/src/project/model';
import type { BuiltinDefinition, MacroKind, Scope } from '../../../server/src/resolve/definition';
import { Hygiene } from '../../../server/src/syntax/hygiene';
import { SourceMap } from '../../../server/src/syntax/sourceMap';
import type { Span, TokenTree } from '../../../server/src/syntax/token';
import { identifier } from '../../../server/src/expand/builtin/quote';

export const noSpan: Span = { source: 0, start: 0, end: 0, context: 0 };

/** Options that hold: `unix`, `feature="std"`. */
export function cfgOf(...options: readonly string[]): CfgSet {
  const set = new Set(options);
  return { has: (key, value) => set.has(value === null ? key : `${key}="${value}"`) };
}

export function crateOf(settings: Partial<Crate> = {}): Crate {
  return {
    id: 0,
    name: 'sample',
    packageName: 'sample',
    version: '0.1.0',
    edition: 2021,
    rootFile: '/sample/src/lib.rs',
    manifestDir: '/sample',
    target: 'lib',
    origin: 'workspace',
    features: [],
    cfg: cfgOf('unix', 'target_os="linux"', 'debug_assertions'),
    dependencies: new Map(),
    env: new Map(),
    ...settings,
  };
}

/** Files that exist in a test: path to content. */
export function filesOf(files: Readonly<Record<string, string | Uint8Array>>): FileSource {
  const content = (path: string): string | Uint8Array | undefined => files[path];
  return {
    readText: (path) => {
      const found = content(path);
      return typeof found === 'string' ? found : undefined;
    },
    readBytes: (path) => {
      const found = content(path);
      return typeof found === 'string' ? new TextEncoder().encode(found) : found;
    },
    isFile: (path) => content(path) !== undefined,
    list: () => undefined,
    version: () => '1',
  };
}

export function contextOf(settings: Partial<BuiltinContext> = {}): BuiltinContext {
  return {
    crate: crateOf(),
    files: filesOf({}),
    sources: new SourceMap(),
    hygiene: new Hygiene(),
    modulePath: [],
    eager: (tokens) => tokens,
    positionOf: () => ({ file: 'src/lib.rs', path: '/sample/src/lib.rs', line: 1, column: 1 }),
    ...settings,
  };
}

const scope: Scope = {
  crate: 0,
  module: { crate: 0, path: [], file: '/sample/src/lib.rs' },
  textual: { depth: 0 },
};

export function definitionOf(name: string, kind: MacroKind): BuiltinDefinition {
  return { engine: 'builtin', kind, name, crate: 1, file: '/core/src/macros/mod.rs', span: noSpan };
}

export function invocationOf(
  name: string,
  kind: MacroKind,
  input: readonly TokenTree[],
  settings: Partial<Invocation> = {},
): Invocation {
  return {
    kind,
    path: { global: false, segments: [identifier(name, noSpan)] },
    input,
    span: noSpan,
    original: [],
    scope,
    position: kind === 'bang' ? 'expression' : 'item',
    ...settings,
  };
}
