/** Types and bounds (rustc_parse/src/parser/ty.rs; Reference, "Types", "Trait and lifetime bounds"). */
import {
  canBeginType,
  fragmentOf,
  isBlock,
  isLikePlus,
  isPathStart,
  canBeginStringLiteral,
} from './beginnings';
import { parseExpression } from './expressions';
import { isUnsafeExternBlock, parseFunctionQualifiers, parseParameters } from './functions';
import { parseGenericParameters } from './generics';
import type { Parser } from './parser';
import { parsePath, parseQualifiedPath } from './paths';
import { isReserved, isWord } from './words';

export interface TypeContext {
  /** Whether `A + B` is read as a trait object. */
  readonly plus: boolean;
  /** Whether `...` is a type, as in parameters of foreign functions. */
  readonly variadic?: boolean;
}

/**
 * What follows a type may depend on it: `segment`: a path of one identifier; `path`: another path; `bound`: one bound without `dyn`, so that
 * `(?A) + B` is a list of bounds.
 */
export type TypeShape = 'segment' | 'path' | 'bound' | 'other';

export function parseType(p: Parser, context: TypeContext): TypeShape {
  const token = p.peek();
  if (token?.kind === 'group' && fragmentOf(token) === 'ty') {
    p.bump();
    return token.tokens.length === 1 && token.tokens[0]?.kind === 'ident' ? 'segment' : 'other';
  }
  p.enter();
  const start = p.index;
  const shape = parseTypeKind(p, context);
  if (context.plus && isLikePlus(p.peek()))
    p.fail(`expected a path on the left-hand side of \`+\`, not \`${p.textSince(start)}\``);
  p.leave();
  return shape;
}

function parseTypeKind(p: Parser, context: TypeContext): TypeShape {
  const token = p.peek();
  switch (token?.kind) {
    case 'group':
      if (token.delimiter === 'paren') return parseParenthesized(p, context.plus);
      if (token.delimiter === 'bracket') return parseArrayOrSlice(p);
      break;
    case 'punct':
      switch (token.text) {
        case '!':
          p.bump();
          return 'other';
        case '*':
          return parsePointer(p);
        case '&':
        case '&&':
          return parseReference(p);
        case '...':
          if (!context.variadic) p.fail('C-variadic type `...` may not be nested inside another type');
          p.bump();
          return 'other';
        case '<':
        case '<<':
        case '<-':
          p.eatSplit('<');
          parseQualifiedPath(p, 'type');
          return 'other';
      }
      break;
    case 'ident': {
      const shape = token.raw ? undefined : parseKeywordType(p, token.text, context);
      if (shape) return shape;
    }
  }
  if (isPathStart(token, p.edition)) return parsePathType(p, context.plus);
  if (token?.kind === 'lifetime' && !isLikePlus(p.peek(1)))
    p.fail('lifetime in trait object type must be followed by `+`');
  if (canBeginBound(p)) return parseBounds(p, context.plus) === 1 ? 'bound' : 'other';
  return p.expected('type');
}

