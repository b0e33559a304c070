import type { FragmentKind, Group, Span, TokenTree } from '../../syntax/token';
import { spanOf } from '../../syntax/token';

/**
 * Wraps the tokens of a matched fragment into the opaque group that stands for it from now on. `at` is the place of an empty
 * fragment (a `vis` that matched nothing).
 */
export function boundFragment(kind: FragmentKind, tokens: readonly TokenTree[], at: Span): Group {
  const only = tokens.length === 1 ? tokens[0] : undefined;
  if (only?.kind === 'group' && only.fragment) {
    // A fragment that is passed on as what it is stays the same node in rustc, and is not wrapped a second time.
    if (only.fragment === kind) return only;
    if (isExpression(kind) && (isExpression(only.fragment) || only.fragment === 'literal')) {
      return { ...only, fragment: kind };
    }
    if (isPattern(kind) && isPattern(only.fragment)) return { ...only, fragment: kind };
  }
  const first = tokens[0];
  const last = tokens.at(-1);
  const start = first ? spanOf(first) : at;
  const end = last ? spanOf(last) : at;
  return {
    kind: 'group',
    delimiter: 'invisible',
    fragment: kind,
    tokens,
    open: { ...start, end: start.start },
    close: first ? { ...end, start: end.end } : { ...start, end: start.start },
    openSpacing: 'jointHidden',
    spacing: 'alone',
  };
}

function isExpression(kind: FragmentKind): boolean {
  return kind === 'expr' || kind === 'expr_2021';
}

function isPattern(kind: FragmentKind): boolean {
  return kind === 'pat' || kind === 'pat_param';
}
