/**
 * How far an element that carries attributes reaches. rustc knows it from parsing; here it is found from the tokens, since
 * code that is not enabled has to go before anything is parsed.
 */
import type { TokenTree } from '../../syntax/token';
import { isGroup, isPunct, isWord } from '../../syntax/tokenTests';
import { angleDelta } from './angles';

/**
 * What a list of tokens holds.
 * - `code`: items, statements or expressions; `list`: expressions between commas (arguments, elements of an array);
 * - `typed`: fields, parameters or generic parameters, in which commas may stand inside `<…>`;
 * - `variants` of an enum; `arms` of a match.
 */
export type ListKind = 'code' | 'list' | 'typed' | 'variants' | 'arms';

/**
 * The index behind the element of a list that begins at `start` (behind its attributes), its separator included.
 */
export function elementEnd(tokens: readonly TokenTree[], start: number, kind: ListKind): number {
  switch (kind) {
    case 'typed':
      return typedEnd(tokens, start);
    case 'variants':
    case 'list':
      return expressionEnd(tokens, start);
    case 'arms':
      return armEnd(tokens, start);
    case 'code':
      return codeEnd(tokens, start);
  }
}

/** A field or parameter ends with its comma, or before the `>` that closes a list of generic parameters. */
function typedEnd(tokens: readonly TokenTree[], start: number): number {
  let depth = 0;
  for (let index = start; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token) break;
    if (depth === 0 && isPunct(token, ',')) return index + 1;
    depth += angleDelta(token);
    if (depth < 0) return index;
  }
  return tokens.length;
}

/** An expression reaches to the next comma or semicolon that is not inside of a turbofish. */
function expressionEnd(tokens: readonly TokenTree[], start: number): number {
  let depth = 0;
  for (let index = start; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token) break;
    if (depth === 0 && (isPunct(token, ',') || isPunct(token, ';'))) return index + 1;
    if (depth > 0 || isPunct(tokens[index - 1], '::')) depth = Math.max(0, depth + angleDelta(token));
  }
  return tokens.length;
}

/** `pattern [if guard] => body`; a body that is a block needs no comma. */
function armEnd(tokens: readonly TokenTree[], start: number): number {
  let index = start;
  while (index < tokens.length && !isPunct(tokens[index], '=>')) index++;
  const body = index + 1;
  const blockEnd = isGroup(tokens[body], 'brace') ? body + 1 : blockLikeEnd(tokens, body);
  if (blockEnd === undefined) return expressionEnd(tokens, body);
  const next = tokens[blockEnd];
  if (isPunct(next, ',')) return blockEnd + 1;
  if (isPunct(next, '.') || isPunct(next, '?')) return expressionEnd(tokens, blockEnd);
  return blockEnd;
}

/** Words that may stand before the keyword of an item. */
const qualifiers = new Set(['pub', 'default', 'async', 'unsafe', 'safe', 'extern', 'const', 'auto', 'gen']);
const itemsWithBody = new Set(['fn', 'struct', 'enum', 'union', 'trait', 'impl', 'mod']);
const itemsToSemicolon = new Set(['use', 'static', 'type', 'let', 'const', 'crate']);

function codeEnd(tokens: readonly TokenTree[], start: number): number {
  const item = itemEnd(tokens, start);
  if (item !== undefined) return item;
  const block = blockLikeEnd(tokens, start);
  if (block !== undefined) {
    const next = tokens[block];
    if (isPunct(next, ';') || isPunct(next, ',')) return block + 1;
    return isPunct(next, '.') || isPunct(next, '?') ? expressionEnd(tokens, block) : block;
  }
  const call = macroCallEnd(tokens, start);
  return call ?? expressionEnd(tokens, start);
}

/** The end of an item or `let` statement, or undefined when none begins here. */
function itemEnd(tokens: readonly TokenTree[], start: number): number | undefined {
  let index = start;
  let constant = false;
  for (; ; index++) {
    const token = tokens[index];
    if (token?.kind === 'ident' && !token.raw && qualifiers.has(token.text)) {
      constant = token.text === 'const';
      const next = tokens[index + 1];
      if (token.text === 'pub' && next?.kind === 'group' && next.delimiter === 'paren') index++;
      if (token.text === 'extern' && next?.kind === 'literal') index++;
      if (isGroup(tokens[index + 1], 'brace'))
        return token.text === 'extern' || next?.kind === 'literal' ? index + 2 : undefined;
      continue;
    }
    // `$vis` comes as an invisible group, `$item` as well.
    if (token?.kind === 'group' && token.fragment === 'vis') continue;
    if (token?.kind === 'group' && token.fragment === 'item') return index + 1;
    break;
  }
  const keyword = tokens[index];
  if (keyword?.kind !== 'ident' || keyword.raw) return constant ? throughSemicolon(tokens, index) : undefined;
  if (keyword.text === 'union' && tokens[index + 1]?.kind !== 'ident') return undefined;
  if (itemsWithBody.has(keyword.text)) return throughBody(tokens, index + 1);
  if (itemsToSemicolon.has(keyword.text) || constant) return throughSemicolon(tokens, index);
  return undefined;
}

function throughSemicolon(tokens: readonly TokenTree[], start: number): number {
  for (let index = start; index < tokens.length; index++) if (isPunct(tokens[index], ';')) return index + 1;
  return tokens.length;
}

/** To the body in braces or the semicolon; braces inside of `<…>` are constants. */
function throughBody(tokens: readonly TokenTree[], start: number): number {
  let depth = 0;
  for (let index = start; index < tokens.length; index++) {
    const token = tokens[index];
    if (!token) break;
    if (isPunct(token, ';') || (depth <= 0 && isGroup(token, 'brace'))) return index + 1;
    depth += angleDelta(token);
  }
  return tokens.length;
}

const blockKeywords = new Set(['if', 'match', 'while', 'for', 'loop', 'unsafe', 'const', 'try', 'async']);

/** The end of an expression that ends with its block when it stands as a statement (`if`, `match`, loops, blocks), or undefined. */
function blockLikeEnd(tokens: readonly TokenTree[], start: number): number | undefined {
  let index = start;
  if (tokens[index]?.kind === 'lifetime' && isPunct(tokens[index + 1], ':')) index += 2;
  const first = tokens[index];
  if (isGroup(first, 'brace')) return index + 1;
  if (first?.kind !== 'ident' || first.raw || !blockKeywords.has(first.text)) return undefined;
  for (;;) {
    while (index < tokens.length && !isGroup(tokens[index], 'brace') && !isPunct(tokens[index], ';')) index++;
    if (!isGroup(tokens[index], 'brace')) return undefined;
    index++;
    if (!isWord(tokens[index], 'else')) return index;
  }
}

/** The end of a macro call that is a statement or item: `path! {…}`, `path!(…);`, `macro_rules! name {…}`. */
function macroCallEnd(tokens: readonly TokenTree[], start: number): number | undefined {
  let index = start;
  while (tokens[index]?.kind === 'ident' || isPunct(tokens[index], '::')) index++;
  if (index === start || !isPunct(tokens[index], '!')) return undefined;
  index++;
  if (tokens[index]?.kind === 'ident') index++;
  const argument = tokens[index];
  if (argument?.kind !== 'group') return undefined;
  const next = tokens[index + 1];
  if (isPunct(next, ';')) return index + 2;
  return argument.delimiter === 'brace' && !isPunct(next, '.') && !isPunct(next, '?') ? index + 1 : undefined;
}
