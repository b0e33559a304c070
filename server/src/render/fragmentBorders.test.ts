import { describe, expect, it } from 'vitest';
import { parseTokenTrees } from '../syntax/parseTokenTrees';
import { printTokens } from '../syntax/tokenText';
import type { TokenTree } from '../syntax/token';
import { showFragmentBorders } from './fragmentBorders';

/** The text with each `⟦…⟧` as an expression fragment, each `⟪…⟫` as a statement fragment and each `⟨…⟩` as a type fragment. */
function show(text: string): string {
  const { tokens } = parseTokenTrees({
    id: 0,
    path: undefined,
    text: text
      .replaceAll('⟦', '[#expr#')
      .replaceAll('⟪', '[#stmt#')
      .replaceAll('⟨', '[#ty#')
      .replace(/[⟧⟫⟩]/g, ']'),
  });
  return printTokens(showFragmentBorders(fragments(tokens))).replace(/\s+/g, ' ');
}

function fragments(tokens: readonly TokenTree[]): TokenTree[] {
  return tokens.map((token): TokenTree => {
    if (token.kind !== 'group') return token;
    const inner = fragments(token.tokens);
    const [hash, mark] = inner;
    const kind = hash?.kind === 'punct' && mark?.kind === 'ident' ? mark.text : undefined;
    return kind === 'expr' || kind === 'stmt' || kind === 'ty'
      ? {
          ...token,
          delimiter: 'invisible',
          fragment: kind,
          tokens: inner.slice(3),
          openSpacing: 'alone',
        }
      : { ...token, tokens: inner };
  });
}

describe('expressions that a macro passes on as a whole', () => {
  it.each([
    ['⟦1 + 1⟧ * 2', '(1 + 1) * 2'],
    ['⟦a * b⟧ + 2', 'a * b + 2'],
    ['2 - ⟦a - b⟧', '2 - (a - b)'],
    ['⟦a - b⟧ - 2', 'a - b - 2'],
    ['!⟦a && b⟧', '!(a && b)'],
    ['!⟦a.b(c)⟧', '!a.b(c)'],
    ['-⟦a as u8⟧', '-(a as u8)'],
    ['⟦a + b⟧.abs()', '(a + b).abs()'],
    ['⟦-1⟧.abs()', '(-1).abs()'],
    ['⟦f(x)?⟧.abs()', 'f(x)?.abs()'],
    ['⟦|x| x⟧(1)', '(|x| x)(1)'],
    ['⟦a == b⟧ == c', '(a == b) == c'],
    ['x = ⟦a = b⟧', 'x = a = b'],
    ['f(⟦a + b⟧, ⟦return⟧)', 'f(a + b, return)'],
    ['let x = ⟦a + b⟧;', 'let x = a + b;'],
    ['&mut ⟦a + b⟧', '&mut (a + b)'],
    ['if ⟦S { a }.ok()⟧ {}', 'if (S { a }.ok()) {}'],
    ['0..⟦a || b⟧', '0..a || b'],
    ['⟦⟦1 + 1⟧⟧ * 2', '(1 + 1) * 2'],
    ['g(!⟦a | b⟧)', 'g(!(a | b))'],
  ])('%s', (text, expected) => {
    expect(show(text).replace(/\s/g, '')).toBe(expected.replace(/\s/g, ''));
  });
});

describe('statements that a macro passes on as a whole', () => {
  it.each([
    ['⟪f(x)⟫ R { a }', 'f(x); R { a }'],
    ['⟪let a = b⟫⟪;⟫ c', 'let a = b; c'],
    ['⟪if a {}⟫ c', 'if a {} c'],
    ['⟪f(x)⟫', 'f(x)'],
    ['⟪f(x)⟫; c', 'f(x); c'],
  ])('%s', (text, expected) => {
    expect(show(text).replace(/\s/g, '')).toBe(expected.replace(/\s/g, ''));
  });
});

describe('casts to a type that a macro was given, before what would begin its arguments', () => {
  it.each([
    ['1 as ⟨u32⟩ << 8', '(1 as u32) << 8'],
    ['x = 1 as ⟨u32⟩ < 8', 'x = (1 as u32) < 8'],
    ['return a.b(c)?[0] as ⟨u32⟩ < 8', 'return (a.b(c)?[0] as u32) < 8'],
    ['x = -a::B as u8 as ⟨u32⟩ << 8', 'x = (-a::B as u8 as u32) << 8'],
    ['f(m!(1) as ⟨u32⟩ << 8)', 'f((m!(1) as u32) << 8)'],
    ['x - &mut y as ⟨T⟩ < z', 'x - (&mut y as T) < z'],
    ['a as ⟨u8⟩ << 1 == b as ⟨u8⟩ << 1', '(a as u8) << 1 == (b as u8) << 1'],
    // What the cast takes is found where it is simple; else the parentheses show the type's own border.
    ['a::<b>() as ⟨u32⟩ << 8', 'a::<b>() as (u32) << 8'],
    ['1 as ⟨u32⟩ > 8', '1 as u32 > 8'],
    ['1 as u32 + ⟨u32⟩ << 8', '1 as u32 + u32 << 8'],
  ])('%s', (text, expected) => {
    expect(show(text).replace(/\s/g, '')).toBe(expected.replace(/\s/g, ''));
  });
});
