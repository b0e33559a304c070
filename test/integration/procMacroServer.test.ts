import { existsSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExpandMacro, Response } from '../../server/src/procMacroServer/protocol';
import { parseTokenTrees } from '../../server/src/syntax/parseTokenTrees';
import { flatTree, leavesOf, SpanNumbers } from '../bench/procmacro/flatTree';
import { NativeServer } from '../bench/procmacro/nativeServer';
import { wasmCapableEnvironment } from '../conformance/toolchain/rustEnvironment';
import { nativeLibraries } from './nativeLibraries';
import { patience, TemporaryProject } from './temporaryProject';
import { repository } from './testClient';

const program = `${repository}dist/macroscope-proc-macro-srv`;

const macros = `use proc_macro::{Group, Ident, Span, TokenStream, TokenTree};

/// Returns what it is given.
#[proc_macro_attribute]
pub fn same(_: TokenStream, item: TokenStream) -> TokenStream { item }

/// Makes all tokens anew, names with spans of several kinds.
#[proc_macro_attribute]
pub fn located(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut all = renamed(arguments);
    all.extend(renamed(item));
    all
}

fn renamed(tokens: TokenStream) -> TokenStream {
    tokens.into_iter().enumerate().map(|(index, tree)| match tree {
        TokenTree::Group(group) => {
            let mut made = Group::new(group.delimiter(), renamed(group.stream()));
            made.set_span(group.span());
            TokenTree::Group(made)
        }
        TokenTree::Ident(ident) => TokenTree::Ident(Ident::new(&format!("{ident}_"), match index % 3 {
            0 => ident.span(),
            1 => Span::mixed_site().located_at(ident.span()),
            _ => ident.span().resolved_at(Span::call_site()),
        })),
        other => other,
    }).collect()
}

/// Takes the tokens apart and puts them together as they are.
#[proc_macro]
pub fn relisted(input: TokenStream) -> TokenStream { input.into_iter().collect() }

/// What there is of the world.
#[proc_macro_derive(World)]
pub fn world(_: TokenStream) -> TokenStream {
    let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap();
    let here = std::env::current_dir().unwrap().display().to_string();
    let text = std::fs::read_to_string(format!("{folder}/read.txt"));
    let home = std::env::var("HOME").is_ok();
    format!("const W: (&str, &str, bool) = ({here:?}, {:?}, {home});", text.unwrap()).parse().unwrap()
}

/// Where the call stands, as far as somebody tells.
#[proc_macro]
pub fn place(_: TokenStream) -> TokenStream {
    format!("{:?}", Span::call_site().source_text()).parse().unwrap()
}

#[proc_macro]
pub fn boom(_: TokenStream) -> TokenStream { panic!("boom") }

#[proc_macro]
pub fn spin(_: TokenStream) -> TokenStream { loop { std::hint::black_box(()); } }

#[proc_macro]
pub fn erase(_: TokenStream) -> TokenStream {
    let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap();
    let erased = std::fs::remove_file(format!("{folder}/read.txt")).is_ok();
    let outside = std::fs::read_to_string("/etc/hostname").is_ok();
    format!("{erased} {outside}").parse().unwrap()
}
`;

interface Call {
  readonly name: string;
  readonly input: string;
  readonly attributes?: string;
  /** The folder of the crate that the call stands in, as rust-analyzer's command line tells it: without the folder to run in. */
  readonly crate?: string;
}

/** Of a call that gave one. */
interface Expansion {
  readonly texts: readonly string[];
  /** The texts with the spans that they have. */
  readonly spans: readonly string[];
}

