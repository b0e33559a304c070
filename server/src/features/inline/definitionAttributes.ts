import type { Analysis } from '../../analysis/analysis';
import type { MacroDefinition } from '../../resolve/definition';
import { outlineItems, type AttributeOutline, type ItemOutline } from '../../syntax/itemOutline';
import type { TokenTree } from '../../syntax/token';
import { forEachLeaf } from '../../syntax/tokenText';
import { isGroup } from '../../syntax/tokenTests';

/** The attributes of a macro's definition, read from the file that defines it; empty when it is not found there any more. */
export function definitionAttributes(
  analysis: Analysis,
  definition: MacroDefinition,
): readonly AttributeOutline[] {
  const file = analysis.openFile(definition.file);
  return (file && findDefinition(file.document.tokens.tokens, definition))?.attributes ?? [];
}

/** Looks into modules, and into the arguments of calls as well: the standard library defines some macros inside of `cfg_if!`-like calls. */
function findDefinition(
  tokens: readonly TokenTree[],
  { span, name }: MacroDefinition,
): ItemOutline | undefined {
  const pending = [tokens];
  for (let list = pending.pop(); list; list = pending.pop()) {
    for (const item of outlineItems(list)) {
      if (item.name?.text === name && item.name.span.start === span.start) return item;
      for (const token of list.slice(item.start, item.end)) {
        if (!isGroup(token, 'brace') || token.open.start > span.start || token.close.end < span.end) continue;
        pending.push(token.tokens);
      }
    }
  }
  return undefined;
}

/** What the parenthesized list of the attribute of this name holds, over all attributes of the name: `[a, b]` for `#[name(a, b)]`. */
export function attributeWords(attributes: readonly AttributeOutline[], name: string): string[] {
  const words: string[] = [];
  for (const attribute of attributes) {
    if (attribute.path.length !== 1 || attribute.path[0]?.text !== name) continue;
    for (const token of attribute.arguments?.tokens ?? []) if (token.kind === 'ident') words.push(token.text);
  }
  return words;
}

/** The texts of all identifiers, at any depth. */
export function identifiersIn(tokens: readonly TokenTree[]): Set<string> {
  const names = new Set<string>();
  forEachLeaf(tokens, (token) => {
    if (token.kind === 'ident') names.add(token.text);
  });
  return names;
}
