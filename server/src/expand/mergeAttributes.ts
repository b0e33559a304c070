import { isGroup } from '../syntax/tokenTests';
import type { Group, TokenTree } from '../syntax/token';
import { isMacroArgument } from './cfg/macroArgument';
import { isAttribute } from './outerAttributes';

/** Groups nested deeper than this are passed on as they are: no code is that deep, but hostile input is. */
const maximumDepth = 500;

/**
 * Moves the attributes that a macro wrote before an item or statement that it was given into that fragment, where its own attributes stand: they are
 * attributes of one item then (rustc_parse, `prepend_to_nt_inner`). What stands in the arguments of calls is left alone. Gives back the same list
 * when there is nothing to move.
 */
export function mergeAttributes(tokens: readonly TokenTree[]): readonly TokenTree[] {
  return needsMerging(tokens) ? mergeList(tokens, 0) : tokens;
}

function needsMerging(tokens: readonly TokenTree[]): boolean {
  const lists = [tokens];
  for (let list = lists.pop(); list; list = lists.pop())
    // All tokens of each expansion are looked through: entries of the list would be made for each.
    for (let index = 0; index < list.length; index++) {
      const token = list[index];
      if (token?.kind !== 'group') continue;
      if (isMergeable(token) && isAttribute(list, index - 1)) return true;
      lists.push(token.tokens);
    }
  return false;
}

function mergeList(tokens: readonly TokenTree[], depth: number): readonly TokenTree[] {
  if (depth > maximumDepth) return tokens;
  const merged: TokenTree[] = [];
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'group' || isMacroArgument(tokens, index)) {
      merged.push(token);
      continue;
    }
    let start = merged.length;
    if (isMergeable(token)) while (isAttribute(merged, start - 1)) start--;
    const attributes = merged.splice(start);
    const inside = attributes.length > 0 ? [...attributes, ...token.tokens] : token.tokens;
    merged.push({ ...token, tokens: mergeList(inside, depth + 1) });
  }
  return merged;
}

function isMergeable(token: Group): boolean {
  return isGroup(token, 'invisible') && (token.fragment === 'item' || token.fragment === 'stmt');
}
