import { angleChange } from '../../syntax/angles';
import type { TokenTree } from '../../syntax/token';

/** How a token changes the depth of angle brackets. */
export function angleDelta(token: TokenTree): number {
  return token.kind === 'punct' ? angleChange(token.text) : 0;
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
