import { expect, test } from 'vitest';
import { outlineItems, type ItemOutline } from './itemOutline';
import { parseTokenTrees } from './parseTokenTrees';
import { SourceMap } from './sourceMap';
import { spanOf, type Group, type TokenTree } from './token';

function tokensOf(text: string): TokenTree[] {
  return parseTokenTrees(new SourceMap().add(undefined, text)).tokens;
}

/** Each outline as `keyword name [text]`. */
function outlines(text: string): string[] {
  const tokens = tokensOf(text);
  return outlineItems(tokens).map((item) => {
    const [first, last] = [tokens[item.start], tokens[item.end - 1]];
    const covered = first && last ? text.slice(spanOf(first).start, spanOf(last).end) : '';
    return `${item.keyword}${item.name ? ` ${item.name.text}` : ''} [${covered}]`;
  });
}

function only(text: string): ItemOutline {
  const [item] = outlineItems(tokensOf(text));
  if (!item) throw new Error('no item');
  return item;
}

test.each([
  ['fn f<const N: usize>(a: [u8; N]) -> Foo<{ N + 1 }> where T: A<{ 2 }> { body }', 'fn f'],
  ['pub(crate) const unsafe extern "C" fn f();', 'fn f'],
  ['async fn f() {}', 'fn f'],
  ['default unsafe fn f() {}', 'fn f'],
  ["fn f() -> impl Fn(u8) -> dyn A + use<'a> {}", 'fn f'],
  ['struct S<T>(T) where T: A;', 'struct S'],
  ['struct S { a: u8 }', 'struct S'],
  ['struct S;', 'struct S'],
  ['enum E<const A: bool = { 1 == 1 }> { B }', 'enum E'],
  ['union U { a: u8 }', 'union U'],
  ['unsafe auto trait T: A {}', 'trait T'],
  ['trait T = A + B;', 'trait alias T'],
  ['impl<T> const A<{ 1 }> for B<T> {}', 'impl'],
  ['impl !A for B {}', 'impl'],
  ['mod a;', 'mod a'],
  ['mod a { mod b; }', 'mod a'],
  ['use a::{b, c as d};', 'use'],
  ['extern crate a as b;', 'extern crate a'],
  ['unsafe extern "C" { fn f(); }', 'extern block'],
  ['extern {}', 'extern block'],
  ['const _: () = { struct X; };', 'const _'],
  ['const auto: u8 = 1;', 'const auto'],
  ['static mut A: fn(u8) -> u8 = f;', 'static A'],
  ["type A<'a, const N: usize> = &'a [*const B; N];", 'type A'],
  ['macro_rules! m { () => {} }', 'macro_rules m'],
  ['macro_rules! m ( () => {} );', 'macro_rules m'],
  ['macro m($a:expr) { $a }', 'macro m'],
  ['a::b! { c }', 'macro call'],
  ['::a::b!(c);', 'macro call'],
  ['m! [c];', 'macro call'],
  ['union!();', 'macro call'],
  ['default!();', 'macro call'],
  ['#[a] #[b(c)] pub(in d::e) fn f() {}', 'fn f'],
  ['/// doc\nfn r#fn() {}', 'fn fn'],
])('%s', (text, expected) => {
  expect(outlines(`${text} mod next;`)).toEqual([`${expected} [${text}]`, 'mod next [mod next;]']);
});

test('inner attributes belong to the file', () => {
  expect(outlines('#![no_std]\n//! doc\n#[a] mod b;')).toEqual([
    'inner attributes [#![no_std]\n//! doc]',
    'mod b [#[a] mod b;]',
  ]);
});

test('attributes: path, arguments, value', () => {
  const { attributes } = only(
    '#[rustfmt::skip] #[cfg(a)] #[path = "b.rs"] #[unsafe(no_mangle)] /** c */ fn f() {}',
  );
  expect(
    attributes.map((each) => ({
      path: each.path.map(({ text }) => text).join('::'),
      arguments: each.arguments?.tokens.length,
      value: each.value?.length,
      unsafe: each.unsafe,
      doc: each.doc?.text,
    })),
  ).toEqual([
    { path: 'rustfmt::skip', unsafe: false },
    { path: 'cfg', arguments: 1, unsafe: false },
    { path: 'path', value: 1, unsafe: false },
    { path: 'no_mangle', unsafe: true },
    { path: '', unsafe: false, doc: ' c ' },
  ]);
});

