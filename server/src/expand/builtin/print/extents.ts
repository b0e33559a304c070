/** How far parts of an expression reach that are printed from their tokens. Each gives the index behind the part that begins at `start`. */
import type { TokenTree } from '../../../syntax/token';
import { isGroup, isPunct, isWord } from '../../../syntax/tokenTests';
import { anglesEnd } from '../../cfg/angles';

/** A path with its generic arguments: `a::<B>::c`, `<T as Trait>::f`, `::core::x`. */
export function pathEnd(tokens: readonly TokenTree[], start: number): number {
  const first = tokens[start];
  let index = isPunct(first, '<') ? anglesEnd(tokens, start).end : start + (isPunct(first, '::') ? 2 : 1);
  while (isPunct(tokens[index], '::'))
    index = isPunct(tokens[index + 1], '<') ? anglesEnd(tokens, index + 1).end : index + 2;
  return Math.min(index, tokens.length);
}

const typePrefixes = new Set(['const', 'mut', 'dyn', 'impl', 'unsafe', 'extern']);

/** The type behind `as` or `->`: no sum of bounds, so it ends with its path. */
export function typeEnd(tokens: readonly TokenTree[], start: number): number {
  let index = start;
  for (; index < tokens.length; index++) {
    const token = tokens[index];
    if (isPunct(token, '&') || isPunct(token, '&&') || isPunct(token, '*') || token?.kind === 'lifetime')
      continue;
    if (token?.kind !== 'ident' || !typePrefixes.has(token.text)) break;
  }
  const first = tokens[index];
  index = isPunct(first, '<') ? anglesEnd(tokens, index).end : index + 1;
  for (;;) {
    const token = tokens[index];
    if (isPunct(token, '::')) index += isPunct(tokens[index + 1], '<') ? 1 : 2;
    else if (isPunct(token, '<') && first?.kind === 'ident') index = anglesEnd(tokens, index).end;
    else if (isGroup(token, 'paren') && first?.kind === 'ident') index++;
    else if (isPunct(token, '->')) return typeEnd(tokens, index + 1);
    else return Math.min(index, tokens.length);
  }
}

/** `if` with its `else`, `match`, a loop or a block, its label included. */
export function blockLikeEnd(tokens: readonly TokenTree[], start: number): number {
  let index = tokens[start]?.kind === 'lifetime' ? start + 2 : start;
  for (;;) {
    while (index < tokens.length && !isGroup(tokens[index], 'brace')) index++;
    index++;
    if (!isWord(tokens[index], 'else')) return Math.min(index, tokens.length);
  }
}

/** The parameters of a closure: `||` or `|a, b: T|`. */
export function closureParametersEnd(tokens: readonly TokenTree[], start: number): number {
  if (isPunct(tokens[start], '||')) return start + 1;
  let index = start + 1;
  while (index < tokens.length && !isPunct(tokens[index], '|')) index++;
  return Math.min(index + 1, tokens.length);
}
