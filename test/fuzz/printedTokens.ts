import { docCommentAt } from '../../server/src/render/docAttributes';
import { flattenTokens } from '../../server/src/render/flattenTokens';
import { renderTokens, type RenderOptions } from '../../server/src/render/renderTokens';
import { parseTokenTrees } from '../../server/src/syntax/parseTokenTrees';
import type { Edition, TokenTree } from '../../server/src/syntax/token';
import { leafTexts } from '../../server/src/syntax/tokenText';
import { same } from './same';

/**
 * Throws when the text that tokens are laid out as is not read as the same tokens again. Some things may differ: invisible groups vanish, `$crate` gets its name, `#[doc = "…"]`
 * becomes a comment, and `>>` and `<<` of generic arguments may be written as two tokens or as one, since every parser of Rust splits them.
 */
export function samePrinted(
  tokens: readonly TokenTree[],
  edition: Edition,
  options: RenderOptions = {},
): void {
  const { text, spans } = renderTokens(tokens, options);
  const read = parseTokenTrees({ id: 0, path: undefined, text }, { edition });
  const named = textsOf(tokens).flatMap((token) =>
    token === '$crate' && options.crateName ? nameTexts(options.crateName(0) ?? token) : token,
  );
  same(textsOf(read.tokens), named, `the tokens of ${JSON.stringify(text)} and those that were laid out`);
  let at = 0;
  for (const { start, end } of spans) {
    if (text.slice(at, start).trim() !== '' || end <= start)
      throw new Error(`the span from ${start} to ${end} is not that of a token: ${JSON.stringify(text)}`);
    at = end;
  }
  if (at !== text.length) throw new Error(`the text goes on behind its last token: ${JSON.stringify(text)}`);
}

function nameTexts(path: string): string[] {
  return leafTexts(parseTokenTrees({ id: 0, path: undefined, text: path }).tokens);
}

function textsOf(tokens: readonly TokenTree[]): string[] {
  return leafTexts(withComments(tokens)).flatMap((text) => (/^(>>|<<)$/.test(text) ? [...text] : [text]));
}

function withComments(tokens: readonly TokenTree[]): TokenTree[] {
  const flat = flattenTokens(tokens);
  const result: TokenTree[] = [];
  for (let index = 0; index < flat.length; index++) {
    const token = flat[index];
    const doc = docCommentAt(flat, index);
    if (doc) result.push(doc.comment);
    else if (token)
      result.push(token.kind === 'group' ? { ...token, tokens: withComments(token.tokens) } : token);
    if (doc) index += doc.length - 1;
  }
  return result;
}

/** The `$crate` of the crate 3, from nowhere. */
export const dollarCrate: TokenTree = {
  kind: 'ident',
  text: '$crate',
  raw: false,
  crate: 3,
  spacing: 'alone',
  span: { source: 0, start: 0, end: 0, context: 0 },
};

/** The same tokens as a macro makes them: nothing known of their spacing. */
export function apart(tokens: readonly TokenTree[]): TokenTree[] {
  return tokens.map((token) =>
    token.kind === 'group'
      ? { ...token, spacing: 'alone', openSpacing: 'alone', tokens: apart(token.tokens) }
      : { ...token, spacing: 'alone' },
  );
}
