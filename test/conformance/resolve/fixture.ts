/** Projects written as one string, for tests of name resolution. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { evaluateCfg } from '../../../server/src/expand/cfg/evaluateCfg';
import { expandDeclarative } from '../../../server/src/expand/declarative/expandDeclarative';
import { CfgOptions, parseCfgOption } from '../../../server/src/project/cfgSet';
import type { Crate, CrateGraph, FileSource } from '../../../server/src/project/model';
import { parseTokenTrees } from '../../../server/src/syntax/parseTokenTrees';
import { Hygiene } from '../../../server/src/syntax/hygiene';
import { SourceMap } from '../../../server/src/syntax/sourceMap';
import type { Edition, Ident, TokenTree } from '../../../server/src/syntax/token';
import { createResolver } from '../../../server/src/resolve/createResolver';
import type {
  ItemCall,
  ItemExpander,
  MacroDefinition,
  MacroKind,
  MacroPath,
  ProceduralMacroList,
  Resolution,
  Resolver,
  Scope,
} from '../../../server/src/resolve/definition';

export interface FixtureOptions {
  readonly proceduralMacros?: ProceduralMacroList;
  /** Adds the definitions of the standard library that we bring along. */
  readonly std?: boolean;
}

/** Calls in the expansion of calls that are followed. */
const maximalSteps = 16;

export interface Cursor {
  readonly crate: number;
  readonly file: string;
  readonly offset: number;
}

/**
 * A project out of files, each under a line `//- /path key:value …`. A file with `crate:name` is the root of a crate, and the keys
 * `edition`, `deps` (`name` or `alias=name`, separated by commas), `cfg`, `target` and `origin` describe it. Crates named `core`,
 * `alloc` and `std` are the standard library. `$0` marks the cursor.
 */
export class Fixture {
  readonly files = new MemoryFiles();
  readonly sources = new SourceMap();
  readonly graph: CrateGraph;
  readonly resolver: Resolver;
  readonly cursor: Cursor;
  /** The names of the macros that were expanded in item position, in order. */
  readonly expanded: string[] = [];
  private readonly hygiene = new Hygiene();

  constructor(text: string, options: FixtureOptions = {}) {
    const crates: { header: Map<string, string>; path: string }[] = [];
    let cursor: Omit<Cursor, 'crate'> | undefined;
    for (const part of text.split(/^ *\/\/- /m).slice(1)) {
      const end = part.indexOf('\n');
      const [path = '', ...keys] = part.slice(0, end).trim().split(/\s+/);
      const content = part.slice(end + 1);
      const offset = content.indexOf('$0');
      if (offset >= 0) cursor = { file: path, offset };
      this.files.write(path, content.replace('$0', ''));
      const header = new Map(
        keys.map((key) => [key.split(':', 1)[0] ?? '', key.slice(key.indexOf(':') + 1)]),
      );
      if (header.has('crate')) crates.push({ header, path });
    }
    if (options.std) {
      for (const name of ['core', 'alloc', 'std']) {
        this.files.write(
          `/std/${name}.rs`,
          readFileSync(new URL(`../../../server/std/${name}.rs`, import.meta.url), 'utf8'),
        );
        crates.push({ header: new Map([['crate', name]]), path: `/std/${name}.rs` });
      }
    }
    this.graph = graphOf(crates);
    this.resolver = createResolver({
      graph: this.graph,
      files: this.files,
      sources: this.sources,
      hygiene: this.hygiene,
      expandItem: (...call) => this.expandItem(...call),
      proceduralMacros: options.proceduralMacros ?? (() => undefined),
      evaluateCfg,
    });
    if (!cursor) throw new Error('the fixture has no cursor');
    const crate = this.resolver.crateOf(cursor.file) ?? 0;
    this.cursor = { ...cursor, crate };
  }

  /** The definition or failure for the cursor of a fixture. */
  static resolve(text: string, options?: FixtureOptions): string {
    return new Fixture(text, options).describe();
  }

  /** The path at the cursor, looked up as what stands there: `name!`, a path in `#[derive(…)]`, or an attribute. */
  resolve(): Resolution {
    const { written, kind, scope } = this.call();
    return this.resolver.resolveMacro(this.path(written), kind, scope);
  }

