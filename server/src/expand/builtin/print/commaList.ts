import type { Group } from '../../../syntax/token';
import type { TokenCursor } from '../../../syntax/tokenCursor';
import { isPunct } from '../../../syntax/tokenTests';
import { text } from './layout';
import type { Layout } from './layout';
import { NotReadable } from './notReadable';
import { separated } from './printedExpression';

/** Reads elements with commas in between, as far as the cursor's tokens reach. A comma may follow the last one. */
export function readCommaList(cursor: TokenCursor, readElement: () => Layout): Layout[] {
  const elements: Layout[] = [];
  while (!cursor.atEnd) {
    elements.push(readElement());
    if (!cursor.eatPunct(',') && !cursor.atEnd) throw new NotReadable();
  }
  return elements;
}

/** The elements of a tuple in its parentheses. The comma behind the only one makes the tuple, others are not printed there. */
export function tuple(elements: readonly Layout[], { tokens }: Group): Layout {
  const needsComma = elements.length === 1 && isPunct(tokens.at(-1), ',');
  return [text('('), separated(elements), text(needsComma ? ',)' : ')')];
}
