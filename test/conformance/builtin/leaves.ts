import { parseTokenTrees } from '../../../server/src/syntax/parseTokenTrees';
import { SourceMap } from '../../../server/src/syntax/sourceMap';
import { leafTexts } from '../../../server/src/syntax/tokenText';
import type { TokenTree } from '../../../server/src/syntax/token';

/** The token trees of a text. */
export function tokensOf(text: string, sources = new SourceMap(), path?: string): TokenTree[] {
  return parseTokenTrees(sources.add(path, text), { edition: 2021 }).tokens;
}

/**
 * The texts of all tokens with what rustc's printer decides by the width of a line taken away: the comma before a closing
 * delimiter. Operators come as single characters, since a printer may or may not put a space between two of them.
 */
export function comparableLeaves(tokens: readonly TokenTree[]): string[] {
  const leaves = leafTexts(tokens).flatMap((text) => (/^[^\w\s"'#/]{2,}$/.test(text) ? [...text] : [text]));
  return leaves.filter((text, index) => text !== ',' || !/^[)\]}>]$/.test(leaves[index + 1] ?? ''));
}
