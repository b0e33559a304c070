import type { TokenTree } from '../../syntax/token';

/** How a token changes the depth of angle brackets; `->` and `=>` do not count. */
export function angleDelta(token: TokenTree): number {
  if (token.kind !== 'punct') return 0;
  switch (token.text) {
    case '<':
    case '<-':
      return 1;
    case '<<':
      return 2;
    case '>':
    case '>=':
      return -1;
    case '>>':
    case '>>=':
      return -2;
    default:
      return 0;
  }
}

/** Behind the `>` that closes the `<` at `start`, and how many further `>` that token has. */
export function anglesEnd(
  tokens: readonly TokenTree[],
  start: number,
): { readonly end: number; readonly excess: number } {
  let depth = 0;
  for (let index = start; index < tokens.length; index++) {
    const token = tokens[index];
    if (token) depth += angleDelta(token);
    if (depth <= 0) return { end: index + 1, excess: -depth };
  }
  return { end: tokens.length, excess: 0 };
}
