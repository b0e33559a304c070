import type { BuiltinContext } from './context';
import { MacroError } from '../expansion';
import type { DeclaredInput, Invocation } from '../expansion';
import type { CfgSet, Crate, FileSource } from '../../project/model';
import type { BuiltinDefinition, MacroKind, Scope } from '../../resolve/definition';
import { Hygiene } from '../../syntax/hygiene';
import { SourceMap } from '../../syntax/sourceMap';
import type { Span, TokenTree } from '../../syntax/token';
import { parseTokenTrees } from '../../syntax/parseTokenTrees';
import { printTokens } from '../../syntax/tokenText';
import { expandBuiltin } from './expandBuiltin';
import { identifier } from './quote';

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
    environment: {},
    files: filesOf({}),
    sources: new SourceMap(),
    hygiene: new Hygiene(),
    modulePath: [],
    eager: (tokens) => tokens,
    eagerInputs: [],
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

/** One step of a built-in bang macro: the call's argument as text in, the expansion as text out. */
export function expandCall(
  name: string,
  argument: string,
  settings: Partial<BuiltinContext> = {},
  call: Partial<Invocation> = {},
): { readonly text: string; readonly inputs: readonly DeclaredInput[] } {
  const context = contextOf(settings);
  const source = context.sources.add('/sample/src/lib.rs', argument);
  const { tokens } = parseTokenTrees(source, { edition: context.crate.edition });
  const span = { ...noSpan, source: source.id };
  const result = expandBuiltin(
    definitionOf(name, 'bang'),
    invocationOf(name, 'bang', tokens, { span, ...call }),
    context,
  );
  return { text: printTokens(result.tokens), inputs: result.inputs };
}

/** The error that some code throws; fails when it throws none. */
export function errorOf(run: () => unknown): MacroError {
  try {
    run();
  } catch (error) {
    if (error instanceof MacroError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