test('the path of a macro call, its argument, and the visibility of an item', () => {
  const plain = only('::a::b! { c d }');
  expect(plain.macroPath?.global).toBe(true);
  expect(plain.macroPath?.segments.map(({ text }) => text)).toEqual(['a', 'b']);
  expect(plain.body?.tokens).toHaveLength(2);
  expect(only('#[a] pub(crate) struct S;').visibility).toEqual({ start: 2, end: 4 });
  expect(only('#[a] struct S;').visibility).toEqual({ start: 2, end: 2 });
});

test('the body of an item: rules, fields, items', () => {
  expect(only('macro_rules! m { () => {} }').body?.tokens).toHaveLength(3);
  expect(only('struct S(u8, u8);').body?.delimiter).toBe('paren');
  expect(only('impl A for B { fn f() {} }').body?.tokens).toHaveLength(4);
  expect(only('mod a;').body).toBeUndefined();
});

test('half-typed code ends where the next item begins', () => {
  expect(outlines('fn f(\n) -> \nstruct S { a: u8 }')).toEqual([
    'fn f [fn f(\n) ->]',
    'struct S [struct S { a: u8 }]',
  ]);
  expect(outlines('use a::\nfn f() {}')).toEqual(['use [use a::]', 'fn f [fn f() {}]']);
  expect(outlines('foo bar\npub fn f() {}')).toEqual(['unknown [foo bar]', 'fn f [pub fn f() {}]']);
  expect(outlines('struct\nenum E {}')).toEqual(['struct [struct]', 'enum E [enum E {}]']);
  expect(outlines('#[a]')).toEqual(['unknown [#[a]]']);
  expect(outlines('pub')).toEqual(['unknown [pub]']);
  expect(outlines('const X: u8 = 1\nconst Y: u8 = 2;')).toEqual([
    'const X [const X: u8 = 1]',
    'const Y [const Y: u8 = 2;]',
  ]);
});

test('the statements of a block', () => {
  expect(outlines('let a = b { c }; macro_rules! m { () => {} } if a { b } fn f() {} m!(a); a + b')).toEqual([
    'unknown [let a = b { c };]',
    'macro_rules m [macro_rules! m { () => {} }]',
    'unknown [if a { b }]',
    'fn f [fn f() {}]',
    'macro call [m!(a);]',
    'unknown [a + b]',
  ]);
});

test('an item that a macro passed on is one token, which is the body', () => {
  const inner = tokensOf('struct S;');
  const span = { source: 0, context: 0, start: 0, end: 0 };
  const fragment: Group = {
    kind: 'group',
    delimiter: 'invisible',
    fragment: 'item',
    tokens: inner,
    open: span,
    close: span,
    openSpacing: 'alone',
    spacing: 'alone',
  };
  const items = outlineItems([...tokensOf('#[a]'), fragment, ...tokensOf('fn f() {}')]);
  expect(items.map(({ keyword, start, end }) => [keyword, start, end])).toEqual([
    ['fragment', 0, 3],
    ['fn', 3, 7],
  ]);
  expect(items[0]?.body?.tokens).toBe(inner);
});

test('outlines cover every token, whatever the tokens are', () => {
  const words =
    'fn struct impl < > :: ; {} () [] # ! pub const extern "C" macro_rules a b , = unsafe use'.split(' ');
  let seed = 1;
  for (let round = 0; round < 500; round++) {
    let text = '';
    for (let count = 0; count < 30; count++) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      text += `${words[seed % words.length] ?? ''} `;
    }
    const tokens = tokensOf(text);
    let end = 0;
    for (const item of outlineItems(tokens)) {
      expect(item.start).toBe(end);
      expect(item.end).toBeGreaterThan(item.start);
      end = item.end;
    }
    expect(end).toBe(tokens.length);
  }
});
