import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Hover, Position } from 'vscode-languageserver-protocol/node';
import { macroCrate, patience, TemporaryProject } from './temporaryProject';
import { positionOf, repository } from './testClient';

const answerMacro =
  'use proc_macro::TokenStream;\npub fn answer(_: TokenStream) -> TokenStream { "42".parse().unwrap() }\n';

function contentsOf(hover: Hover): string {
  return typeof hover.contents === 'object' && 'value' in hover.contents ? hover.contents.value : '';
}

describe('a file without a Cargo.toml', () => {
  const project = new TemporaryProject();
  afterEach(() => project.expectAlive());

  it('has the macros of the language and the standard library, and its own', async () => {
    const text = `macro_rules! twice { ($e:expr) => { $e + $e }; }
#[derive(Debug)]
struct Point { x: i32 }
fn main() {
    println!("{:?}", Point { x: twice!(2) });
    let v = vec![1, 2];
}
`;
    const path = project.write('alone.rs', text);
    const server = await project.start();
    await server.open(path);
    const hover = (needle: string) => server.hoverText(path, positionOf(text, needle));
    expect(await hover('twice!(2)')).toContain('2 + 2');
    expect(await hover('Debug')).toContain('impl ::core::fmt::Debug for Point');
    expect(await hover('println!')).toContain(
      '::std::io::_print(format_args!("{0:?}\\n", Point { x: 2 + 2 }));',
    );
    expect(await hover('vec!')).toContain('::alloc::boxed::Box::new([1, 2])');
    const status = await server.ready();
    expect(status.health).toBe('warning');
    const lines = status.message?.split('\n') ?? [];
    expect(
      lines.filter((line) => line.startsWith(`There is no Cargo.toml in ${project.folder} or above`)),
    ).toHaveLength(1);
  });
});

describe('no cargo on the path', () => {
  const demo = join(repository, 'test/fixtures/demo');
  const file = (name: string) => join(demo, 'src', name);
  const project = new TemporaryProject({
    'app/Cargo.toml':
      '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nmacros = { path = "../macros" }\n',
    'app/src/main.rs': 'fn main() {\n    macros::answer!();\n}\n',
    ...macroCrate('macros', answerMacro),
  });
  afterEach(() => project.expectAlive());
  const withoutRust = () => ({
    trusted: true,
    environment: {
      PATH: project.folder,
      HOME: project.folder,
      RUSTUP_HOME: undefined,
      CARGO_HOME: undefined,
      RUSTC: undefined,
    },
  });

  it('says so once, and has every macro that needs none', async () => {
    const server = await project.start({ folder: demo, ...withoutRust() });
    const status = await server.ready();
    expect(status).toMatchObject({ health: 'warning' });
    expect(status.message).toMatch(/^cargo was not found: [^\n]*Install Rust[^\n]*$/);
    for (const [name, needle, expansion] of [
      ['declarative.rs', 'map! {', 'map.insert("Ada", 36);'],
      ['declarative.rs', 'println!', '::std::io::_print(format_args!('],
      ['declarative.rs', 'Clone, Debug, Default, PartialEq)]\npub', 'impl ::core::clone::Clone for Shape'],
      ['procedural.rs', 'Builder)]', 'pub struct ConnectionBuilder'],
    ] as const) {
      const text = readFileSync(file(name), 'utf8');
      await server.open(file(name));
      expect(await server.hoverText(file(name), positionOf(text, needle))).toContain(expansion);
    }
  });

  it('says at a procedural macro that was never built why there is no expansion', async () => {
    const server = await project.start({ folder: project.path('app'), ...withoutRust() });
    const path = project.path('app/src/main.rs');
    await server.open(path);
    expect(await server.hoverText(path, { line: 1, character: 14 })).toMatch(
      /^\*\*Cannot be expanded\*\*: .*cargo was not found/m,
    );
    await server.ready();
    expect(server.diagnosticsOf(path) ?? []).toEqual([]);
  });
});

