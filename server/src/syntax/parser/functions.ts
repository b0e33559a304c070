/** Functions and their parameters (rustc_parse/src/parser/item.rs; Reference, "Functions"). */
import { skipOuterAttributes } from './attributes';
import { canBeginStringLiteral, fragmentOf, isBlock } from './beginnings';
import { parseGenerics, parseWhereClause } from './generics';
import type { Parser } from './parser';
import { parsePattern } from './patterns';
import { parseBlock } from './statements';
import { parseReturnType, parseType } from './types';
import { isReserved, isWord } from './words';

/** `optionalNames`: parameters may be types alone, as in types of functions and, in edition 2015, in traits. */
export type ParameterNames = 'required' | 'optionalNames';

/** `const async unsafe extern "C" fn`, in this order. */
export function parseFunctionQualifiers(p: Parser): void {
  p.eatWord('const');
  if (p.eatWord('async')) {
    if (p.edition < 2018) p.fail('`async fn` is not permitted in Rust 2015');
    if (isReserved('gen', p.edition)) p.eatWord('gen');
  } else if (isReserved('gen', p.edition)) p.eatWord('gen');
  if (!p.eatWord('unsafe')) p.eatWord('safe');
  if (p.eatWord('extern')) parseAbi(p);
  p.expectWord('fn');
}

/** The string after `extern`, if there. */
export function parseAbi(p: Parser): void {
  const token = p.peek();
  if (!canBeginStringLiteral(token)) return;
  if (token?.kind === 'literal' && token.literal !== 'string' && token.literal !== 'rawString')
    p.fail('non-string ABI literal');
  p.bump();
}

/** A function from its qualifiers to its body or semicolon. */
export function parseFunction(p: Parser, names: ParameterNames): void {
  parseFunctionQualifiers(p);
  p.expectIdent();
  parseGenerics(p);
  parseParameters(p, names);
  parseReturnType(p, true);
  parseWhereClause(p);
  if (p.isPunct('=')) p.fail('function body cannot be `= expression;`');
  if (p.isPunct(';')) {
    p.bump();
    return;
  }
  if (!isBlock(p.peek())) p.expectedOneOf('`{`');
  parseBlock(p, true);
}

export function parseParameters(p: Parser, names: ParameterNames): void {
  if (!p.isGroup('paren')) p.fail('missing parameters for function definition');
  let first = true;
  p.expectGroup('paren', () =>
    p.commaSeparated(() => {
      parseParameter(p, names, first);
      first = false;
    }),
  );
}

function parseParameter(p: Parser, names: ParameterNames, first: boolean): void {
  skipOuterAttributes(p);
  if (parseSelf(p)) {
    if (!first) p.fail('unexpected `self` parameter in function');
    return;
  }
  const nameRequired = names === 'required' && !p.isPunct('...');
  if (nameRequired || isNamed(p)) {
    if (parsePattern(p, { guard: false }) === 'alternatives')
      p.fail('top-level or-patterns are not allowed in function parameters');
    p.expectPunct(':');
  }
  parseType(p, { plus: true, variadic: true });
}

/** `self`, `mut self`, `&self`, `&'a mut self`, `self: Type`. Returns whether there is one. */
function parseSelf(p: Parser): boolean {
  let words = 0;
  if (p.isPunct('&')) {
    words = 1;
    if (p.peek(1)?.kind === 'lifetime') words++;
  }
  if (p.isWord('mut', words)) words++;
  if (!p.isWord('self', words) || p.isPunct('::', words + 1)) return false;
  const reference = p.isPunct('&');
  for (let each = 0; each <= words; each++) p.bump();
  if (!reference && p.eatPunct(':')) parseType(p, { plus: true });
  return true;
}

/** Whether a name and a colon begin the parameter of a function type. */
function isNamed(p: Parser): boolean {
  const token = p.peek();
  const fragment = fragmentOf(token);
  if (fragment === 'pat' || fragment === 'pat_param') return p.isPunct(':', 1);
  const offset = p.isPunct('&') || p.isPunct('&&') || isWord(token, 'mut') ? 1 : 0;
  return p.peek(offset)?.kind === 'ident' && p.isPunct(':', offset + 1);
}

/** `unsafe extern "C" {`, which looks like the beginning of a function. */
export function isUnsafeExternBlock(p: Parser): boolean {
  if (!p.isWord('unsafe') || !p.isWord('extern', 1)) return false;
  return p.isGroup('brace', canBeginStringLiteral(p.peek(2)) ? 3 : 2);
}
