/** Generic parameters and `where` (rustc_parse/src/parser/generics.rs; Reference, "Generic parameters"). */
import { skipOuterAttributes } from './attributes';
import { canBeginType, isLikePlus } from './beginnings';
import type { Parser } from './parser';
import { parseConstArgument } from './paths';
import { parseBinder, parseBounds, parseType } from './types';

/** `<…>` after a name, if there. */
export function parseGenerics(p: Parser): void {
  if (!p.eatSplit('<')) return;
  parseGenericParameters(p);
  p.expectSplit('>');
}

/** The parameters between `<` and `>`. */
export function parseGenericParameters(p: Parser): void {
  for (;;) {
    skipOuterAttributes(p);
    const token = p.peek();
    if (token?.kind === 'lifetime') {
      p.bump();
      if (p.eatPunct(':')) parseLifetimeBounds(p);
    } else if (p.eatWord('const')) {
      p.expectIdent();
      p.expectPunct(':');
      parseType(p, { plus: true });
      if (p.eatPunct('=')) parseConstArgument(p);
    } else if (token?.kind === 'ident') {
      p.expectIdent();
      if (p.eatPunct(':')) parseBounds(p, true);
      if (p.eatPunct('=')) parseType(p, { plus: true });
    } else return;
    if (!p.eatPunct(',')) return;
  }
}

function parseLifetimeBounds(p: Parser): void {
  while (p.peek()?.kind === 'lifetime') {
    p.bump();
    if (!p.eatSplitPlus()) return;
  }
}

/** `where …`, if there. */
export function parseWhereClause(p: Parser): void {
  if (!p.eatWord('where')) return;
  while (parsePredicate(p)) if (!p.eatPunct(',')) return;
}

/** One predicate of a where clause, without comma. Returns whether there is one. */
export function parsePredicate(p: Parser): boolean {
  skipOuterAttributes(p);
  const token = p.peek();
  if (token?.kind === 'lifetime' && !isLikePlus(p.peek(1))) {
    p.bump();
    p.expectPunct(':');
    parseLifetimeBounds(p);
    return true;
  }
  if (!canBeginType(token, p.edition)) return false;
  parseBinder(p);
  parseType(p, { plus: true });
  if (p.eatPunct(':')) parseBounds(p, true);
  else if (p.eatPunct('=') || p.eatPunct('==')) parseType(p, { plus: true });
  else p.expectedOneOf();
  return true;
}

/**
 * After `impl` or `for`, whether `<` begins generic parameters and not `<T as Trait>::Type`; `ahead` is the place of the `<`
 * (rustc: `choose_generics_over_qpath`).
 */
export function choosesGenerics(p: Parser, ahead: number): boolean {
  if (!p.isPunct('<', ahead)) return false;
  const first = p.peek(ahead + 1);
  if (first?.kind === 'punct') return first.text === '#' || first.text === '>';
  if (first?.kind !== 'lifetime' && first?.kind !== 'ident') return false;
  if (p.isWord('const', ahead + 1)) return true;
  const second = p.peek(ahead + 2);
  return second?.kind === 'punct' && ['>', ',', ':', '=', '?'].includes(second.text);
}
