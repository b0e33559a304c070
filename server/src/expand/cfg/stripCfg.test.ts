import { expect, test } from 'vitest';
import { parseTokenTrees } from '../../syntax/parseTokenTrees';
import { SourceMap } from '../../syntax/sourceMap';
import type { TokenTree } from '../../syntax/token';
import { printTokens } from '../../syntax/tokenText';
import { cfgOf } from '../builtin/testFixture';
import { stripCfg } from './stripCfg';

const cfg = cfgOf('on');

function tokensOf(text: string): TokenTree[] {
  return parseTokenTrees(new SourceMap().add(undefined, text)).tokens;
}

function strip(text: string): string {
  return printTokens(stripCfg(tokensOf(text), cfg))
    .replace(/\s+/g, ' ')
    .trim();
}

// What rustc itself leaves is the business of test/conformance/builtin; here is what needs no rustc to be known.

test('a field goes with its comma, also when its type has commas', () => {
  expect(strip('struct S { #[cfg(off)] a: HashMap<u8, Vec<(u8, u8)>>, b: u8 }')).toBe('struct S { b: u8 }');
});

test('a cfg that holds stays, since macros see it', () => {
  expect(strip('struct S { #[cfg(on)] a: u8 }')).toBe('struct S { #[cfg(on)] a: u8 }');
});

test('cfg_attr unfolds to its attributes, nested ones too', () => {
  expect(strip('#[cfg_attr(on, a, b(c), cfg_attr(on, d = "e"))] struct S;')).toBe(
    '#[a] #[b(c)] #[d = "e"] struct S;',
  );
  expect(strip('#[cfg_attr(off, a)] struct S;')).toBe('struct S;');
});

test('an inner attribute takes its surroundings away', () => {
  expect(strip('mod m { #![cfg(off)] fn f() {} struct S; } struct T;')).toBe('mod m {} struct T;');
});

test('macro arguments and macro_rules bodies are left alone', () => {
  const code = 'm! { #[cfg(off)] fn f() {} } macro_rules! r { () => { #[cfg(off)] fn f() {} }; }';
  expect(strip(code)).toBe(code);
});

test('a negated group is no macro argument', () => {
  expect(strip('fn f() { if !{ #[cfg(off)] a(); b } {} }')).toBe('fn f() { if !{ b } {} }');
});

test('a malformed cfg counts as true and a malformed cfg_attr as nothing', () => {
  expect(strip('#[cfg(1 + 2)] struct S; #[cfg_attr(1, a)] struct T;')).toBe(
    '#[cfg(1 + 2)] struct S; struct T;',
  );
});

test('the list itself comes back when nothing is configured', () => {
  const tokens = tokensOf('struct S { a: u8 } fn f() { if a { b } }');
  expect(stripCfg(tokens, cfg)).toBe(tokens);
});

test('half-written code loses nothing but what is disabled', () => {
  expect(strip('struct S { a: u8, #[cfg(off)] b')).toBe('struct S { a: u8, }');
  expect(strip('#[cfg(off)]')).toBe('');
  expect(strip('fn f() { #[cfg(off)] let x = ; y')).toBe('fn f() { y }');
  expect(strip('match x { #[cfg(off)] A => B, C =>')).toBe('match x { C => }');
});

test('brackets nested without end do not overflow the stack', () => {
  let tokens = tokensOf('#[cfg(off)] a; b');
  const [group] = tokensOf('{}');
  if (group?.kind !== 'group') throw new Error('no group');
  for (let depth = 0; depth < 100_000; depth++) tokens = [{ ...group, tokens }];
  expect(stripCfg(tokens, cfg)).toHaveLength(1);
});
