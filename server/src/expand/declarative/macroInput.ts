import type { Group, Literal, Span, Spacing, TokenTree } from '../../syntax/token';

/**
 * The input of a call as the matcher sees it: a doc comment is the attribute that it stands for
 * (TokenStream::desugar_doc_comments). The same array when there are none.
 */
export function desugarDocComments(tokens: readonly TokenTree[], depth = 0): readonly TokenTree[] {
  // Deeper than this a doc comment stays one: the matcher has given up long before.
  if (depth > 500) return tokens;
  let changed: TokenTree[] | undefined;
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] as TokenTree;
    if (token.kind === 'docComment') {
      changed ??= tokens.slice(0, index);
      changed.push(...docAttribute(token.text, token.style === 'inner', token.span));
    } else if (token.kind === 'group') {
      const inside = desugarDocComments(token.tokens, depth + 1);
      if (inside !== token.tokens) changed ??= tokens.slice(0, index);
      changed?.push(inside === token.tokens ? token : { ...token, tokens: inside });
    } else {
      changed?.push(token);
    }
  }
  return changed ?? tokens;
}

/** `#[doc = r"text"]`, with as many `#` round the text as it needs. */
function docAttribute(text: string, inner: boolean, span: Span): TokenTree[] {
  let hashes = 0;
  for (const match of text.matchAll(/"#*/g)) hashes = Math.max(hashes, match[0].length);
  const fence = '#'.repeat(hashes);
  const literal: Literal = {
    kind: 'literal',
    literal: 'rawString',
    text: `r${fence}"${text}"${fence}`,
    suffix: '',
    spacing: 'alone',
    span,
  };
  const body: Group = {
    kind: 'group',
    delimiter: 'bracket',
    tokens: [
      { kind: 'ident', text: 'doc', raw: false, spacing: 'alone', span },
      { kind: 'punct', text: '=', spacing: 'alone', span },
      literal,
    ],
    open: span,
    close: span,
    openSpacing: 'jointHidden',
    spacing: 'alone',
  };
  const punct = (character: string, spacing: Spacing): TokenTree => ({
    kind: 'punct',
    text: character,
    spacing,
    span,
  });
  return inner ? [punct('#', 'joint'), punct('!', 'jointHidden'), body] : [punct('#', 'jointHidden'), body];
}

/**
 * One level of the input without the invisible groups that procedural macros make: rustc 1.85's parser looks through these
 * (Delimiter::skip), while a bound fragment is one token. The same array when there are none.
 */
export function lookThroughInvisible(tokens: readonly TokenTree[]): readonly TokenTree[] {
  if (!tokens.some(isTransparent)) return tokens;
  const flat: TokenTree[] = [];
  const pending = tokens.toReversed();
  for (let token = pending.pop(); token; token = pending.pop()) {
    if (isTransparent(token)) for (const inner of token.tokens.toReversed()) pending.push(inner);
    else flat.push(token);
  }
  return flat;
}

function isTransparent(token: TokenTree): token is Group {
  return token.kind === 'group' && token.delimiter === 'invisible' && token.fragment === undefined;
}
