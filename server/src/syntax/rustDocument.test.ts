import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { RustDocument } from './rustDocument';
import { SourceMap } from './sourceMap';
import { createRustParser } from './treeSitterGrammar';
import type { Node, Parser } from 'web-tree-sitter';

const require = createRequire(import.meta.url);
let parser: Parser;

beforeAll(async () => {
  parser = await createRustParser({
    runtime: readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm')),
    grammar: readFileSync(require.resolve('tree-sitter-rust/tree-sitter-rust.wasm')),
  });
});

function open(text: string): RustDocument {
  return new RustDocument({
    path: '/a.rs',
    text,
    version: 1,
    edition: 2021,
    sources: new SourceMap(),
    parser,
  });
}

/** The text of the call at `$0`, with what kind it is. */
function callAt(fixture: string): string {
  const offset = fixture.indexOf('$0');
  const document = open(fixture.replace('$0', ''));
  const site = document.invocationAt(offset);
  if (!site) return 'none';
  return `${site.kind}${site.nested ? ' nested' : ''}: ${document.text.slice(site.span.start, site.span.end)}`;
}

describe('invocationAt', () => {
  it.each([
    ['fn f() { pr$0intln!("x"); }', 'bang: println!("x")'],
    ['fn f() { std::prin$0tln!("x"); }', 'bang: std::println!("x")'],
    ['fn f() { println$0!("x"); }', 'bang: println!("x")'],
    ['fn f() { println!("x$0"); }', 'bang: println!("x")'],
    ['fn f() { println!("x")$0; }', 'bang: println!("x")'],
    ['fn f() { println!("x");$0 }', 'none'],
    ['fn f() { vec![form$0at!("{}", x)]; }', 'bang nested: format!("{}", x)'],
    ['fn f() { v$0ec![format!("{}", x)]; }', 'bang: vec![format!("{}", x)]'],
    ['fn f() { a!(b!(c!($0))); }', 'bang nested: c!()'],
    ['fn f() { a!({ let x = b![$01]; x }); }', 'bang nested: b![1]'],
    ['#[derive(De$0bug, Clone)] struct S;', 'derive: Debug'],
    ['#[derive(Debug$0, Clone)] struct S;', 'derive: Debug'],
    ['#[derive(Debug, serde::Ser$0ialize)] struct S;', 'derive: serde::Serialize'],
    ['#[der$0ive(Debug)] struct S;', 'none'],
    ['#[tokio::ma$0in] async fn main() {}', 'attribute: #[tokio::main]'],
    ['#[to$0kio::main(flavor = "x")] async fn main() {}', 'attribute: #[tokio::main(flavor = "x")]'],
    ['#[inl$0ine] fn f() {}', 'none'],
    ['pin_project! { #[derive(Cl$0one)] struct S { x: u8 } }', 'derive nested: Clone'],
    ['#[a] mod m { fn f() { b!($0); } }', 'bang: b!()'],
    ['unsafe extern "C" { m$0!(); }', 'bang: m!()'],
    ['fn f() { let s = "é👩‍🚀"; p$0!(s) }', 'bang: p!(s)'],
    ['fn f( { let = ; a!(1$0', 'bang: a!(1'],
    ['macro_rules! m { () => { n$0!() } }', 'none'],
  ])('%s', (fixture, expected) => {
    expect(callAt(fixture)).toBe(expected);
  });
});

describe('changes', () => {
  it('are applied in order, and tokens and tree follow', () => {
    const document = open('fn f() { a!(1); }\n');
    const before = document.source.id;
    expect(document.invocations()).toHaveLength(1);
    document.applyChanges(
      [
        { start: 9, end: 14, text: '"é👍";\n b!(2); c!{}' },
        { start: 0, end: 0, text: '// x\n' },
      ],
      2,
    );
    expect(document.text).toBe('// x\nfn f() { "é👍";\n b!(2); c!{}; }\n');
    expect(document.version).toBe(2);
    expect(document.source.id).not.toBe(before);
    expect(document.invocations().map((site) => document.text.slice(site.span.start, site.span.end))).toEqual(
      ['b!(2)', 'c!{}'],
    );
  });

  it('give the same tree as parsing the new text', () => {
    const document = open('mod m {\n  fn f() { a!(1); }\n}\n');
    expect(document.tree?.rootNode.hasError).toBe(false);
    document.applyChanges([{ start: 19, end: 24, text: 'x.y(\n"👍"' }], 2);
    document.applyChanges(
      [{ start: document.text.indexOf('"👍"') + 4, end: document.text.indexOf('"👍"') + 4, text: ')' }],
      3,
    );
    expect(document.tree?.rootNode.toString()).toBe(open(document.text).tree?.rootNode.toString());
    document.dispose();
  });

  it('outside of the text are cut to it', () => {
    const document = open('ab');
    document.applyChanges(
      [
        { start: 1, end: 99, text: 'c' },
        { start: 50, end: 40, text: 'd' },
      ],
      2,
    );
    expect(document.text).toBe('acd');
  });
});

it('works without a parser', () => {
  const document = new RustDocument({
    path: undefined,
    text: 'a!();',
    version: 1,
    edition: 2021,
    sources: new SourceMap(),
  });
  expect(document.tree).toBeUndefined();
  expect(document.invocations()).toHaveLength(1);
});

describe('the token finder and tree-sitter', () => {
  const code = `
    #![allow(x)]
    use a::b;
    thread_local! { static X: u8 = 1; }
    impl<T: Into<u8>> S<T> where T: Copy { m!{} fn f(&self) -> Option<t!()> { if !(self.a) { return !x; } a!(x)?.b(|c| d![c]); match e!() { p!(1) | 2 => f!(), _ => { g!{} } } } }
    const C: u8 = h!(1) + i::j!(2);
    fn g<'a>(x: &'a [k!()]) { let l!(y) = n!(); 'l: loop { break 'l o!(); } S { a: q!(), ..r!() }; async move { s!() }; }
  `;

  it('find the same calls where the tree has no error', () => {
    const document = open(code);
    const root = document.tree?.rootNode;
    expect(root?.hasError).toBe(false);
    const fromTree = root
      ?.descendantsOfType('macro_invocation')
      .filter((node) => isOutermost(node))
      .map((node) => node?.startIndex);
    expect(document.invocations().map((site) => site.span.start)).toEqual(fromTree);
  });

  function isOutermost(node: Node | null): boolean {
    for (let outer = node?.parent; outer; outer = outer.parent)
      if (outer.type === 'macro_invocation') return false;
    return true;
  }
});
