/** Which tokens would be read as other tokens if no white space stood between them. */
import { identStartLength, isDigit, skipIdentContinue } from './characters';
import { leafText } from './leafText';
import type { Leaf } from './token';

const operators = new Set(
  (
    '<<= >>= ... ..= == => != <= >= << >> <- && || -> += -= *= /= %= ^= &= |= .. :: ' +
    // No operators, but the beginning of comments, and of guarded strings that edition 2024 reserves.
    '// /* ##'
  ).split(' '),
);

/**
 * Whether `left` and `right`, printed without space, read as other tokens than these two. `next` is the token after `right`
 * when it would follow without space too: it decides whether `1.` is a number.
 */
export function wouldGlue(left: Leaf, right: Leaf, next?: Leaf): boolean {
  if (left.kind === 'unknown' || right.kind === 'unknown') return true;
  switch (left.kind) {
    case 'docComment':
      return left.comment === 'line';
    case 'punct':
      if (right.kind === 'punct') return punctuationGlues(left.text, right.text);
      if (right.kind === 'docComment') return left.text.endsWith('/');
      return left.text === '#' && right.kind === 'literal' && right.text.startsWith('"');
    case 'ident':
      return beginsWord(right) || beginsQuote(right) || startsWith(right, '#');
    case 'lifetime':
      return beginsWord(right) || startsWith(right, "'") || startsWith(right, '#');
    case 'literal':
      return literalGlues(left.text, right, next);
  }
}

function literalGlues(text: string, right: Leaf, next: Leaf | undefined): boolean {
  if (beginsWord(right)) return true;
  // A suffix in front of a quote or `#` would be a prefix, which editions since 2021 reserve.
  if (beginsQuote(right) || startsWith(right, '#')) return endsWithWord(text);
  if (right.kind !== 'punct' || !isDigit(text.charCodeAt(0))) return false;
  if (right.text.startsWith('.')) {
    if (text.endsWith('.')) return true;
    return right.text === '.' && isIntegerWithoutSuffix(text) && next?.kind !== 'ident';
  }
  return /[eE]$/.test(text) && /^[+-]/.test(right.text);
}

/** After such a number a dot would be a decimal point. */
function isIntegerWithoutSuffix(text: string): boolean {
  return /^(0x[\da-fA-F_]+|0o[\d_]+|0b[\d_]+|[\d_]+)$/.test(text);
}

function punctuationGlues(left: string, right: string): boolean {
  const joined = left + right;
  for (let length = left.length + 1; length <= Math.min(3, joined.length); length++)
    if (operators.has(joined.slice(0, length))) return true;
  // A slash may also begin a comment with its last character: there is no longer operator that ends in one.
  return left === '/' && (right.startsWith('/') || right.startsWith('*'));
}

function endsWithWord(text: string): boolean {
  return skipIdentContinue(text, text.length - 1) === text.length;
}

/** Whether the text begins with a character that may continue an identifier. */
function beginsWord(token: Leaf): boolean {
  if (token.kind === 'ident') return true;
  if (token.kind !== 'literal') return false;
  const code = token.text.charCodeAt(0);
  return isDigit(code) || identStartLength(token.text, 0) > 0;
}

function beginsQuote(token: Leaf): boolean {
  return startsWith(token, '"') || startsWith(token, "'");
}

function startsWith(token: Leaf, character: string): boolean {
  return leafText(token).startsWith(character);
}
