import type { TokenTree } from '../../../syntax/token';
import { isBrace, isPunct, isWord } from '../../cfg/elementEnd';
import { unwrapFragments } from '../arguments';

/**
 * Whether an expression needs parentheses behind `!`, which rustc adds where it prints an expression below an operator that
 * binds tighter: operators with two operands, `as`, ranges, assignments, closures, `return` and its kin.
 * The tokens are those of one whole expression.
 */
export function bindsWeakerThanNot(expression: readonly TokenTree[]): boolean {
  const tokens = unwrapFragments(expression);
  const operand = skipPrefixes(tokens, 0);
  const first = tokens[operand];
  if (!first || isPunct(first, '|') || isPunct(first, '||') || isPunct(first, '..') || isPunct(first, '..='))
    return true;
  if (first.kind === 'ident' && !first.raw && jumps.has(first.text)) return true;
  if (first.kind === 'ident' && closureWords.has(first.text) && closureFollows(tokens, operand)) return true;
  return skipPostfixes(tokens, skipOperand(tokens, operand)) < tokens.length;
}

const jumps = new Set(['return', 'break', 'continue', 'yield', 'become', 'let']);
const closureWords = new Set(['move', 'static', 'async', 'const', 'for']);

function closureFollows(tokens: readonly TokenTree[], start: number): boolean {
  let index = start;
  while (index < tokens.length && tokens[index]?.kind === 'ident') index++;
  return isPunct(tokens[index], '|') || isPunct(tokens[index], '||');
}

/** Prefix operators and attributes. */
function skipPrefixes(tokens: readonly TokenTree[], start: number): number {
  let index = start;
  for (;;) {
    const token = tokens[index];
    if (isPunct(token, '#')) index += 2;
    else if (isPunct(token, '-') || isPunct(token, '!') || isPunct(token, '*')) index++;
    else if (isPunct(token, '&') || isPunct(token, '&&')) {
      index++;
      if (
        isWord(tokens[index], 'raw') &&
        (isWord(tokens[index + 1], 'const') || isWord(tokens[index + 1], 'mut'))
      )
        index += 2;
      else if (isWord(tokens[index], 'mut')) index++;
    } else return index;
  }
}

const blockWords = new Set(['if', 'match', 'while', 'for', 'loop', 'unsafe', 'const', 'async', 'try']);

/** An operand without what may be put behind it. */
function skipOperand(tokens: readonly TokenTree[], start: number): number {
  let index = start;
  if (tokens[index]?.kind === 'lifetime') index += 2;
  const first = tokens[index];
  if (first?.kind === 'ident' && !first.raw && blockWords.has(first.text)) {
    for (;;) {
      while (index < tokens.length && !isBrace(tokens[index])) index++;
      index++;
      if (!isWord(tokens[index], 'else')) return index;
    }
  }
  if (isPunct(first, '<')) index = skipAngles(tokens, index);
  else index++;
  for (;;) {
    if (isPunct(tokens[index], '::'))
      index = isPunct(tokens[index + 1], '<') ? skipAngles(tokens, index + 1) : index + 2;
    else if (isPunct(first, '::') && index === start + 1) index++;
    else break;
  }
  if (first?.kind !== 'ident' && !isPunct(first, '::') && !isPunct(first, '<')) return index;
  if (isPunct(tokens[index], '!') && tokens[index + 1]?.kind === 'group') return index + 2;
  return isBrace(tokens[index]) ? index + 1 : index;
}

/** Calls, indexing, fields, methods and `?`. */
function skipPostfixes(tokens: readonly TokenTree[], start: number): number {
  let index = start;
  for (;;) {
    const token = tokens[index];
    if (isPunct(token, '?') || (token?.kind === 'group' && !isBrace(token))) index++;
    else if (isPunct(token, '.')) {
      index += 2;
      if (isPunct(tokens[index], '::')) index = skipAngles(tokens, index + 1);
    } else return index;
  }
}

function skipAngles(tokens: readonly TokenTree[], start: number): number {
  let depth = 0;
  for (let index = start; index < tokens.length; index++) {
    const token = tokens[index];
    if (token?.kind === 'punct' && /^<[<-]?$|^>>?=?$/.test(token.text))
      depth += token.text.startsWith('<')
        ? token.text.replace('-', '').length
        : -token.text.replace('=', '').length;
    if (depth <= 0) return index + 1;
  }
  return tokens.length;
}
