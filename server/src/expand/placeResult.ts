import type { BangSite } from '../syntax/invocationSite';
import { isPunct } from '../syntax/tokenTests';
import type { FragmentKind, Group, TokenTree } from '../syntax/token';

const fragmentAt: Partial<Record<BangSite['position'], FragmentKind>> = {
  expression: 'expr',
  pattern: 'pat',
  type: 'ty',
};

/**
 * The result of a call as it stands in its place. An expansion in an expression stays one operand there, whatever operators it holds: an invisible group keeps it
 * together.
 */
export function placeResult(result: readonly TokenTree[], site: BangSite): readonly TokenTree[] {
  const fragment = fragmentAt[site.position];
  if (!fragment) return result;
  const tokens = withoutSemicolon(result);
  const only = tokens[0];
  if (tokens.length === 1 && only && (only.kind !== 'group' || only.fragment === fragment)) return tokens;
  return [resultGroup(tokens, site, fragment)];
}

/** rustc ignores a semicolon behind the expression that a macro gives (lint semicolon_in_expressions_from_macros). */
export function withoutSemicolon(result: readonly TokenTree[]): readonly TokenTree[] {
  return isPunct(result.at(-1), ';') ? result.slice(0, -1) : result;
}

/** The invisible group that keeps a result together in the place of its call. */
export function resultGroup(tokens: readonly TokenTree[], site: BangSite, fragment: FragmentKind): Group {
  return {
    kind: 'group',
    delimiter: 'invisible',
    fragment,
    tokens,
    open: site.span,
    close: site.span,
    openSpacing: 'alone',
    spacing: site.group.spacing,
  };
}
