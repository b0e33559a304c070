import { describe, expect, it } from 'vitest';
import { parseTokenTrees } from './parseTokenTrees';
import { leafTexts, printTokens } from './tokenText';
import type { Group, Leaf, TokenTree } from './token';

function tokensOf(text: string): TokenTree[] {
  return parseTokenTrees({ id: 0, path: undefined, text }).tokens;
}

/** The same tokens as if a macro had made them: no information about spacing. */
function apart(tokens: readonly TokenTree[]): TokenTree[] {
  return tokens.map((token) =>
    token.kind === 'group'
      ? { ...token, spacing: 'alone', openSpacing: 'alone', tokens: apart(token.tokens) }
      : { ...token, spacing: 'alone' },
  );
}

function invisible(tokens: TokenTree[]): Group {
  const span = { source: 0, start: 0, end: 0, context: 0 };
  return {
    kind: 'group',
    delimiter: 'invisible',
    tokens,
    open: span,
    close: span,
    openSpacing: 'alone',
    spacing: 'jointHidden',
  };
}

describe('leafTexts', () => {
  it('gives delimiters, raw names and comments as written', () => {
    const tokens = [...tokensOf("r#fn({ 'r#a })"), invisible(tokensOf('x')), ...tokensOf('/// d\n/*! e */')];
    expect(leafTexts(tokens)).toEqual(['r#fn', '(', '{', "'r#a", '}', ')', 'x', '/// d', '/*! e */']);
  });
});

describe('printTokens', () => {
  it('keeps the spacing of the source', () => {
    const text = 'a+b, c.d :: <Vec<u8>> ; 1.max(2) t.0.1 &mut x[..] if(a) { b } {}';
    expect(printTokens(tokensOf(text.replace('c.d', 'c . d')))).toBe(text);
  });

  it('spaces what a macro made as rustc does', () => {
    expect(printTokens(apart(tokensOf('#[a(b)] pub(crate) fn f(x:&u8)->T{x.y;} let(a,b)=1;')))).toBe(
      '#[a(b)] pub(crate) fn f(x : & u8) -> T { x.y; } let (a, b) = 1;',
    );
  });

  it.each([
    ['a', 'b'],
    ['<', '<='],
    ['&', '&'],
    ['/', '/'],
    ['/', '*'],
    ["'a", "'b"],
    ["'a", 'b'],
    ['1', '.'],
    ['1.', '.'],
    ['1', 'u8'],
    ['r', '"x"'],
    ['"x"', 'y'],
    ['b', "'x'"],
    ['=', '=>'],
    ['.', '..'],
    [':', ':'],
    ['#', '"x"'],
    ['-', '>'],
    ['<', '-'],
  ])('keeps %s and %s two tokens, through invisible groups too', (left, right) => {
    const hide = (text: string): Leaf => ({ ...tokensOf(text)[0], spacing: 'jointHidden' }) as Leaf;
    const tokens = [invisible([hide(left)]), invisible([invisible([hide(right)])])];
    expect(leafTexts(tokensOf(printTokens(tokens)))).toEqual([left, right]);
  });

  // What rustc 1.85.1 says for `stringify!($a $b)` when `:` stands right behind the first in the call.
  it.each([
    ['_', 'x'],
    ['a', '1'],
    ["'a", 'b'],
    ['"a"', 'b'],
    ['-', '>'],
  ])('`asSpaced` prints %s and %s as one where nothing stood behind the first', (left, right) => {
    const [first] = tokensOf(`${left}: x`) as [Leaf];
    expect(printTokens([first, ...tokensOf(right)], 'asSpaced')).toBe(left + right);
  });

  it('ends the line after a line comment', () => {
    expect(printTokens(tokensOf('/// a\nfn f() {}'))).toBe('/// a\nfn f() {}');
  });

  it('prints groups nested a hundred thousand times', () => {
    let tokens: TokenTree[] = [];
    for (let depth = 0; depth < 100_000; depth++) tokens = [{ ...invisible(tokens), delimiter: 'paren' }];
    expect(printTokens(tokens)).toHaveLength(200_000);
  });
});
