import type { TokenTree } from './token';

/** Strict and reserved keywords of all editions (Reference, "Keywords"), `_` included as rustc_span::symbol counts it. */
const reservedWords = new Set(
  (
    '_ as break const continue crate else enum extern false fn for if impl in let loop match mod move mut pub ref return self ' +
    'Self static struct super trait true type unsafe use where while abstract become box do final macro override priv typeof ' +
    'unsized virtual yield async await dyn gen try'
  ).split(' '),
);

/** Words that are keywords of an edition only, and identifiers before it. */
const editionWords = new Set(['async', 'await', 'dyn', 'gen', 'try']);

/** Keywords that may be a segment of a path: `self::name!()`. */
const pathWords = new Set(['self', 'Self', 'super', 'crate', '$crate']);

/** Whether the word is a keyword in every edition. */
export function isReservedWord(word: string): boolean {
  return reservedWords.has(word) && !editionWords.has(word);
}

/** Whether the word is a keyword in some edition. */
export function isReservedInSomeEdition(word: string): boolean {
  return reservedWords.has(word);
}

/** Whether the token can be a segment of a path: an identifier, or `self`, `super`, `crate`, `$crate`. */
export function isPathSegment(token: TokenTree | undefined): boolean {
  return token?.kind === 'ident' && (token.raw || pathWords.has(token.text) || !isReservedWord(token.text));
}
