import type { Delimiter, Edition, FragmentKind, TokenTree } from '../../syntax/token';

const closing: Record<Delimiter, string> = { paren: ')', bracket: ']', brace: '}', invisible: '' };
const opening: Record<Delimiter, string> = { paren: '(', bracket: '[', brace: '{', invisible: '' };

export function openingText(delimiter: Delimiter): string {
  return opening[delimiter];
}

export function closingText(delimiter: Delimiter): string {
  return closing[delimiter];
}

const keywords = new Set(
  (
    'as break const continue crate else enum extern false fn for if impl in let loop match mod move mut pub ref return ' +
    'self Self static struct super trait true type unsafe use where while'
  ).split(' '),
);
const keywords2018 = new Set(['async', 'await', 'dyn']);
const reserved = new Set(
  'abstract become box do final macro override priv typeof unsized virtual yield'.split(' '),
);

/** How rustc names a token in its messages (rustc_parse's token_descr): `` `;` ``, ``keyword `fn` ``, ``expression `a + b` ``. */
export function describeToken(token: TokenTree, edition: Edition): string {
  if (token.kind === 'group') {
    if (token.delimiter !== 'invisible') return `\`${openingText(token.delimiter)}\``;
    const text = tokensText(token.tokens);
    return token.fragment ? `${fragmentNoun(token.fragment)} \`${text}\`` : `\`${text}\``;
  }
  const text = tokenText(token);
  if (token.kind === 'docComment') return `doc comment \`${text}\``;
  if (token.kind !== 'ident') return `\`${text}\``;
  if (token.raw) return `\`${text}\``;
  if (token.text === '_' || token.text === '$crate') return `reserved identifier \`${text}\``;
  if (keywords.has(token.text) || (edition >= 2018 && keywords2018.has(token.text)))
    return `keyword \`${text}\``;
  const isReserved =
    reserved.has(token.text) ||
    (token.text === 'try' && edition >= 2018) ||
    (token.text === 'gen' && edition >= 2024);
  return isReserved ? `reserved keyword \`${text}\`` : `\`${text}\``;
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
  switch (token.kind) {
    case 'ident':
    case 'lifetime':
      if (!token.raw) return token.text;
      return token.kind === 'ident' ? `r#${token.text}` : `'r#${token.text.slice(1)}`;
    case 'group': {
      const inside = depth < deepestQuote ? tokensText(token.tokens, depth + 1) : '…';
      if (token.delimiter === 'invisible') return inside;
      const padding = token.delimiter === 'brace' && inside !== '' ? ' ' : '';
      return openingText(token.delimiter) + padding + inside + padding + closingText(token.delimiter);
    }
    case 'docComment': {
      const marks = token.style === 'outer' ? ['///', '/**'] : ['//!', '/*!'];
      return token.comment === 'line' ? `${marks[0]}${token.text}` : `${marks[1]}${token.text}*/`;
    }
    default:
      return token.text;
  }
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
