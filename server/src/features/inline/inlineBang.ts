import { resultGroup, withoutSemicolon } from '../../expand/placeResult';
import { needsParentheses } from '../../render/fragmentBorders';
import { rootContext } from '../../syntax/hygiene';
import type { BangSite } from '../../syntax/invocationSite';
import { outlineItems } from '../../syntax/itemOutline';
import type { FragmentKind, TokenTree } from '../../syntax/token';
import { spanOf } from '../../syntax/token';
import { isGroup, isPunct } from '../../syntax/tokenTests';

/** The tokens to write in the place of a bang call, and where that place ends. */
export interface BangReplacement {
  readonly tokens: readonly TokenTree[];
  /** UTF-16 offset behind what is replaced: the call, or the semicolon that belongs to it. */
  readonly end: number;
}

/**
 * What to write for a call so that it is read as rustc reads the expansion: one operand in an expression, statements with their semicolons in
 * a block (rustc_parse: parse_full_stmt and MacStmtStyle; rustc_expand: placeholders and `trailing_semicolon`).
 */
export function replaceBang(site: BangSite, output: readonly TokenTree[]): BangReplacement {
  const semicolon = site.semicolon ? site.parent[site.end] : undefined;
  const callEnd = site.span.end;
  const behind = semicolon ? spanOf(semicolon).end : callEnd;
  switch (site.position) {
    case 'item':
      return { tokens: output, end: behind };
    case 'statement':
      return replaceStatement(site, output, behind);
    case 'expression':
      return { tokens: operand(site, withoutSemicolon(output)), end: callEnd };
    case 'pattern':
      return { tokens: joined(site, output, 'pat', ['|'], ['&', '@']), end: callEnd };
    case 'type':
      return { tokens: joined(site, output, 'ty', ['+'], ['&']), end: callEnd };
  }
}

function replaceStatement(site: BangSite, output: readonly TokenTree[], behind: number): BangReplacement {
  const last = output.at(-1);
  const isComplete = !last || isPunct(last, ';') || endsWithItem(output);
  if (site.semicolon) return { tokens: output, end: isComplete ? behind : site.span.end };
  // A call in braces ends a statement by itself: what its expansion ends with must do the same when more follows.
  const follows = site.parent[site.end] !== undefined;
  const ends = isComplete || isGroup(last, 'brace') || !follows;
  const end: TokenTree = { kind: 'punct', text: ';', spacing: 'alone', span: site.span };
  return { tokens: ends ? output : [...output, end], end: site.span.end };
}

function endsWithItem(output: readonly TokenTree[]): boolean {
  const keyword = outlineItems(output).at(-1)?.keyword;
  return keyword !== undefined && keyword !== 'unknown' && keyword !== 'macro call';
}

function operand(site: BangSite, tokens: readonly TokenTree[]): readonly TokenTree[] {
  const whole = resultGroup(tokens, site, 'expr');
  const list = [...site.parent.slice(0, site.start), whole, ...site.parent.slice(site.end)];
  const parenthesize =
    needsParentheses(list, site.start, whole) || (beginsStatement(site) && endsEarly(tokens, site));
  return parenthesize ? [{ ...whole, delimiter: 'paren', fragment: undefined }] : tokens;
}

function beginsStatement(site: BangSite): boolean {
  const before = site.parent[site.start - 1];
  return !before || isPunct(before, ';') || isGroup(before, 'brace');
}

const blockWords = new Set(['if', 'match', 'loop', 'while', 'for', 'unsafe', 'const', 'async']);

/** At the beginning of a statement a block ends it, unless a method or `?` follows (Reference, "Expression statements"). */
function endsEarly(tokens: readonly TokenTree[], site: BangSite): boolean {
  const [first] = tokens;
  const isBlock =
    isGroup(first, 'brace') || (first?.kind === 'ident' && !first.raw && blockWords.has(first.text));
  const next = site.parent[site.end];
  return (
    isBlock &&
    next !== undefined &&
    !isPunct(next, ';') &&
    !isPunct(next, '.') &&
    !isPunct(next, '?') &&
    !isPunct(next, ',')
  );
}

/** A pattern or type with an operator of its own at the outermost level, behind one that binds tighter, needs parentheses. */
function joined(
  site: BangSite,
  tokens: readonly TokenTree[],
  kind: FragmentKind,
  loose: readonly string[],
  tight: readonly string[],
): readonly TokenTree[] {
  const before = site.parent[site.start - 1];
  const isLoose = tokens.some((token) => loose.some((text) => isPunct(token, text)));
  const isTight = tight.some((text) => isPunct(before, text));
  return isLoose && isTight ? [{ ...resultGroup(tokens, site, kind), delimiter: 'paren' as const }] : tokens;
}

/** The tokens behind the call that see what it declares: those of the block that it is a statement of. */
export function followingTokens(site: BangSite): readonly TokenTree[] {
  return site.position === 'statement' ? site.parent.slice(site.end) : [];
}

/** The outermost function around an offset, its parameters included; empty outside of functions. */
export function enclosingFunction(tokens: readonly TokenTree[], offset: number): readonly TokenTree[] {
  let list = tokens;
  for (;;) {
    const item = outlineItems(list).find(({ start, end }) => {
      const [first, last] = [list[start], list[end - 1]];
      return first && last && spanOf(first).start <= offset && offset <= spanOf(last).end;
    });
    if (!item) return [];
    if (item.keyword === 'fn') return list.slice(item.start, item.end);
    if (!item.body || item.body.open.context !== rootContext) return [];
    list = item.body.tokens;
  }
}