  private call(): { written: string; after: string; kind: MacroKind; scope: Scope } {
    const { crate, file, offset } = this.cursor;
    const text = this.files.readText(file) ?? '';
    const written = /^[\w:$#]+/.exec(text.slice(offset))?.[0] ?? '';
    const after = text.slice(offset + written.length).trimStart();
    const kind: MacroKind = after.startsWith('!')
      ? 'bang'
      : /#\[(cfg_attr\(.*, *)?derive\([^\]]*$/.test(text.slice(0, offset))
        ? 'derive'
        : 'attribute';
    return { written, after, kind, scope: this.resolver.scopeAt(crate, file, offset) };
  }

  /**
   * The string that the call at the cursor stands for, all calls in its expansion being expanded too. Of a procedural macro it is the first
   * string in the code that it gives, and the built-in `concat!` must have one argument. Undefined when a call has no definition.
   */
  value(): string | undefined {
    const { written, after, kind, scope } = this.call();
    const input = kind === 'bang' ? this.tokens(after.slice(1))[0] : undefined;
    const given = input?.kind === 'group' ? input.tokens : [];
    return this.valueOf(this.path(written), kind, given, scope, maximalSteps);
  }

  private valueOf(
    path: MacroPath,
    kind: MacroKind,
    input: readonly TokenTree[],
    scope: Scope,
    steps: number,
  ): string | undefined {
    const resolution = this.resolver.resolveMacro(path, kind, scope);
    if (!resolution.found || steps === 0) return undefined;
    const { definition } = resolution;
    if (definition.engine === 'procedural') {
      const { text } = this.sources.get(definition.span.source);
      return /\\"(\w+)\\"/.exec(text.slice(definition.span.start))?.[1];
    }
    const output =
      definition.engine === 'builtin' ? input : this.expandItem(definition, { path, input }, scope);
    const found = output?.findIndex((token) => token.kind === 'literal' || token.kind === 'group') ?? -1;
    const token = output?.[found];
    if (!output || !token) return undefined;
    if (token.kind === 'literal') return token.text.slice(1, -1);
    const inner = this.resolver.scopeInside(scope, output, 0);
    return found === 0 && token.kind === 'group'
      ? this.valueInBlock(token.tokens, inner, steps)
      : this.valueOfCall(output, found, inner, steps);
  }

  /** The value of the first call in a block, which a `let` gives to its variable. */
  private valueInBlock(tokens: readonly TokenTree[], scope: Scope, steps: number): string | undefined {
    const isText = (text: string) => (token: TokenTree) => token.kind === 'punct' && token.text === text;
    const bang = tokens.findIndex(isText('!'));
    const start = tokens.slice(0, bang).findLastIndex(isText('=')) + 1;
    const inner = this.resolver.scopeInside(scope, tokens, bang);
    return this.valueOfCall(tokens.slice(start), bang + 1 - start, inner, steps);
  }

  /** The value of a call that begins a list. `end`: the index of its arguments. */
  private valueOfCall(
    list: readonly TokenTree[],
    end: number,
    scope: Scope,
    steps: number,
  ): string | undefined {
    const before = list.slice(0, end);
    const input = list[end];
    const segments = before.filter((each): each is Ident => each.kind === 'ident');
    if (segments.length === 0 || input?.kind !== 'group') return undefined;
    const [first] = before;
    const called = { global: first?.kind === 'punct' && first.text === '::', segments };
    return this.valueOf(called, 'bang', input.tokens, scope, steps - 1);
  }

  /** A definition as `crate::name /file:line`, with the engine unless it is declarative, or the message of a failure. */
  describe(resolution = this.resolve()): string {
    if (!resolution.found) return resolution.failure.message;
    const { engine, kind, name, crate, file, span } = resolution.definition;
    const text = this.sources.get(span.source).text;
    const line = text.slice(0, span.start).split('\n').length;
    const how = engine === 'declarative' ? '' : ` (${engine} ${kind})`;
    return `${this.graph.crates[crate]?.name ?? '?'}::${name} ${file}:${line}${how}`;
  }

  path(written: string): MacroPath {
    const { tokens } = parseTokenTrees(this.sources.add(undefined, written));
    const segments = tokens.filter((token): token is Ident => token.kind === 'ident');
    return { global: written.startsWith('::'), segments };
  }

  private expandItem(
    definition: MacroDefinition,
    { path, input }: Pick<ItemCall, 'path' | 'input'>,
    scope: Scope,
  ): ReturnType<ItemExpander> {
    const last = path.segments.at(-1);
    if (definition.engine === 'builtin' && definition.name === 'include') return this.include(input);
    if (definition.engine !== 'declarative' || !last) return undefined;
    this.expanded.push(definition.name);
    const invocation = {
      kind: 'bang',
      path,
      input,
      span: last.span,
      original: [],
      scope,
      position: 'item',
    } as const;
    const edition = this.graph.crates[scope.crate]?.edition ?? 2021;
    return expandDeclarative(definition, invocation, { hygiene: this.hygiene, edition }).tokens;
  }

  private include([name]: readonly TokenTree[]): readonly TokenTree[] | undefined {
    if (name?.kind === 'group') return this.include(name.tokens);
    const from = name?.kind === 'literal' ? this.sources.get(name.span.source).path : undefined;
    if (name?.kind !== 'literal' || from === undefined) return undefined;
    const file = join(dirname(from), name.text.slice(1, -1));
    const text = this.files.readText(file);
    return text === undefined ? undefined : parseTokenTrees(this.sources.add(file, text)).tokens;
  }

  tokens(written: string): readonly TokenTree[] {
    return parseTokenTrees(this.sources.add(undefined, written)).tokens;
  }
}

/** Files in memory that count how often each has been read. */
class MemoryFiles implements FileSource {
  readonly reads: string[] = [];
  private readonly texts = new Map<string, { text: string; version: number }>();

