import { Edit } from 'web-tree-sitter';
import type { Parser, Point, Tree } from 'web-tree-sitter';

/** A text's tree-sitter tree, kept up to date by edits. Offsets and columns are UTF-16 units, as web-tree-sitter has them for strings. */
export class TextTree {
  private tree: Tree | undefined;
  private isCurrent = false;

  constructor(private readonly parser: Parser) {}

  /** Tells that the range `start..end` of `before` is about to be replaced by `text`. */
  edit(
    before: string,
    change: { readonly start: number; readonly end: number; readonly text: string },
  ): void {
    this.isCurrent = false;
    if (!this.tree) return;
    const startPosition = pointAt(before, change.start);
    this.tree.edit(
      new Edit({
        startIndex: change.start,
        oldEndIndex: change.end,
        newEndIndex: change.start + change.text.length,
        startPosition,
        oldEndPosition: pointAt(before, change.end),
        newEndPosition: advance(startPosition, change.text),
      }),
    );
  }

  /** The tree of `text`, which is the text before with all edits applied. Undefined when tree-sitter gave up. */
  update(text: string): Tree | undefined {
    if (this.isCurrent && this.tree) return this.tree;
    const next = this.parser.parse(text, this.tree);
    this.tree?.delete();
    this.tree = next ?? undefined;
    this.isCurrent = true;
    return this.tree;
  }

  dispose(): void {
    this.tree?.delete();
    this.tree = undefined;
  }
}

function pointAt(text: string, offset: number): Point {
  return advance({ row: 0, column: 0 }, text.slice(0, offset));
}

/** The position behind `text` when it begins at `from`. tree-sitter counts `\n` only. */
function advance(from: Point, text: string): Point {
  let row = from.row;
  let lineStart = -1;
  for (let newline = text.indexOf('\n'); newline >= 0; newline = text.indexOf('\n', newline + 1)) {
    row++;
    lineStart = newline;
  }
  return { row, column: lineStart < 0 ? from.column + text.length : text.length - lineStart - 1 };
}
