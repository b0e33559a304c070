/**
 * Which tokens may begin an expression, a type, a pattern … The sets decide which arm of a macro a token can belong to, so they follow
 * rustc to the token: rustc_ast/src/token.rs, `Token::can_begin_*` and `is_path_start`.
 */
import type { Delimiter, Edition, FragmentKind, TokenTree } from '../token';
import { isBoolean, isFreeIdent, isPathSegmentKeyword, isPunct } from './words';

const expressionWords = new Set(
  'async do box break const continue false for gen if let loop match move return true try unsafe while yield safe static'.split(
    ' ',
  ),
);
const expressionPuncts = new Set('! - * | || & && .. ... ..= < << :: #'.split(' '));
const typeWords = new Set('_ for impl fn unsafe extern typeof dyn'.split(' '));
const typePuncts = new Set('! * & && ? < << ::'.split(' '));
const patternPuncts = new Set('& - && .. ... :: < <<'.split(' '));

/** The kind of fragment that the token stands for, when it is one that a macro matched. */
export function fragmentOf(token: TokenTree | undefined): FragmentKind | undefined {
  return token?.kind === 'group' && token.delimiter === 'invisible' ? token.fragment : undefined;
}

export function isExpressionFragment(token: TokenTree | undefined): boolean {
  const fragment = fragmentOf(token);
  return fragment === 'expr' || fragment === 'expr_2021';
}

/** Whether the token is a group with one of these visible delimiters. */
export function isDelimited(token: TokenTree | undefined, delimiter: Delimiter): boolean {
  return token?.kind === 'group' && token.delimiter === delimiter;
}

/** A brace, or a `block` fragment. */
export function isBlock(token: TokenTree | undefined): boolean {
  return isDelimited(token, 'brace') || fragmentOf(token) === 'block';
}

export function isRangeOperator(token: TokenTree | undefined): boolean {
  return token?.kind === 'punct' && (token.text === '..' || token.text === '..=' || token.text === '...');
}

/** `+`, or `+=`, whose `+` can be split off. */
export function isLikePlus(token: TokenTree | undefined): boolean {
  return token?.kind === 'punct' && (token.text === '+' || token.text === '+=');
}

/** `<T as Trait>::…`. */
export function isQualifiedPathStart(token: TokenTree | undefined): boolean {
  return token?.kind === 'punct' && (token.text === '<' || token.text === '<<');
}

export function isPathStart(token: TokenTree | undefined, edition: Edition): boolean {
  return (
    isFreeIdent(token, edition) ||
    isPathSegmentKeyword(token) ||
    isPunct(token, '::') ||
    isQualifiedPathStart(token) ||
    fragmentOf(token) === 'path'
  );
}

export function canBeginExpression(token: TokenTree | undefined, edition: Edition): boolean {
  switch (token?.kind) {
    case 'ident':
      return (
        isFreeIdent(token, edition) ||
        isPathSegmentKeyword(token) ||
        (!token.raw && expressionWords.has(token.text))
      );
    case 'literal':
    case 'lifetime':
    case 'docComment': // An attribute.
      return true;
    case 'punct':
      return expressionPuncts.has(token.text);
    case 'group':
      return token.delimiter !== 'invisible' || isWholeExpression(token);
    default:
      return false;
  }
}

/** A fragment that is an expression: `expr`, `literal`, `path`, `block`. */
export function isWholeExpression(token: TokenTree | undefined): boolean {
  switch (fragmentOf(token)) {
    case 'block':
    case 'expr':
    case 'expr_2021':
    case 'literal':
    case 'path':
      return true;
    default:
      return false;
  }
}

export function canBeginType(token: TokenTree | undefined, edition: Edition): boolean {
  switch (token?.kind) {
    case 'ident':
      return (
        isFreeIdent(token, edition) ||
        isPathSegmentKeyword(token) ||
        (!token.raw && typeWords.has(token.text))
      );
    case 'lifetime':
      return true;
    case 'punct':
      return typePuncts.has(token.text);
    case 'group':
      if (token.delimiter === 'invisible') return token.fragment === 'ty' || token.fragment === 'path';
      return token.delimiter !== 'brace';
    default:
      return false;
  }
}

/** `alternatives`: whether `|` may lead, as at the top of a `pat` fragment since edition 2021. */
export function canBeginPattern(token: TokenTree | undefined, alternatives: boolean): boolean {
  switch (token?.kind) {
    case 'ident':
    case 'literal':
      return true;
    case 'punct':
      return patternPuncts.has(token.text) || (alternatives && token.text === '|');
    case 'group':
      switch (fragmentOf(token)) {
        case 'expr':
        case 'expr_2021':
        case 'literal':
        case 'meta':
        case 'pat':
        case 'pat_param':
        case 'path':
        case 'ty':
          return true;
        default:
          return token.delimiter === 'paren' || token.delimiter === 'bracket';
      }
    default:
      return false;
  }
}

/** An argument of generics that is a constant: `{ … }`, a literal, `-`, `true`. */
export function canBeginConstArgument(token: TokenTree | undefined): boolean {
  switch (token?.kind) {
    case 'literal':
      return true;
    case 'punct':
      return token.text === '-';
    case 'ident':
      return isBoolean(token);
    case 'group':
      return isBlock(token) || isExpressionFragment(token) || fragmentOf(token) === 'literal';
    default:
      return false;
  }
}

/** A literal, `-`, `true`, `false`, or a fragment that holds just these. */
export function canBeginLiteral(token: TokenTree | undefined): boolean {
  switch (token?.kind) {
    case 'literal':
      return true;
    case 'punct':
      return token.text === '-';
    case 'ident':
      return isBoolean(token);
    case 'group':
      return isLiteralFragment(token, true);
    default:
      return false;
  }
}

/** Whether a `literal` or `expr` fragment holds a literal, with a minus where that is allowed. */
export function isLiteralFragment(token: TokenTree | undefined, minus: boolean): boolean {
  let current = token;
  while (current?.kind === 'group' && current.delimiter === 'invisible') {
    if (current.fragment !== 'literal' && !isExpressionFragment(current)) return false;
    const [first, second] = current.tokens;
    if (current.tokens.length === 2) return minus && isPunct(first, '-') && second?.kind === 'literal';
    if (current.tokens.length !== 1) return false;
    current = first;
  }
  return current !== token && (current?.kind === 'literal' || isBoolean(current));
}

/** `"C"` after `extern`, possibly passed to a macro. */
export function canBeginStringLiteral(token: TokenTree | undefined): boolean {
  return token?.kind === 'literal' || isLiteralFragment(token, false);
}