/** A type that begins with a keyword; undefined when the word begins none. */
function parseKeywordType(p: Parser, word: string, context: TypeContext): TypeShape | undefined {
  switch (word) {
    case '_':
      p.bump();
      return 'other';
    case 'typeof':
      p.bump();
      p.expectGroup('paren', () => parseExpression(p));
      return 'other';
    case 'for':
      parseBinder(p);
      if (beginsFunctionType(p)) return parseFunctionType(p);
      parsePath(p, 'type');
      if (!context.plus || !p.eatSplitPlus()) return 'bound';
      parseBounds(p, true);
      return 'other';
    case 'impl':
      p.bump();
      if (p.peek()?.kind === 'lifetime' && p.peek(1)?.kind === 'ident')
        p.fail(`expected \`+\` between lifetime and ${p.describe(p.peek(1)).replaceAll('`', '')}`);
      return parseSeveralBounds(p, context.plus);
    case 'dyn':
      if (!isDynType(p)) return undefined;
      p.bump();
      p.eatPunct('*');
      return parseSeveralBounds(p, context.plus);
    default:
      if (beginsFunctionType(p)) return parseFunctionType(p);
      if (word !== 'unsafe' || !p.isPunct('<', 1)) return undefined;
      // An unsafe binder.
      p.bump();
      p.expectSplit('<');
      parseGenericParameters(p);
      p.expectSplit('>');
      parseType(p, { plus: true });
      return 'other';
  }
}

/** The bounds after `impl` and `dyn`, of which there may be several only where no other `+` can be meant. */
function parseSeveralBounds(p: Parser, plus: boolean): TypeShape {
  const count = parseBounds(p, true);
  const before = p.tokens[p.index - 1];
  const endsWithPlus = before?.kind === 'punct' && before.text === '+';
  if (!plus && (count > 1 || endsWithPlus)) p.fail('ambiguous `+` in a type');
  return 'other';
}

function parsePathType(p: Parser, plus: boolean): TypeShape {
  const start = p.index;
  const shape = parsePath(p, 'type');
  if (p.eatPunct('!')) {
    p.macroArgument(start, 'type');
    return 'other';
  }
  if (!plus || !p.eatSplitPlus()) return shape === 'path' ? 'path' : 'segment';
  parseBounds(p, true);
  return 'other';
}

function parseParenthesized(p: Parser, plus: boolean): TypeShape {
  let element: TypeShape = 'other';
  let single = false;
  p.expectGroup('paren', () => {
    const { count, trailing } = p.commaSeparated(() => {
      element = parseType(p, { plus: true });
    });
    single = count === 1 && !trailing;
  });
  if (!single || !plus || (element as TypeShape) === 'other' || !p.eatSplitPlus()) return 'other';
  parseBounds(p, true);
  return 'other';
}

function parseArrayOrSlice(p: Parser): TypeShape {
  p.expectGroup('bracket', () => {
    parseType(p, { plus: true });
    if (p.eatPunct(';')) parseExpression(p);
  });
  return 'other';
}

function parsePointer(p: Parser): TypeShape {
  p.bump();
  if (!p.eatWord('mut') && !p.eatWord('const'))
    p.fail('expected `mut` or `const` keyword in raw pointer type');
  parseType(p, { plus: false });
  return 'other';
}

function parseReference(p: Parser): TypeShape {
  p.expectSplit('&');
  if (p.peek()?.kind === 'lifetime') p.bump();
  if (p.isWord('pin') && (p.isWord('mut', 1) || p.isWord('const', 1))) {
    p.bump();
    p.bump();
  } else if (p.eatWord('mut') && p.peek()?.kind === 'lifetime' && !isLikePlus(p.peek(1)))
    p.fail('lifetime must precede `mut`');
  parseType(p, { plus: false });
  return 'other';
}

/** Whether `fn`, or words such as `unsafe extern "C"` that lead to it, stand here (rustc: `check_fn_front_matter`). */
export function beginsFunctionType(p: Parser, visibility = false): boolean {
  const token = p.peek();
  if (token?.kind !== 'ident' || token.raw) return false;
  if (token.text === 'fn') return true;
  if (!isQualifier(token.text, visibility)) return false;
  const next = p.peek(1);
  if (next?.kind === 'ident' && !next.raw) {
    if (next.text === 'fn') return true;
    if (isQualifier(next.text, visibility) && isReserved(next.text, p.edition))
      return !isUnsafeExternBlock(p) && !isAsyncGenBlock(p);
  }
  return token.text === 'extern' && canBeginStringLiteral(next) && isWord(p.peek(2), 'fn');
}

function isQualifier(word: string, visibility: boolean): boolean {
  switch (word) {
    case 'gen':
    case 'const':
    case 'async':
    case 'unsafe':
    case 'safe':
    case 'extern':
      return true;
    default:
      return visibility && word === 'pub';
  }
}

function isAsyncGenBlock(p: Parser): boolean {
  if (!p.isWord('async') || !p.isWord('gen', 1)) return false;
  return isBlock(p.peek(2)) || (p.isWord('move', 2) && isBlock(p.peek(3)));
}

function parseFunctionType(p: Parser): TypeShape {
  parseFunctionQualifiers(p);
  parseParameters(p, 'optionalNames');
  parseReturnType(p, false);
  return 'other';
}

/** `-> Type`, if there. */
export function parseReturnType(p: Parser, plus: boolean): boolean {
  if (!p.eatPunct('->')) return false;
  parseType(p, { plus });
  return true;
}

/** In edition 2015 `dyn` is an identifier, unless a bound follows. */
function isDynType(p: Parser): boolean {
  if (p.edition >= 2018) return true;
  const next = p.peek(1);
  if (next?.kind === 'punct') {
    if (next.text === '*' || next.text === '?') return true;
    return false;
  }
  if (next?.kind === 'lifetime' || isWord(next, 'for')) return true;
  if (next?.kind === 'group' && next.delimiter === 'paren') return true;
  return isPathStart(next, p.edition);
}

/** `for<'a, …>`, if there. */
export function parseBinder(p: Parser): boolean {
  if (!p.eatWord('for')) return false;
  p.expectSplit('<');
  parseGenericParameters(p);
  p.expectSplit('>');
  return true;
}

function canBeginBound(p: Parser): boolean {
  const token = p.peek();
  switch (token?.kind) {
    case 'lifetime':
      return true;
    case 'punct':
      if (token.text === '!' || token.text === '?' || token.text === '~') return true;
      break;
    case 'group':
      if (token.delimiter === 'paren') return true;
      break;
    case 'ident':
      if (!token.raw && ['for', 'const', 'async', 'use'].includes(token.text)) return true;
      break;
  }
  return isPathStart(token, p.edition);
}

/** Bounds with `+` in between; one at most unless `plus`. Returns their number, which may be 0. */
export function parseBounds(p: Parser, plus: boolean): number {
  let count = 0;
  while (canBeginBound(p)) {
    parseBound(p);
    count++;
    if (!plus || !p.eatSplitPlus()) break;
  }
  return count;
}

function parseBound(p: Parser): void {
  if (p.isGroup('paren')) {
    p.expectGroup('paren', () => {
      if (p.peek()?.kind === 'lifetime') p.fail('parenthesized lifetime bounds are not supported');
      parseUnparenthesizedBound(p);
    });
    return;
  }
  parseUnparenthesizedBound(p);
}

function parseUnparenthesizedBound(p: Parser): void {
  if (p.peek()?.kind === 'lifetime') {
    p.bump();
    return;
  }
  if (p.eatWord('use')) {
    parseCapturedParameters(p);
    return;
  }
  parseTraitModifiers(p);
  if (!isPathStart(p.peek(), p.edition) && canBeginType(p.peek(), p.edition))
    p.fail('expected a trait, found type');
  parsePath(p, 'type');
}

/** `for<'a>`, `~const`, `async`, `?`: what may stand in front of a trait. */
function parseTraitModifiers(p: Parser): void {
  const bound = parseBinder(p);
  const maybeConst = p.eatPunct('~');
  if (maybeConst) p.expectWord('const');
  const isConst = p.eatWord('const');
  const isAsync = p.edition >= 2018 && p.eatWord('async');
  const polarity = p.isPunct('?') ? '?' : '!';
  if (p.eatPunct(polarity)) {
    const others = [maybeConst ? '~const' : isConst ? 'const' : '', isAsync ? 'async' : '']
      .filter(Boolean)
      .join(' ');
    if (others !== '') p.fail(`\`${others}\` trait not allowed with \`${polarity}\` trait polarity modifier`);
    if (bound) p.fail(`\`for<...>\` binder not allowed with \`${polarity}\` trait polarity modifier`);
  }
  if (p.peek()?.kind === 'lifetime')
    p.fail('a modifier may only be applied to trait bounds, not lifetime bounds');
  if (p.isWord('for')) p.fail('`for<...>` binder should be placed before trait bound modifiers');
}

/** `<'a, T>` of `use<'a, T>`. */
function parseCapturedParameters(p: Parser): void {
  p.expectSplit('<');
  while (!beginsClosingAngle(p)) {
    const token = p.peek();
    if (token?.kind === 'lifetime' || p.isWord('Self')) p.bump();
    else p.expectIdent();
    if (!p.eatPunct(',')) break;
  }
  p.expectSplit('>');
}

function beginsClosingAngle(p: Parser): boolean {
  const token = p.peek();
  return token === undefined || (token.kind === 'punct' && token.text.startsWith('>'));
}
