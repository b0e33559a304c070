/** Questions about a single token tree that several readers of token lists ask. */
import type { Delimiter, Group, TokenTree } from './token';

export function isPunct(token: TokenTree | undefined, text: string): boolean {
  return token?.kind === 'punct' && token.text === text;
}

/** Whether the token is this word, and not the raw identifier of the same name. */
export function isWord(token: TokenTree | undefined, text: string): boolean {
  return token?.kind === 'ident' && !token.raw && token.text === text;
}

export function isGroup(token: TokenTree | undefined, delimiter: Delimiter): token is Group {
  return token?.kind === 'group' && token.delimiter === delimiter;
}

/** A group whose delimiters are visible: what may follow the `!` of a macro call. */
export function isDelimited(token: TokenTree | undefined): token is Group {
  return token?.kind === 'group' && token.delimiter !== 'invisible';
}

/** Whether code that ends with this token ends with a brace, that of a fragment included. */
export function endsWithBrace(token: TokenTree | undefined): boolean {
  if (token?.kind !== 'group') return false;
  return token.delimiter === 'invisible' ? endsWithBrace(token.tokens.at(-1)) : token.delimiter === 'brace';
}
