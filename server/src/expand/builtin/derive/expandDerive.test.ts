import { expect, test } from 'vitest';
import { parseTokenTrees } from '../../../syntax/parseTokenTrees';
import { SourceMap } from '../../../syntax/sourceMap';
import type { Span, TokenTree } from '../../../syntax/token';
import { printTokens } from '../../../syntax/tokenText';
import type { BuiltinContext } from '../context';
import { contextOf, definitionOf, errorOf, invocationOf } from '../testFixture';
import { expandBuiltin } from '../expandBuiltin';

// What derives write for correct items is judged by rustc in test/conformance/builtin.

function derive(trait: string, item: string, settings: Partial<BuiltinContext> = {}): readonly TokenTree[] {
  const { tokens } = parseTokenTrees(new SourceMap().add(undefined, item));
  const span: Span = { source: 0, start: 100, end: 105, context: 0 };
  const call = invocationOf(trait, 'derive', tokens, { span });
  return expandBuiltin(definitionOf(trait, 'derive'), call, contextOf(settings)).tokens;
}

test.each([
  ['Debug', 'fn f() {}', '`derive` may only be applied to `struct`s, `enum`s and `union`s'],
  ['Debug', 'union U { a: u8 }', 'this trait cannot be derived for unions'],
  ['PartialEq', 'union U { a: u8 }', 'this trait cannot be derived for unions'],
  ['Default', 'enum E { A }', '`#[derive(Default)]` on enum with no `#[default]`'],
  ['Default', 'enum E { #[default] A, #[default] B }', 'multiple declared defaults'],
  [
    'Default',
    'enum E { #[default] A(u8) }',
    'the `#[default]` attribute may only be used on unit enum variants',
  ],
  ['Default', 'enum E { #[default] #[default] A }', 'multiple `#[default]` attributes'],
  ['Default', 'enum E { #[default = 1] A }', '`#[default]` attribute does not accept a value'],
  ['Default', 'enum E { #[default] #[non_exhaustive] A }', 'default variant must be exhaustive'],
  [
    'CoercePointee',
    'struct S<T>(T);',
    '`CoercePointee` can only be derived on `struct`s with `#[repr(transparent)]`',
  ],
])('%s of `%s` is refused as rustc refuses it', (trait, item, message) => {
  expect(errorOf(() => derive(trait, item))).toMatchObject({ code: 'invalid-input', message });
});

test('half an item is an error and not a crash', () => {
  expect(errorOf(() => derive('Debug', 'struct S { a: ')).code).toBe('invalid-input');
  expect(errorOf(() => derive('Clone', 'struct')).code).toBe('invalid-input');
});

test('a derive that only rustc knows says so', () => {
  expect(errorOf(() => derive('RustcEncodable', 'struct S;'))).toMatchObject({
    code: 'not-expandable',
    message: 'the built-in derive `RustcEncodable` is not supported: only rustc itself can expand it',
  });
});

test('Clone is a copy only where Copy is derived by then', () => {
  const text = (derivesCopy: boolean): string =>
    printTokens(derive('Clone', 'struct S(u8);', { derivesCopy }));
  expect(text(true)).toContain('*self');
  expect(text(false)).toContain('S(::core::clone::Clone::clone(&self.0))');
});

test("the user's tokens keep their places and the others have that of the derive, with a mark of their own", () => {
  const leaves: TokenTree[] = [];
  const collect = (tokens: readonly TokenTree[]): void => {
    for (const token of tokens) {
      if (token.kind === 'group') collect(token.tokens);
      else leaves.push(token);
    }
  };
  collect(derive('Clone', 'struct Sample { field: u8 }'));
  const spans = (text: string) =>
    leaves.flatMap((leaf) => (leaf.kind === 'ident' && leaf.text === text ? [leaf.span] : []));
  expect(new Set(spans('field').map(({ start }) => start))).toEqual(new Set([16]));
  expect(spans('Sample')).toContainEqual({ source: 0, start: 7, end: 13, context: 0 });
  for (const span of spans('clone')) expect(span).toMatchObject({ start: 100, end: 105, context: 1 });
});

// rustc prints `r#` only before keywords, since its syntax tree has no spelling. The name is the same, and the user finds again what they wrote.
test('a raw identifier that needs not be raw keeps its spelling', () => {
  expect(printTokens(derive('Debug', 'enum E { r#Variant(u8) }'))).toContain('E::r#Variant(__self_0)');
});

test('a large enum is expanded in linear time and size', () => {
  const variants = Array.from({ length: 2000 }, (_, index) => `V${index}(u8)`).join(', ');
  expect(printTokens(derive('PartialOrd', `enum E { ${variants} }`))).toContain('E::V1999(__self_0)');
});
