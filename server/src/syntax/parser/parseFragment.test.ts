/** How far fragments reach is tested against rustc in test/conformance/fragments. Here: what surrounds it. */
import { describe, expect, test } from 'vitest';
import { parseTokenTrees } from '../parseTokenTrees';
import { SourceMap } from '../sourceMap';
import { TokenCursor } from '../tokenCursor';
import { leafTexts, printTokens } from '../tokenText';
import type { Delimiter, FragmentKind, Group, TokenTree } from '../token';
import {
  fragmentMayBegin,
  parseFragment,
  parseWhole,
  type MacroCallSite,
  type NodePosition,
} from './parseFragment';

function tokensOf(text: string): TokenTree[] {
  return parseTokenTrees(new SourceMap().add(undefined, text), { edition: 2021 }).tokens;
}

function group(delimiter: Delimiter, tokens: readonly TokenTree[], fragment?: FragmentKind): Group {
  const span = { source: 0, context: 0, start: 0, end: 0 };
  return {
    kind: 'group',
    delimiter,
    tokens,
    fragment,
    open: span,
    close: span,
    openSpacing: 'alone',
    spacing: 'alone',
  };
}

/** What the fragment takes, or the message. */
function taken(kind: FragmentKind, tokens: readonly TokenTree[]): string {
  const cursor = new TokenCursor(tokens);
  const start = cursor.clone();
  const result = parseFragment(kind, cursor, 2021);
  return result.ok ? leafTexts(start.tokensUntil(cursor)).join(' ') : result.message;
}

test('a fragment may end inside of an operator', () => {
  const cursor = new TokenCursor(tokensOf('A<B>>= c'));
  const start = cursor.clone();
  expect(parseFragment('ty', cursor, 2021)).toEqual({ ok: true });
  expect(printTokens(start.tokensUntil(cursor))).toBe('A<B>');
  expect(cursor.peek()).toMatchObject({ kind: 'punct', text: '>=' });
});

test('a fragment may begin with the rest of an operator', () => {
  const cursor = new TokenCursor(tokensOf('&&a, b'));
  cursor.split(1);
  expect(parseFragment('expr', cursor, 2021)).toEqual({ ok: true });
  expect(cursor.index).toBe(2);
});

test('a failure names the token of the outermost level, and the very token', () => {
  expect(parseFragment('expr', new TokenCursor(tokensOf('f(a, { b(1 2) })')), 2021)).toEqual({
    ok: false,
    message: 'expected one of `)`, `,`, `.`, `?`, or an operator, found `2`',
    index: 1,
    span: { source: 0, start: 11, end: 12, context: 0 },
  });
});

test.each<[FragmentKind, string, string | undefined]>([
  ['block', '{ let }', '}'],
  ['expr', 'a + (b * )', ')'],
  ['expr', 'f[1 2]', '2'],
  ['item', 'struct S { (a) }', '('],
  ['pat', 'A { b: C(!=) }', '!='],
  ['expr', 'a +', undefined],
])('the failure of %s %s is at %s', (kind, text, at) => {
  const result = parseFragment(kind, new TokenCursor(tokensOf(text)), 2021);
  const span = result.ok ? undefined : result.span;
  expect(span && text.slice(span.start, span.end)).toBe(at);
});

test.each<[FragmentKind, string, string]>([
  ['expr', '=> a', 'expected expression, found `=>`'],
  ['expr', 'struct', 'expected expression, found keyword `struct`'],
  ['expr', 'abstract', 'expected expression, found reserved keyword `abstract`'],
  ['expr', 'a +', 'expected expression, found `<eof>`'],
  ['expr', '(a +)', 'expected expression, found `)`'],
  ['expr', 'a == b == c', 'comparison operators cannot be chained'],
  ['ty', 'struct', 'expected type, found keyword `struct`'],
  ['ty', '*u8', 'expected `mut` or `const` keyword in raw pointer type'],
  ['pat', '=>', 'expected pattern, found `=>`'],
  ['item', 'let', 'expected an item keyword'],
  ['stmt', '', 'expected a statement'],
  ['lifetime', 'a', 'expected a lifetime, found `a`'],
  ['literal', 'a', 'unexpected token: `a`'],
  ['block', 'a', 'expected `{`, found `a`'],
  ['path', 'a::1', 'expected identifier, found `1`'],
])('%s fragment: %s: %s', (kind, text, message) => {
  expect(taken(kind, tokensOf(text))).toBe(message);
});

test('no fragment begins at the end', () => {
  const kinds: FragmentKind[] = [
    'expr',
    'ty',
    'pat',
    'vis',
    'item',
    'stmt',
    'tt',
    'ident',
    'block',
    'path',
    'meta',
  ];
  for (const kind of kinds) expect(fragmentMayBegin(kind, new TokenCursor([]), 2021)).toBe(false);
});