describe('a Cargo.toml that is not TOML', () => {
  const project = new TemporaryProject({
    'Cargo.toml': '[package]\nname = "broken"\nversion = \n',
    'src/main.rs': 'macro_rules! one { () => { 1 }; }\nfn main() {\n    println!("{}", one!());\n}\n',
  });
  afterEach(() => project.expectAlive());

  it.each([false, true])(
    'is told with the place, and the crate still has its macros (trusted: %s)',
    async (trusted) => {
      const server = await project.start({ trusted });
      const status = await server.ready();
      expect(status.health).toBe('warning');
      expect(status.message).toContain(`${project.path('Cargo.toml')}:3`);
      const path = project.path('src/main.rs');
      await server.open(path);
      expect(await server.hoverText(path, { line: 2, character: 6 })).toContain('format_args!("{0}\\n", 1)');
      expect(await server.hoverText(path, { line: 2, character: 20 })).toContain('`one` · declarative macro');
    },
  );
});

describe('half-typed calls', () => {
  const rest = '\nfn later() {}\n';
  const project = new TemporaryProject();
  beforeAll(async () => void (await project.start()));
  afterAll(() => project.expectAlive(), patience);

  it.each<[typed: string, completion: string, place: string, expansion: string]>([
    ['fn f() { vec![1, 2', ']; }', 'vec!', 'Box::new([1, 2])'],
    ['fn f() { println!("{}', '", 5); }', 'println!', 'format_args!("{0}\\n", 5)'],
    ['fn f() { println!("{}", ', '5); }', 'println!', 'format_args!("{0}\\n", 5)'],
    ['#[derive(', 'Clone)] struct S;', 'Clone', 'impl ::core::clone::Clone for S'],
    ['#[derive(Clone, ', ')] struct S;', 'Clone', 'impl ::core::clone::Clone for S'],
    ['#[derive(Clone, ]', '', 'Clone', ''],
    ['#[derive(Clone)]', ' struct S;', 'Clone', 'impl ::core::clone::Clone for S'],
    ['#[derive(Clone)] struct S {', ' a: u8 }', 'Clone', 'impl ::core::clone::Clone for S'],
    ['macro_rules! mine { () => { 77 }; } fn f() { mine!(', '); }', 'mine!(', '77'],
    ['macro_rules! mine { () => { 77 }; } fn f() { mine! ', '(); }', 'mine! ', '77'],
    ['macro_rules! mine { () => { 77 }; } fn f() { mine!', '[]; }', 'mine!', '77'],
    ['macro_rules! mine { () => { 77 ', '}; } fn f() { mine!(); }', 'mine', ''],
    ['fn f() { let x = ((vec![1, 2', '])); }', 'vec!', 'Box::new([1, 2])'],
    ['fn f() { vec![1, 2)', '', 'vec!', ''],
    ['fn f() { vec![1, 2] }}}}]])', '', 'vec!', 'Box::new([1, 2])'],
    ['fn f() { r#"unfinished', '"#; vec![1, 2]; }', 'vec!', 'Box::new([1, 2])'],
    ["fn f() { vec!['", "a']; }", 'vec!', "Box::new(['a'])"],
    ['fn f() { /* vec![1, 2]', ' */ vec![1, 2]; }', '*/ vec!', 'Box::new([1, 2])'],
    ['', 'fn f() { vec![1, 2]; }', 'vec!', 'Box::new([1, 2])'],
  ])('%s', async (typed, completion, place, expansion) => {
    const { client } = project;
    const path = project.path('typed.rs');
    for (const text of [typed, typed + rest]) {
      await client.open(path, text);
      // Every place of the text: an expansion, a message, or nothing; never an error of the request.
      for (let character = 0; character <= typed.length; character++) {
        const hover: Hover | null = await client.hover(path, { line: 0, character });
        if (hover)
          expect(contentsOf(hover)).toMatch(
            /```rust\n|\*\*Cannot be expanded\*\*|expands to nothing|\d uses? in the workspace/,
          );
      }
      const end: Position = { line: 0, character: typed.length };
      await client.edit(path, end, end, completion);
      const complete = typed + completion;
      if (expansion === '') continue;
      const at = positionOf(complete, place, place.startsWith('*/') ? 3 : 0);
      const last = complete.lastIndexOf(place) + (place.startsWith('*/') ? 3 : 0);
      expect(await client.hoverText(path, { ...at, character: last })).toContain(expansion);
    }
  });
});

describe('macros that do not end', { timeout: patience }, () => {
  const text = `macro_rules! ping { ($($t:tt)*) => { pong!(x $($t)*) }; }
macro_rules! pong { ($($t:tt)*) => { ping!(x $($t)*) }; }
macro_rules! bomb { ($($t:tt)*) => { [bomb!($($t)* $($t)*), bomb!($($t)* $($t)*)] }; }
macro_rules! wide { ($($t:tt)*) => { $($t)* $($t)* $($t)* $($t)* $($t)* $($t)* $($t)* $($t)* }; }
macro_rules! wider { ($($t:tt)*) => { wide!(wide!(wide!(wide!(wide!(wide!(wide!(wide!($($t)*)))))))) }; }
fn main() {
    ping!();
    bomb!(a);
    wider!(a a a a a a a a);
}
`;
  const project = new TemporaryProject();
  beforeAll(async () => void (await project.start()));
  afterAll(() => project.expectAlive(), patience);

  it('names the cycle of macros that call each other for ever', async () => {
    const path = project.write('endless.rs', text);
    await project.client.open(path);
    const hover = await project.client.hoverText(path, positionOf(text, 'ping!();'));
    expect(hover).toContain('**Cannot be expanded**: recursion limit reached while expanding `ping!`');
    expect(hover).toContain('- expanding: `ping!` (arm 1) → `pong!` (arm 1) → `ping!`');
  });

  it.each(['bomb!(a);', 'wider!('])('stops what grows without end: %s', async (call) => {
    const path = project.write('endless.rs', text);
    await project.client.open(path);
    const hover = await project.client.hoverText(path, positionOf(text, call));
    expect(hover).toContain('**Cannot be expanded**');
    expect(hover.length).toBeLessThan(30_000);
    expect(hover).toMatch(/the expansion (produces|takes) more than \d+ (tokens|macro steps)/);
  });
});

describe('files of an unusual size', { timeout: patience }, () => {
  const project = new TemporaryProject();
  beforeAll(async () => void (await project.start()));
  afterAll(() => project.expectAlive(), patience);

  it.each([
    ['nested in an expression', (n: number) => `const A: u8 = ${'('.repeat(n)}1${')'.repeat(n)};\n`],
    ['nested in a macro call', (n: number) => `fn g() { other!(${'['.repeat(n)}${']'.repeat(n)}); }\n`],
    ['opened and never closed', (n: number) => `fn g() {}\n// ${'{'.repeat(n)}\n${'{('.repeat(n / 2)}\n`],
    ['closed and never opened', (n: number) => `fn g() {}\n${')}'.repeat(n / 2)}\n`],
    [
      'in a macro',
      (n: number) =>
        `macro_rules! deep { () => { ${'('.repeat(n)}${')'.repeat(n)} }; }\nfn h() { deep!(); }\n`,
    ],
  ])('100,000 brackets %s', async (_where, make) => {
    const text = `fn f() { let v = vec![1, 2]; }\n${make(100_000)}`;
    const path = project.path('deep.rs');
    await project.client.open(path, text);
    expect(await project.client.hoverText(path, positionOf(text, 'vec!'))).toContain('Box::new([1, 2])');
    for (const needle of ['other!', 'deep!();'])
      if (text.includes(needle))
        expect(await project.client.hoverText(path, positionOf(text, needle))).toContain(
          '**Cannot be expanded**',
        );
    await project.client.edit(path, { line: 0, character: 22 }, { line: 0, character: 23 }, '7');
    expect(await project.client.hoverText(path, positionOf(text, 'vec!'))).toContain('Box::new([7, 2])');
  });

  it('one megabyte of Rust', async () => {
    const item = (n: number) => `pub fn f${n}(a: u32) -> Vec<u32> { let b = a + ${n}; vec![a, b, ${n}] }\n`;
    const text = Array.from({ length: 16_000 }, (_, n) => item(n)).join('');
    expect(text.length).toBeGreaterThan(1_000_000);
    const path = project.path('large.rs');
    await project.client.open(path, text);
    expect(await project.client.hoverText(path, positionOf(text, 'vec![a, b, 15999]'))).toContain(
      'Box::new([a, b, 15999])',
    );
    await project.client.edit(path, { line: 0, character: 0 }, { line: 0, character: 0 }, '// edited\n');
    expect(
      await project.client.hoverText(path, {
        line: 16_000,
        character: text.split('\n')[15_999]?.indexOf('vec!') ?? 0,
      }),
    ).toContain('Box::new([a, b, 15999])');
  });

  it('one macro call of one megabyte', async () => {
    const text = `fn f() { let v = vec![${'1234567, '.repeat(120_000)}]; }\n`;
    const path = project.path('long.rs');
    await project.client.open(path, text);
    const hover = await project.client.hoverText(path, positionOf(text, 'vec!'));
    expect(hover).toContain('1234567');
  });
});