describe('the macro server', { timeout: patience }, () => {
  const project = new TemporaryProject({
    'app/Cargo.toml': `[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"
[dependencies]\nprobe = { path = "probe" }\n[workspace]\n`,
    'app/src/lib.rs': '',
    'app/read.txt': 'text',
    'app/probe/Cargo.toml': `[package]\nname = "probe"\nversion = "0.1.0"\nedition = "2021"\n[lib]\nproc-macro = true\n`,
    'app/probe/src/lib.rs': macros,
  });
  const log = (): string => project.path('calls.log');
  let library: string;
  let ours: NativeServer;
  let native: NativeServer;

  const start = (more: Readonly<Record<string, string>> = {}): Promise<NativeServer> =>
    NativeServer.start({
      program,
      folder: project.path('app'),
      environment: {
        ...wasmCapableEnvironment(),
        XDG_CACHE_HOME: project.path('cache'),
        MACROSCOPE_LOG: log(),
        ...more,
      },
    });

  beforeAll(async () => {
    library = nativeLibraries(project.path('app')).get('probe') ?? '';
    ours = await start();
    native = await NativeServer.start();
    await ask(ours, { ListMacros: { dylib_path: library } });
  }, patience);
  afterAll(() => {
    ours.stop();
    native.stop();
  });

  /** A call in the crate `app`, whose sites differ in their hygiene. */
  function request({ name, input, attributes, crate }: Call): object {
    const spans = new SpanNumbers();
    const tree = (text: string): ExpandMacro['macroBody'] =>
      flatTree(parseTokenTrees({ id: 0, path: undefined, text }).tokens, spans);
    const macro_body = tree(input);
    const trees = { macro_body, attributes: attributes === undefined ? null : tree(attributes) };
    const sites = spans.table.length / 5;
    const [file = 0] = spans.table;
    for (const context of [3, 4, 5]) spans.table.push(file, 0, 0, 100, context);
    return {
      ExpandMacro: {
        ...trees,
        lib: library,
        env: [
          ['CARGO_MANIFEST_DIR', project.path(crate ?? 'app')],
          ['CARGO_PKG_NAME', 'app'],
        ],
        current_dir: crate === undefined ? project.path('app') : null,
        macro_name: name,
        has_global_spans: { serialize: true, def_site: sites, call_site: sites + 1, mixed_site: sites + 2 },
        span_data_table: spans.table,
      },
    };
  }

  async function ask(server: NativeServer, message: object): Promise<Response> {
    const line = await server.ask(`${JSON.stringify(message)}\n`);
    return JSON.parse(Buffer.concat(line).toString()) as Response;
  }

  /** An expansion, or why there is none. */
  async function expand(server: NativeServer, call: Call): Promise<Expansion | string> {
    const response = await ask(server, request(call));
    if (!('ExpandMacroExtended' in response)) throw new Error('the answer is of another kind');
    const outcome = response.ExpandMacroExtended;
    if ('Err' in outcome) return outcome.Err;
    const { tree, span_data_table: table } = outcome.Ok;
    const rowOf = (span: number): string => table.slice(span * 5, span * 5 + 5).join(' ');
    return {
      texts: leavesOf(tree),
      spans: leavesOf(tree, (text, span) => `${text} @ ${rowOf(span)}`),
    };
  }

  async function textOf(call: Call, server = ours): Promise<string> {
    const expansion = await expand(server, call);
    return typeof expansion === 'string' ? `failed: ${expansion}` : expansion.texts.join(' ');
  }

  const loggedCalls = (): Record<string, unknown>[] =>
    readFileSync(log(), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it('lists the macros of a library as its own server does', async () => {
    const [mine, others] = await Promise.all(
      [ours, native].map((server) => ask(server, { ListMacros: { dylib_path: library } })),
    );
    const listOf = (response: Response | undefined): unknown =>
      response && 'ListMacros' in response && 'Ok' in response.ListMacros
        ? response.ListMacros.Ok.map(([name, kind]) => `${kind} ${name}`).sort()
        : response;
    expect(listOf(mine)).toEqual(listOf(others));
    expect(listOf(mine)).toContain('FuncLike spin');
  });

  it.each<Call & { readonly length: number }>([
    {
      name: 'same',
      input: 'fn f<\'a>(x: &\'a u8) -> u8 { r#"raw"#; -5i8; x.0 }',
      attributes: '',
      length: 27,
    },
    {
      name: 'located',
      input: 'struct S<T> { a: Vec<T>, b: [u8; 4] }',
      attributes: 'one, "two" => (three)',
      length: 29,
    },
  ])('expands #[$name] to the texts and the spans of its own server', async ({ length, ...call }) => {
    const expansion = await expand(ours, call);
    expect(expansion).toEqual(await expand(native, call));
    expect(expansion).toHaveProperty('texts.length', length);
  });

  // On purpose: its own server of 1.85 gives a closing delimiter the opening one's span as soon as a macro looks at the group. Later ones do not.
  it('keeps the spans of closing delimiters', async () => {
    const call = { name: 'relisted', input: 'a [b]' };
    const [mine, others] = [await expand(ours, call), await expand(native, call)];
    if (typeof mine === 'string' || typeof others === 'string') throw new Error('it was not expanded');
    expect(mine.spans.slice(0, -1)).toEqual(others.spans.slice(0, -1));
    expect(mine.spans.at(-1)).toMatch(/^\] @ \d+ 0 4 5 /);
    expect(others.spans.at(-1)).toMatch(/^\] @ \d+ 0 2 3 /);
  });

  it('gives a macro that asks for the text of its call what its own server gives', async () => {
    const call = { name: 'place', input: 'a b' };
    expect(await textOf(call)).toBe('None');
    expect(await textOf(call)).toBe(await textOf(call, native));
  });

  it('tells a panic in the words of the macro', async () => {
    const call = { name: 'boom', input: '' };
    expect(await expand(ours, call)).toBe('boom');
    expect(await expand(ours, call)).toBe(await expand(native, call));
  });

  it('shows a macro the crate under expansion and nothing else', async () => {
    expect(await textOf({ name: 'World', input: 'struct S;' })).toBe(
      `const W : ( & str , & str , bool ) = ( 5:${project.path('app')} , 5:text , false ) ;`,
    );
    expect(loggedCalls().at(-1)).toMatchObject({
      crate: 'probe',
      macro: 'World',
      kind: 'derive',
      result: 'returned',
      cached: false,
      read: expect.arrayContaining([`file ${project.path('app/read.txt')}`]) as unknown,
    });
  });

  it('runs the macros of a crate where rust-analyzer was started, if nobody names a folder', async () => {
    project.write('app/member/read.txt', 'member');
    expect(await textOf({ name: 'World', input: 'struct S;', crate: 'app/member' })).toBe(
      `const W : ( & str , & str , bool ) = ( 5:${project.path('app')} , 5:member , false ) ;`,
    );
  });

  it('keeps a file that a macro removes, and refuses what lies outside', async () => {
    expect(await textOf({ name: 'erase', input: '' })).toBe('true false');
    expect(existsSync(project.path('app/read.txt'))).toBe(true);
    expect(loggedCalls().at(-1)).toMatchObject({
      written: [`removed ${project.path('app/read.txt')}`],
      refused: [expect.stringContaining('/etc/hostname')],
    });
  });

  it('stops a macro without end, and goes on', async () => {
    const server = await start({ MACROSCOPE_LIMITS_INSTRUCTIONS: '0.01' });
    expect(await expand(server, { name: 'spin', input: '' })).toMatch(
      /^proc macro `spin!` was stopped: .*\n.*MACROSCOPE_LIMITS_INSTRUCTIONS/,
    );
    expect(await textOf({ name: 'same', input: 'fn f() {}', attributes: '' }, server)).toBe('fn f ( ) { }');
    expect(await server.end()).toBe(0);
  });

  it('ends when its input ends, even in the middle of a call', async () => {
    const server = await start({
      MACROSCOPE_LIMITS_SECONDS: '600',
      MACROSCOPE_LIMITS_INSTRUCTIONS: '1000000',
    });
    await textOf({ name: 'same', input: 'fn g() {}', attributes: '' }, server);
    server.ask(`${JSON.stringify(request({ name: 'spin', input: '1' }))}\n`).catch(() => undefined);
    expect(await server.end()).toBe(0);
  });

  it('answers a call of an earlier process from the disk, as long as what it read is the same', async () => {
    const call = { name: 'World', input: 'struct Kept;' };
    const expected = await textOf(call);
    const second = await start();
    expect(await textOf(call, second)).toBe(expected);
    expect(loggedCalls().at(-1)).toMatchObject({ macro: 'World', cached: true });
    project.write('app/read.txt', 'other');
    expect(await textOf(call, second)).toBe(expected.replace('5:text', '5:other'));
    second.stop();
  });

  it.each([
    [['--version'], 0, /^macroscope-proc-macro-srv \d/],
    [['--format', 'other'], 2, /the format `other` is not spoken/],
  ])('is started with %j', (args, status, output) => {
    const result = spawnSync(program, args, { encoding: 'utf8' });
    expect(result.stdout + result.stderr).toMatch(output);
    expect(result.status).toBe(status);
  });
});
