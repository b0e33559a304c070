import { hasAttributeMacros } from './attributeSites';
import { outlineItems } from './itemOutline';
import type { Range } from './textDifference';
import { endOf, startOf, type TokenTree } from './token';

/**
 * The range, in UTF-16 units, of the item that holds an offset of a file, attributes and doc comments included: an item of the file, or of an inline
 * module that no attribute macro is given. Undefined where there is none.
 */
export function itemAround(tokens: readonly TokenTree[], offset: number): Range | undefined {
  for (const item of outlineItems(tokens)) {
    const first = tokens[item.start];
    const last = tokens[item.end - 1];
    if (!first || !last || endOf(last) < offset) continue;
    if (startOf(first) > offset) return undefined;
    const { keyword, body } = item;
    const isInBody = body !== undefined && body.open.end <= offset && offset <= body.close.start;
    if (keyword === 'mod' && isInBody && !hasAttributeMacros(tokens, item))
      return itemAround(body.tokens, offset);
    return { start: startOf(first), end: endOf(last) };
  }
  return undefined;
}
