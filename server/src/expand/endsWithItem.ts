import { parseFragment } from '../syntax/parser/parseFragment';
import { TokenCursor } from '../syntax/tokenCursor';
import { isPunct } from '../syntax/tokenTests';
import type { Edition, TokenTree } from '../syntax/token';

/** Whether the last of some statements is an item that ends with braces, behind which a semicolon is none of its own. */
export function endsWithItem(statements: readonly TokenTree[], edition: Edition): boolean {
  if (!endsWithBraces(statements)) return false;
  let cursor = new TokenCursor(statements);
  let isItem = false;
  while (!cursor.atEnd) {
    isItem = false;
    if (isPunct(cursor.peek(), ';')) {
      cursor.bump();
      continue;
    }
    const item = cursor.clone();
    isItem = parseFragment('item', item, edition).ok;
    if (isItem) cursor = item;
    else if (!parseFragment('stmt', cursor, edition).ok) return false;
  }
  return isItem;
}

function endsWithBraces(tokens: readonly TokenTree[]): boolean {
  const last = tokens.at(-1);
  if (last?.kind !== 'group') return false;
  return last.delimiter === 'invisible' ? endsWithBraces(last.tokens) : last.delimiter === 'brace';
}
