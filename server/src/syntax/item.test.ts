import { expect, test } from 'vitest';
import { parseItem, type Field, type Item } from './item';
import { parseTokenTrees } from './parseTokenTrees';
import { SourceMap } from './sourceMap';
import { printTokens } from './tokenText';
import type { TokenTree } from './token';

function tokensOf(text: string): TokenTree[] {
  return parseTokenTrees(new SourceMap().add(undefined, text)).tokens;
}

function print(tokens: readonly TokenTree[] | undefined): string | undefined {
  return tokens && printTokens(tokens);
}

function showField(field: Field): string {
  const parts = [
    ...field.attributes.map(({ tokens }) => print(tokens)),
    print(field.visibility),
    field.name && `${field.name.text}:`,
    print(field.type),
  ];
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}

function item(text: string): Item {
  const found = parseItem(tokensOf(text), 2021);
  if (!found) throw new Error('no item');
  return found;
}

test('a struct with everything', () => {
  const found = item(
    `#[derive(Clone)] /** doc */ pub(crate) struct S<'a: 'b, 'b, #[x] T: A<B<u8>> + ?Sized = Vec<u8>, const N: usize = { 1 }>
     where T: Iterator<Item = u8>, for<'c> &'c T: B, 'a: 'b, {
       #[serde(default)] pub a: Vec<Vec<T>>, b: fn(u8) -> &'a T,
     }`,
  );
  expect(found.kind).toBe('struct');
  expect(found.shape).toBe('named');
  expect(found.name.text).toBe('S');
  expect(print(found.visibility)).toBe('pub(crate)');
  expect(found.attributes.map(({ outline }) => outline.path[0]?.text)).toEqual(['derive', undefined]);
  expect(
    found.generics.map((each) => [each.kind, each.name.text, print(each.bounds), print(each.default)]),
  ).toEqual([
    ['lifetime', "'a", "'b", undefined],
    ['lifetime', "'b", '', undefined],
    ['type', 'T', 'A<B<u8>> + ?Sized', 'Vec<u8>'],
    ['const', 'N', 'usize', '{ 1 }'],
  ]);
  expect(found.generics[2]?.attributes).toHaveLength(1);
  expect(found.predicates.map(print)).toEqual(['T: Iterator<Item = u8>', "for<'c> &'c T: B", "'a: 'b"]);
  expect(found.fields.map(showField)).toEqual(['#[serde(default)] pub a: Vec<Vec<T>>', "b: fn(u8) -> &'a T"]);
});

test('the bounds of the last parameter end inside of `>>`', () => {
  expect(print(item('struct S<T: A<B>>(T);').generics[0]?.bounds)).toBe('A<B>');
  expect(print(item('struct S<T = A<B<C>>>(T);').generics[0]?.default)).toBe('A<B<C>>');
});

test('tuple structs, units and unions', () => {
  const tuple = item('struct S<T>(pub (crate) u8, (T, T), #[x] pub T,) where T: A;');
  expect([tuple.shape, tuple.fields.map(showField)]).toEqual([
    'tuple',
    ['pub(crate) u8', '(T, T)', '#[x] pub T'],
  ]);
  expect(tuple.predicates.map(print)).toEqual(['T: A']);
  expect(item('struct S;')).toMatchObject({ shape: 'unit', fields: [] });
  expect(item('struct S();')).toMatchObject({ shape: 'tuple', fields: [] });
  expect(item('struct S {}')).toMatchObject({ shape: 'named', fields: [] });
  expect(item('union U { a: u8, b: u16 }')).toMatchObject({ kind: 'union', shape: 'named' });
});

test('the variants of an enum', () => {
  const found = item('enum E<T> { A, #[default] B(T) = 1 + 2, C { c: T }, D() = { 3 } }');
  expect(found.shape).toBe('unit');
  expect(
    found.variants.map((each) => [
      each.name.text,
      each.shape,
      each.fields.map(showField).join(),
      print(each.discriminant),
      each.attributes.length,
    ]),
  ).toEqual([
    ['A', 'unit', '', undefined, 0],
    ['B', 'tuple', 'T', '1 + 2', 1],
    ['C', 'named', 'c: T', undefined, 0],
    ['D', 'tuple', '', '{ 3 }', 0],
  ]);
});

test.each([
  'fn f() {}',
  'struct S',
  'struct S { a u8 }',
  'struct S; struct T;',
  'enum E { A B }',
  '#[a]',
  '',
])('no struct, enum or union: %s', (text) => {
  expect(parseItem(tokensOf(text), 2021)).toBeUndefined();
});

test('an item that a macro passed on, with attributes in front', () => {
  const span = { source: 0, context: 0, start: 0, end: 0 };
  const found = parseItem(
    [
      ...tokensOf('#[a]'),
      {
        kind: 'group',
        delimiter: 'invisible',
        fragment: 'item',
        tokens: tokensOf('#[b] struct S;'),
        open: span,
        close: span,
        openSpacing: 'alone',
        spacing: 'alone',
      },
    ],
    2021,
  );
  expect(found?.name.text).toBe('S');
  expect(found?.attributes.map(({ outline }) => outline.path[0]?.text)).toEqual(['a', 'b']);
});
