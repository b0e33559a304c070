import { closingText, leafText, openingText } from '../../syntax/leafText';
import { reservedKind } from '../../syntax/parser/words';
import type { Edition, FragmentKind, TokenTree } from '../../syntax/token';

/** How rustc names a token in its messages (rustc_parse's token_descr): `` `;` ``, ``keyword `fn` ``, ``expression `a + b` ``. */
export function describeToken(token: TokenTree, edition: Edition): string {
  if (token.kind === 'group') {
    if (token.delimiter !== 'invisible') return `\`${openingText(token.delimiter)}\``;
    const text = tokensText(token.tokens);
    return token.fragment ? `${fragmentNoun(token.fragment)} \`${text}\`` : `\`${text}\``;
  }
  const text = tokenText(token);
  if (token.kind === 'docComment') return `doc comment \`${text}\``;
  const reserved = token.kind === 'ident' && !token.raw ? reservedKind(token.text, edition) : undefined;
  return reserved ? `${reserved} \`${text}\`` : `\`${text}\``;
}

/** The noun for a bound fragment (rustc_ast's NonterminalKind::descr). */
function fragmentNoun(kind: FragmentKind): string {
  switch (kind) {
    case 'expr':
    case 'expr_2021':
      return 'expression';
    case 'pat':
    case 'pat_param':
      return 'pattern';
    case 'ident':
      return 'identifier';
    case 'stmt':
      return 'statement';
    case 'ty':
      return 'type';
    case 'meta':
      return 'attribute';
    case 'vis':
      return 'visibility';
    case 'block':
    case 'item':
    case 'lifetime':
    case 'literal':
    case 'path':
      return kind;
    case 'tt':
      return 'token tree';
  }
}

/** The longest text that a message quotes, and the deepest: hostile input must not make messages, or the call stack, large. */
const longestQuote = 200;
const deepestQuote = 50;

/** A token on one line, for messages. */
export function tokenText(token: TokenTree, depth = 0): string {
  if (token.kind !== 'group') return leafText(token);
  const inside = depth < deepestQuote ? tokensText(token.tokens, depth + 1) : '…';
  if (token.delimiter === 'invisible') return inside;
  const padding = token.delimiter === 'brace' && inside !== '' ? ' ' : '';
  return openingText(token.delimiter) + padding + inside + padding + closingText(token.delimiter);
}

/** Tokens on one line, for messages; cut off when long. */
function tokensText(tokens: readonly TokenTree[], depth = 0): string {
  let text = '';
  let previous: TokenTree | undefined;
  for (const token of tokens) {
    if (previous && needsSpace(previous, token)) text += ' ';
    if (text.length > longestQuote) return `${text.slice(0, longestQuote)}…`;
    text += tokenText(token, depth);
    previous = token;
  }
  return text;
}

function needsSpace(left: TokenTree, right: TokenTree): boolean {
  if (right.kind === 'punct' && /^[,;.?]$/.test(right.text)) return false;
  if (left.kind === 'group') return left.spacing === 'alone';
  if (left.spacing !== 'alone') return false;
  return !(left.kind === 'punct' && left.text === '$');
}