  write(path: string, text: string): void {
    this.texts.set(path, { text, version: (this.texts.get(path)?.version ?? 0) + 1 });
  }

  remove(path: string): void {
    this.texts.delete(path);
  }

  readText(path: string): string | undefined {
    this.reads.push(path);
    return this.texts.get(path)?.text;
  }

  readBytes(path: string): Uint8Array | undefined {
    const text = this.readText(path);
    return text === undefined ? undefined : new TextEncoder().encode(text);
  }

  isFile(path: string): boolean {
    return this.texts.has(path);
  }

  list(path: string): readonly string[] | undefined {
    const below = [...this.texts.keys()].filter((file) => file.startsWith(`${path}/`));
    const names = below.map((file) => file.slice(path.length + 1).split('/')[0] ?? '');
    return below.length > 0 ? [...new Set(names)].sort() : undefined;
  }

  version(path: string): string {
    return String(this.texts.get(path)?.version ?? 'missing');
  }
}

function graphOf(parts: readonly { header: Map<string, string>; path: string }[]): CrateGraph {
  const names = parts.map(({ header }) => header.get('crate') ?? '');
  const sysroot = new Map(
    names.flatMap((name, id) => (['core', 'alloc', 'std'].includes(name) ? [[name, id] as const] : [])),
  );
  const crates = parts.map(({ header, path }, id): Crate => {
    const name = header.get('crate') ?? '';
    const given = (header.get('deps') ?? '').split(',').filter(Boolean);
    const dependencies = given.map((dependency) => {
      const [alias = '', target = alias] = dependency.split('=');
      return [alias, names.indexOf(target)] as const;
    });
    const std = [...sysroot].filter(([each]) => each !== name && !(name === 'core'));
    return {
      id,
      name,
      packageName: name,
      version: '1.0.0',
      edition: Number(header.get('edition') ?? '2021') as Edition,
      rootFile: path,
      manifestDir: path.replace(/\/src\/.*$/, ''),
      target: (header.get('target') ?? 'lib') as Crate['target'],
      origin: sysroot.has(name) ? 'sysroot' : ((header.get('origin') ?? 'workspace') as Crate['origin']),
      features: [],
      cfg: new CfgOptions((header.get('cfg') ?? '').split(',').flatMap((each) => parseCfgOption(each) ?? [])),
      dependencies: new Map([...std, ...dependencies]),
      env: new Map(),
    };
  });
  return { crates, sysroot, sysrootKind: 'bundled', workspaceRoot: '/', problems: [] };
}
