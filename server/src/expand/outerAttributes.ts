import { isGroup, isPunct } from '../syntax/tokenTests';
import type { TokenTree } from '../syntax/token';

/** Takes away the outer attributes at the end of some tokens. */
export function dropAttributes(tokens: TokenTree[]): void {
  let { length } = tokens;
  while (isAttribute(tokens, length - 1)) length--;
  tokens.length = length;
}

/** Whether a token is a part of an outer attribute. */
export function isAttribute(list: readonly TokenTree[], index: number): boolean {
  const token = list[index];
  if (token?.kind === 'docComment') return token.style === 'outer';
  return isPunct(token, '#')
    ? isGroup(list[index + 1], 'bracket')
    : isGroup(token, 'bracket') && isPunct(list[index - 1], '#');
}
