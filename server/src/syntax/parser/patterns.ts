/** Patterns (rustc_parse/src/parser/pat.rs; Reference, "Patterns"). */
import type { TokenTree } from '../token';
import { skipOuterAttributes } from './attributes';
import {
  canBeginPattern,
  fragmentOf,
  isBlock,
  isPathStart,
  isQualifiedPathStart,
  isRangeOperator,
  isWholeExpression,
} from './beginnings';
import { parseExpression } from './expressions';
import { parseLiteral } from './literals';
import type { Parser } from './parser';
import { parsePath, parseQualifiedPath } from './paths';
import { parseBuiltinSyntax, isBuiltinSyntax, parseFieldName } from './primaryExpressions';
import { parseBlock } from './statements';
import { isBoolean, isPathSegmentKeyword, isPunct, isWord } from './words';

/** `identifier`: a binding; `range`; `rest`: `..`; `alternatives`: with `|` at the top. */
export type PatternShape = 'identifier' | 'range' | 'rest' | 'alternatives' | 'other';

/** A pattern with alternatives; with a guard (`A if b`, unstable) where that is allowed. */
export function parsePattern(
  p: Parser,
  context: { readonly guard: boolean } = { guard: true },
): PatternShape {
  p.enter();
  const leading = eatAlternative(p);
  let shape = parseSinglePattern(p, true);
  if (leading) shape = 'alternatives';
  while (eatAlternative(p)) {
    shape = 'alternatives';
    parseSinglePattern(p, true);
  }
  if (context.guard && p.eatWord('if')) parseExpression(p);
  p.leave();
  return shape;
}

/** After a pattern that should have been in parentheses: `let a, b = c` (rustc: `maybe_recover_unexpected_comma`). */
export function refuseComma(p: Parser): void {
  if (p.isPunct(',')) p.fail('unexpected `,` in pattern');
}

function eatAlternative(p: Parser): boolean {
  const token = p.peek();
  if (token?.kind !== 'punct' || (token.text !== '|' && token.text !== '||')) {
    p.miss('`|`');
    return false;
  }
  if (endsAlternatives(p.peek(1), p)) p.fail('a trailing `|` is not allowed in an or-pattern');
  if (token.text === '||') p.fail('unexpected token `||` in pattern');
  p.bump();
  return true;
}

function endsAlternatives(token: TokenTree | undefined, p: Parser): boolean {
  if (token === undefined) return !p.atEndOfInput;
  if (token.kind === 'punct') return ['=>', '=', ';', ':', ','].includes(token.text);
  return isWord(token, 'if');
}

/** A pattern without alternatives at the top. After `&` and `box` ranges must be in parentheses. */
export function parseSinglePattern(p: Parser, rangeAllowed: boolean): PatternShape {
  const token = p.peek();
  if (fragmentOf(token) === 'pat' || fragmentOf(token) === 'pat_param') {
    p.bump();
    return 'other';
  }
  p.enter();
  const shape = parsePatternKind(p, token);
  if (p.isPunct('@')) p.fail('pattern on wrong side of `@`');
  if (!rangeAllowed && shape === 'range') p.fail('the range pattern here has ambiguous interpretation');
  p.leave();
  return shape;
}

function parsePatternKind(p: Parser, token: TokenTree | undefined): PatternShape {
  if (token?.kind === 'group' && token.delimiter === 'paren') {
    p.inside(token, () => p.commaSeparated(() => parsePattern(p)));
    return 'other';
  }
  if (token?.kind === 'group' && token.delimiter === 'bracket') {
    p.inside(token, () => p.commaSeparated(() => parsePattern(p)));
    return 'other';
  }
  if (token?.kind === 'punct') {
    switch (token.text) {
      case '&':
      case '&&':
        return parseReferencePattern(p);
      case '!':
        p.bump();
        return 'other';
      case '..':
      case '...':
      case '..=':
        return parseRangeWithoutStart(p, token.text);
    }
  }
  if (token?.kind === 'ident' && !token.raw) {
    const shape = parseKeywordPattern(p, token.text);
    if (shape) return shape;
  }
  if (beginsBinding(p, token)) return parseBinding(p);
  if (isPathStart(token, p.edition) || (token?.kind === 'ident' && !isBoolean(token) && !isWord(token, 'in')))
    return parsePathPattern(p);
  if (!canBeginPattern(token, false)) p.expected('pattern');
  parseLiteral(p, 'pattern');
  return parseRangeAfter(p, 'other');
}

function parseKeywordPattern(p: Parser, word: string): PatternShape | undefined {
  switch (word) {
    case '_':
      p.bump();
      return 'other';
    case 'mut':
      p.bump();
      if (p.isWord('mut')) p.fail('`mut` on a binding may not be repeated');
      if (p.eatWord('ref')) p.eatWord('mut');
      if (parseSinglePattern(p, true) !== 'identifier') p.fail('`mut` must be followed by a named binding');
      return 'identifier';
    case 'ref':
      p.bump();
      p.eatWord('mut');
      return parseBinding(p);
    case 'box':
      p.bump();
      parseSinglePattern(p, false);
      return 'other';
    case 'const':
      if (!isBlock(p.peek(1))) return undefined;
      parseInlineConst(p);
      return parseRangeAfter(p, 'other');
    case 'let':
      if (canBeginPattern(p.peek(1), false)) p.fail('expected pattern, found `let`');
      return undefined;
    case 'builtin':
      if (!isBuiltinSyntax(p)) return undefined;
      parseBuiltinSyntax(p, builtinPatterns);
      return 'other';
    default:
      return undefined;
  }
}

