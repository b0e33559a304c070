import type { Ident, Lifetime, Punct, TokenTree } from '../../syntax/token';
import { joinSpans } from './spanTable';

/** What two operators are together, the first glued already (rustc_ast::token::Token::glue). */
const glued = new Set(
  '== => <= << <<= <- >= >> >>= != += -= *= /= %= ^= &= |= && || -> .. ... ..= ::'.split(' '),
);

/** Adds an operator character, glued to the token before it where the compiler would read both as one. */
export function pushPunct(tokens: TokenTree[], punct: Punct): void {
  const last = tokens.at(-1);
  if (last?.kind === 'punct' && last.spacing !== 'alone') {
    const text = last.text + punct.text;
    if (glued.has(text)) {
      tokens[tokens.length - 1] = {
        kind: 'punct',
        text,
        spacing: punct.spacing,
        span: joinSpans(last.span, punct.span),
      };
      return;
    }
  }
  tokens.push(punct);
}

/** Adds an identifier, which makes a lifetime of a quote before it. */
export function pushIdent(tokens: TokenTree[], ident: Ident): void {
  const last = tokens.at(-1);
  if (last?.kind !== 'punct' || last.text !== "'" || last.spacing === 'alone') {
    tokens.push(ident);
    return;
  }
  const lifetime: Lifetime = {
    kind: 'lifetime',
    text: `'${ident.text}`,
    raw: ident.raw,
    spacing: ident.spacing,
    span: joinSpans(last.span, ident.span),
  };
  tokens[tokens.length - 1] = lifetime;
}
