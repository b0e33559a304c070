/** Keywords as the parser of one edition sees them (rustc_span::symbol, "kw"). */
import type { Edition, TokenTree } from '../token';

const always = new Set(
  (
    '_ $crate as break const continue crate else enum extern false fn for if impl in let loop match mod move mut pub ref ' +
    'return self Self static struct super trait true type unsafe use where while'
  ).split(' '),
);

/** Reserved for later use in every edition. */
const unused = new Set(
  'abstract become box do final macro override priv typeof unsized virtual yield'.split(' '),
);

const since: ReadonlyMap<string, Edition> = new Map<string, Edition>([
  ['async', 2018],
  ['await', 2018],
  ['dyn', 2018],
  ['try', 2018],
  ['gen', 2024],
]);

const pathSegmentKeywords = new Set(['super', 'self', 'Self', 'crate', '$crate']);

/** Whether the word is a keyword, reserved for later use, or special (`_`, `$crate`) in this edition. */
export function isReserved(word: string, edition: Edition): boolean {
  return always.has(word) || unused.has(word) || (since.get(word) ?? Infinity) <= edition;
}

/** How messages call a reserved word; undefined for a word that is free. */
export function reservedKind(word: string, edition: Edition): string | undefined {
  if (word === '_' || word === '$crate') return 'reserved identifier';
  if (unused.has(word)) return 'reserved keyword';
  if (always.has(word)) return 'keyword';
  if ((since.get(word) ?? Infinity) > edition) return undefined;
  return word === 'try' || word === 'gen' ? 'reserved keyword' : 'keyword';
}

/** Whether the token is `super`, `self`, `Self`, `crate` or `$crate`. */
export function isPathSegmentKeyword(token: TokenTree | undefined): boolean {
  return token?.kind === 'ident' && !token.raw && pathSegmentKeywords.has(token.text);
}

/** Whether the token is this word, not written as a raw identifier. */
export function isWord(token: TokenTree | undefined, word: string): boolean {
  return token?.kind === 'ident' && !token.raw && token.text === word;
}

export function isPunct(token: TokenTree | undefined, text: string): boolean {
  return token?.kind === 'punct' && token.text === text;
}

/** Whether the token is an identifier that is no keyword in this edition. */
export function isFreeIdent(token: TokenTree | undefined, edition: Edition): boolean {
  return token?.kind === 'ident' && (token.raw || !isReserved(token.text, edition));
}

/** Whether the token is `true` or `false`. */
export function isBoolean(token: TokenTree | undefined): boolean {
  return isWord(token, 'true') || isWord(token, 'false');
}
