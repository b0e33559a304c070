import type { TokenTree } from '../syntax/token';

/** The list with the content of invisible groups in their place, at this level only. Does not recurse: they may nest deeply. */
export function flattenTokens(tokens: readonly TokenTree[]): readonly TokenTree[] {
  if (!tokens.some((token) => token.kind === 'group' && token.delimiter === 'invisible')) return tokens;
  const flat: TokenTree[] = [];
  const pending = [...tokens].reverse();
  for (let token = pending.pop(); token; token = pending.pop()) {
    if (token.kind === 'group' && token.delimiter === 'invisible')
      for (let index = token.tokens.length - 1; index >= 0; index--) {
        const inner = token.tokens[index];
        if (inner) pending.push(inner);
      }
    else flat.push(token);
  }
  return flat;
}