const builtinPatterns: ReadonlySet<string> = new Set(['deref']);

function parseInlineConst(p: Parser): void {
  p.expectWord('const');
  parseBlock(p, true);
}

function parseReferencePattern(p: Parser): PatternShape {
  p.expectSplit('&');
  if (p.peek()?.kind === 'lifetime') p.fail(`unexpected lifetime ${p.describe(p.peek())} in pattern`);
  p.eatWord('mut');
  parseSinglePattern(p, false);
  return 'other';
}

/** `..`, `..=end`, `..end`. */
function parseRangeWithoutStart(p: Parser, operator: string): PatternShape {
  p.bump();
  if (!beginsRangeEnd(p)) {
    if (operator === '..') return 'rest';
    p.fail(operator === '...' ? 'unexpected `...`' : 'inclusive range with no end');
  }
  if (operator === '...') p.fail('range-to patterns with `...` are not allowed');
  parseRangeBound(p);
  return 'range';
}

/** `..=end` behind the start of a range; `shape` when there is none. */
function parseRangeAfter(p: Parser, shape: PatternShape): PatternShape {
  const token = p.peek();
  if (token?.kind !== 'punct' || !isRangeOperator(token)) {
    p.miss('`...`', '`..=`', '`..`');
    return shape;
  }
  p.bump();
  if (beginsRangeEnd(p)) parseRangeBound(p);
  else if (token.text !== '..') p.fail('inclusive range with no end');
  // `...` is never ambiguous, for the sake of old code.
  return token.text === '...' ? 'other' : 'range';
}

function beginsRangeEnd(p: Parser): boolean {
  const token = p.peek();
  return (
    (isWord(token, 'const') && isBlock(p.peek(1))) ||
    isPathStart(token, p.edition) ||
    token?.kind === 'literal' ||
    isPunct(token, '-') ||
    isBoolean(token) ||
    isWholeExpression(token) ||
    token?.kind === 'lifetime'
  );
}

function parseRangeBound(p: Parser): void {
  if (p.isWord('const')) parseInlineConst(p);
  else if (isPathStart(p.peek(), p.edition)) parsePathOrQualified(p);
  else parseLiteral(p, 'expression');
}

function parsePathOrQualified(p: Parser): boolean {
  if (isQualifiedPathStart(p.peek())) {
    p.eatSplit('<');
    parseQualifiedPath(p, 'pattern');
    return true;
  }
  parsePath(p, 'pattern');
  return false;
}

function beginsBinding(p: Parser, token: TokenTree | undefined): boolean {
  if (token?.kind !== 'ident' || isBoolean(token) || isPathSegmentKeyword(token) || isWord(token, 'in'))
    return false;
  const next = p.peek(1);
  if (next?.kind === 'punct') return !['...', '..=', '..', '::', '!'].includes(next.text);
  return !(next?.kind === 'group' && (next.delimiter === 'paren' || next.delimiter === 'brace'));
}

function parseBinding(p: Parser): PatternShape {
  p.expectIdent();
  if (p.eatPunct('@')) parseSinglePattern(p, true);
  if (p.isGroup('paren'))
    p.fail('expected unit struct, unit variant or constant, found tuple struct pattern');
  return 'identifier';
}

function parsePathPattern(p: Parser): PatternShape {
  const start = p.index;
  const qualified = parsePathOrQualified(p);
  if (!qualified && p.eatPunct('!')) {
    p.macroArgument(start, 'pattern');
    return 'other';
  }
  if (isRangeOperator(p.peek())) return parseRangeAfter(p, 'other');
  const group = p.peek();
  if (group?.kind === 'group' && group.delimiter === 'brace') p.inside(group, parseFieldPatterns);
  else if (group?.kind === 'group' && group.delimiter === 'paren')
    p.inside(group, () => p.commaSeparated(() => parsePattern(p)));
  return 'other';
}

/** Between the braces of a struct pattern. */
function parseFieldPatterns(p: Parser): void {
  while (!p.atEnd) {
    skipOuterAttributes(p);
    if (p.eatPunct('..')) {
      if (!p.atEnd) p.expected('`}`');
      return;
    }
    if (p.isPunct(':', 1)) {
      parseFieldName(p);
      p.bump();
      parsePattern(p);
    } else {
      p.eatWord('box');
      p.eatWord('mut');
      if (p.eatWord('ref')) p.eatWord('mut');
      parseFieldName(p);
    }
    if (!p.eatPunct(',') && !p.atEnd) p.fail('expected `,`');
  }
}
