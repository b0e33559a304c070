import { parseFragment } from '../syntax/parser/parseFragment';
import { TokenCursor } from '../syntax/tokenCursor';
import { endsWithBrace } from '../syntax/tokenTests';
import type { Edition, TokenTree } from '../syntax/token';

/** Whether the last of some statements is an item that ends with braces, behind which a semicolon is none of its own. */
export function endsWithItem(statements: readonly TokenTree[], edition: Edition): boolean {
  if (!endsWithBrace(statements.at(-1))) return false;
  let cursor = new TokenCursor(statements);
  let isItem = false;
  while (!cursor.atEnd) {
    isItem = false;
    if (cursor.eatPunct(';')) continue;
    const item = cursor.clone();
    isItem = parseFragment('item', item, edition).ok;
    if (isItem) cursor = item;
    else if (!parseFragment('stmt', cursor, edition).ok) return false;
  }
  return isItem;
}
