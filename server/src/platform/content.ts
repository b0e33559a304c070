/**
 * `#platform/content`: `contentOf` gives the content of a file to be looked through, as bytes where the platform can search those, since most files
 * have nothing that is looked for and need not become text. Places are in UTF-16 units of a text and in bytes of the other.
 */
export type Content = string | SearchableBytes;

export interface SearchableBytes {
  readonly length: number;
  includes(word: string): boolean;
  indexOf(word: string, from?: number): number;
  /** Part of the text, with a replacement character for what is not UTF-8. */
  toString(encoding: 'utf8', start: number, end: number): string;
}