describe('invisible groups of procedural macros do not exist for the parser', () => {
  const sum = group('invisible', tokensOf('1 + 2'));

  test('their tokens stand in the list around them', () => {
    expect(taken('expr', [sum, ...tokensOf('* 3')])).toBe('1 + 2 * 3');
    expect(taken('expr', [...tokensOf('f'), group('paren', [sum]), ...tokensOf(', x')])).toBe('f ( 1 + 2 )');
    expect(
      taken('ty', [group('invisible', [group('invisible', tokensOf('A'))]), ...tokensOf('<B>, c')]),
    ).toBe('A < B >');
    expect(taken('expr', [group('invisible', []), ...tokensOf('a, b')])).toBe('a');
    expect(fragmentMayBegin('ident', new TokenCursor([group('invisible', tokensOf('a'))]), 2021)).toBe(true);
  });

  test('the cursor cannot stop inside of one', () => {
    expect(taken('ident', [group('invisible', tokensOf('a b'))])).toBe(
      'a fragment ends inside of a group that a procedural macro made',
    );
  });

  test('an operator behind one can be split', () => {
    const cursor = new TokenCursor([
      ...tokensOf('A <'),
      group('invisible', tokensOf('B')),
      ...tokensOf('>> c'),
    ]);
    expect(parseFragment('ty', cursor, 2021)).toEqual({ ok: true });
    expect(cursor.index).toBe(3);
    expect(cursor.peek()).toMatchObject({ kind: 'punct', text: '>' });
  });
});

describe('nesting without end is refused and not a crash', () => {
  const nestings: [string, FragmentKind, (tokens: TokenTree[]) => TokenTree[]][] = [
    ['parentheses', 'expr', (tokens) => [group('paren', tokens)]],
    ['blocks', 'expr', (tokens) => [group('brace', tokens)]],
    ['conditions', 'expr', (tokens) => [...tokensOf('if a'), group('brace', tokens)]],
    ['tuples', 'ty', (tokens) => [group('paren', tokens)]],
    ['patterns', 'pat', (tokens) => [...tokensOf('S'), group('paren', tokens)]],
    ['modules', 'item', (tokens) => [...tokensOf('mod a'), group('brace', tokens)]],
    ['fragments', 'expr', (tokens) => [group('invisible', [...tokens, ...tokensOf('{}')], 'expr')]],
    ['groups of procedural macros', 'expr', (tokens) => [group('invisible', tokens)]],
  ];
  test.each(nestings)('%s', (_, kind, wrap) => {
    let tokens: TokenTree[] = kind === 'item' ? [] : tokensOf('a');
    for (let level = 0; level < 100_000; level++) tokens = wrap(tokens);
    parseFragment(kind, new TokenCursor(tokens), 2021);
  });

  test.each<[FragmentKind, string]>([
    ['expr', 'a = '],
    ['expr', '|| '],
    ['expr', 'return '],
    ['expr', 'a::<'],
    ['ty', 'A<'],
    ['ty', '<'],
    ['ty', '& '],
    ['ty', 'fn() -> '],
    ['pat', '& '],
  ])('%s: %s', (kind, text) => {
    expect(taken(kind, tokensOf(`${text.repeat(100_000)} a`))).toBe('syntax is nested too deeply');
  });

  test.each(['!', '- ', '1 + ', 'if a {} else ', '#[a] '])('long but flat code is read: %s', (text) => {
    expect(parseFragment('expr', new TokenCursor(tokensOf(`${text.repeat(20_000)} {}`)), 2021)).toEqual({
      ok: true,
    });
  });
});

describe('parseWhole', () => {
  test.each<[NodePosition, string, boolean]>([
    ['item', '#![a] fn f() {} m! {}', true],
    ['item', 'fn f() {} a', false],
    ['statement', 'let a = 1; m! {} a', true],
    ['expression', 'a + b', true],
    ['expression', 'a;', true],
    ['expression', 'a b', false],
    ['pattern', 'A | B', true],
    ['type', 'Vec<u8>', true],
    ['type', 'Vec<u8> a', false],
  ])('%s: %s', (position, text, ok) => {
    expect(parseWhole(position, tokensOf(text), 2021).ok).toBe(ok);
  });

  test('tells of every macro call and where it stands', () => {
    const calls: MacroCallSite[] = [];
    const text = `
      a::m! {}
      fn f(m1!(): m2!()) -> [u8; m3!()] { m4!(); m5! {}.a(); let x = m6!(m7!()); if m8!() {} m9!() }`;
    parseWhole('item', tokensOf(text), 2021, { macroCall: (call) => calls.push(call) });
    expect(
      calls.map(({ list, start, end, position }) => `${position} ${printTokens(list.slice(start, end))}`),
    ).toEqual([
      'item a::m! {}',
      'pattern m1!()',
      'type m2!()',
      'expression m3!()',
      'statement m4!()',
      'statement m5! {}',
      'expression m6!(m7!())',
      'expression m8!()',
      'statement m9!()',
    ]);
  });

  test('tells of items at every level, inner ones first', () => {
    const items: string[] = [];
    parseWhole('item', tokensOf('#[a] mod b { fn f() { struct S; } } impl T { const C: u8 = 1; }'), 2021, {
      item: ({ list, start, end }) => items.push(printTokens(list.slice(start, end))),
    });
    expect(items).toEqual([
      'struct S;',
      'fn f() { struct S; }',
      '#[a] mod b { fn f() { struct S; } }',
      'const C: u8 = 1;',
      'impl T { const C: u8 = 1; }',
    ]);
  });
});
