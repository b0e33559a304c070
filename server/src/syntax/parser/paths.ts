/** Paths and generic arguments (rustc_parse/src/parser/path.rs; Reference, "Paths"). */
import type { Edition, TokenTree } from '../token';
import { canBeginConstArgument, canBeginType, fragmentOf, isDelimited, isLikePlus } from './beginnings';
import { isValidConstArgument, parseConstArgumentExpression } from './expressions';
import type { Parser } from './parser';
import { parseBlockExpression } from './primaryExpressions';
import { parseBounds, parseReturnType, parseType } from './types';
import { isFreeIdent, isPathSegmentKeyword, isPunct } from './words';

/**
 * How generic arguments are written: `type`: `Vec<T>`, `Fn(T)`; `expression` and `pattern`: only after `::`; `module`: not at all.
 */
export type PathStyle = 'type' | 'expression' | 'pattern' | 'module';

/** `name`: one identifier; `segment`: one identifier with arguments; `path`: anything else. */
export type PathShape = 'name' | 'segment' | 'path';

/** A path without `<T as Trait>` in front. A `path` fragment is the whole path: nothing continues it. */
export function parsePath(p: Parser, style: PathStyle): PathShape {
  const token = p.peek();
  const fragment = fragmentOf(token);
  if (
    token?.kind === 'group' &&
    (fragment === 'path' || (fragment === 'ty' && isPathType(token.tokens, p.edition)))
  ) {
    p.bump();
    return fragmentShape(token.tokens);
  }
  const global = p.eatPunct('::');
  const shape = parsePathSegments(p, style);
  return global ? 'path' : shape;
}

/** `T as Trait>::rest`, after the `<`. */
export function parseQualifiedPath(p: Parser, style: PathStyle): void {
  parseType(p, { plus: true });
  if (p.eatWord('as')) parsePath(p, 'type');
  p.expectSplit('>');
  if (isImportCoupler(p)) return;
  p.expectPunct('::');
  parsePathSegments(p, style);
}

export function parsePathSegments(p: Parser, style: PathStyle): PathShape {
  let segments = 0;
  let shape: PathShape;
  do {
    shape = parsePathSegment(p, style) ? 'segment' : 'name';
    segments++;
  } while (!isImportCoupler(p) && p.eatPunct('::'));
  return segments === 1 ? shape : 'path';
}

/** Whether `::` and `{` or `*` follow, which end the path of a `use`. */
export function isImportCoupler(p: Parser): boolean {
  return p.isPunct('::') && (p.isGroup('brace', 1) || p.isPunct('*', 1));
}

/** Returns whether the segment has generic arguments. */
export function parsePathSegment(p: Parser, style: PathStyle): boolean {
  if (isPathSegmentKeyword(p.peek())) p.bump();
  else p.expectIdent();
  if (style === 'module') return false;
  if (style === 'type') p.miss('`<`', '`(`');
  if (!(style === 'type' && beginsArguments(p.peek()))) {
    p.miss('`::`');
    if (!p.isPunct('::') || !beginsArguments(p.peek(1))) return false;
  }
  p.eatPunct('::');
  if (p.eatSplit('<')) {
    parseAngleArguments(p);
    p.expectSplit('>');
    return true;
  }
  p.expectGroup('paren', () => {
    // Return type notation: `method(..)`.
    if (p.isPunct('..') && p.peek(1) === undefined) p.bump();
    else p.commaSeparated(() => parseType(p, { plus: true }));
  });
  parseReturnType(p, false);
  return true;
}

function beginsArguments(token: TokenTree | undefined): boolean {
  if (token?.kind === 'punct') return token.text === '<' || token.text === '<<' || token.text === '<-';
  return isDelimited(token, 'paren');
}

function parseAngleArguments(p: Parser): void {
  p.enter();
  while (parseAngleArgument(p)) if (!p.eatPunct(',')) break;
  p.leave();
}

/** One argument or constraint (`Item = T`, `Item: Bound`). Returns whether there is one. */
function parseAngleArgument(p: Parser): boolean {
  const shape = parseGenericArgument(p);
  if (shape === undefined) return false;
  if (shape !== 'segment') return true;
  if (p.eatPunct(':')) parseBounds(p, true);
  else if (p.eatPunct('=')) {
    if (p.peek()?.kind === 'lifetime' && !isLikePlus(p.peek(1)))
      p.fail('lifetimes are not permitted in this context');
    if (parseGenericArgument(p) === undefined) p.expected('type');
  }
  return true;
}

/** Returns `segment` for a type that may name an associated item, `undefined` where no argument begins. */
function parseGenericArgument(p: Parser): 'segment' | 'other' | undefined {
  const token = p.peek();
  if (token?.kind === 'lifetime' && !isLikePlus(p.peek(1))) {
    p.bump();
    return 'other';
  }
  if (canBeginConstArgument(token)) {
    parseConstArgument(p);
    return 'other';
  }
  if (canBeginType(token, p.edition)) return parseType(p, { plus: true }) === 'segment' ? 'segment' : 'other';
  if (p.isWord('const') && p.isGroup('brace', 1)) {
    p.bump();
    parseConstArgument(p);
    return 'other';
  }
  p.miss('lifetime', 'a const expression', 'type');
  return undefined;
}

/** `{ … }` or a literal, as default of a const parameter or as argument. */
export function parseConstArgument(p: Parser): void {
  if (p.isGroup('brace')) parseBlockExpression(p);
  else if (!isValidConstArgument(parseConstArgumentExpression(p)))
    p.fail('expressions must be enclosed in braces to be used as const generic arguments');
}

/** Whether a `ty` fragment holds nothing but a path without `<T as …>`. */
export function isPathType(tokens: readonly TokenTree[], edition: Edition): boolean {
  const [first] = tokens;
  if (tokens.length === 1 && fragmentOf(first) === 'path') return true;
  if (first?.kind !== 'ident' && !isPunct(first, '::')) return false;
  if (!isPathSegmentKeyword(first) && first?.kind === 'ident' && !isFreeIdent(first, edition)) return false;
  return !tokens.some((token) => isPunct(token, '!') || isPunct(token, '+'));
}

function fragmentShape(tokens: readonly TokenTree[]): PathShape {
  if (tokens.length === 1) return 'name';
  return tokens.some((token) => isPunct(token, '::')) ? 'path' : 'segment';
}
