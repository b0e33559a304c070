import { describe, expect, it } from 'vitest';
import { parseTokenTrees } from '../syntax/parseTokenTrees';
import { printTokens } from '../syntax/tokenText';
import type { TokenTree } from '../syntax/token';
import { showFragmentBorders } from './fragmentBorders';

/** The text with each `⟦…⟧` as an expression fragment and each `⟪…⟫` as a statement fragment. */
function show(text: string): string {
  const { tokens } = parseTokenTrees({
    id: 0,
    path: undefined,
    text: text.replaceAll('⟦', '[#expr#').replaceAll('⟪', '[#stmt#').replace(/[⟧⟫]/g, ']'),
  });
  return printTokens(showFragmentBorders(fragments(tokens))).replace(/\s+/g, ' ');
}

function fragments(tokens: readonly TokenTree[]): TokenTree[] {
  return tokens.map((token): TokenTree => {
    if (token.kind !== 'group') return token;
    const inner = fragments(token.tokens);
    const [hash, mark] = inner;
    const marked =
      hash?.kind === 'punct' && mark?.kind === 'ident' && (mark.text === 'expr' || mark.text === 'stmt');
    return marked
      ? {
          ...token,
          delimiter: 'invisible',
          fragment: mark.text === 'stmt' ? 'stmt' : 'expr',
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
