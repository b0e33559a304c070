import { isWordNode, widthOf } from './layoutNode';
import type { GroupNode, LayoutNode } from './layoutNode';
import type { LayoutPrinter } from './layoutPrinter';

const headWords = ['if', 'while', 'match', 'for'];
/** rustfmt's single_line_if_else_max_width. */
const inlineWidth = 50;

/** Whether the nodes begin with `if`, `while`, `match` or `for` and its block. */
export function isControl(nodes: readonly LayoutNode[]): boolean {
  return isHeadWord(nodes[0]) && nextBlock(nodes, 0) > 0;
}

/** Prints a head that breaks at its operators, with the `{` in a line of its own then; the block; and the same for each `else`. */
export function printControl(
  printer: LayoutPrinter,
  nodes: readonly LayoutNode[],
  level: number,
  tail: number,
): void {
  let start = 0;
  for (;;) {
    const index = nextBlock(nodes, start);
    const block = nodes[index];
    if (block?.kind !== 'group') break;
    printHead(printer, nodes.slice(start, index), level);
    const ends = !isWordNode(nodes[index + 1], 'else');
    printer.brokenGroup(block, level, ends ? tail : 0);
    start = index + 1;
    if (ends) break;
  }
  printer.sequence(nodes.slice(start), level, tail);
}

function printHead(printer: LayoutPrinter, head: readonly LayoutNode[], level: number): void {
  if (printer.fits(head, 2)) {
    printer.flat(head, level);
    return;
  }
  const condition = head.findIndex((node) => !isHeadWord(node) && !isWordNode(node, 'else'));
  printer.flat(head.slice(0, condition), level);
  const { lineCount } = printer.writer;
  printer.expression(head.slice(condition), level, 2);
  if (printer.writer.lineCount > lineCount && !printer.writer.endsWithClosing) printer.writer.newline(level);
}

function isHeadWord(node: LayoutNode | undefined): boolean {
  return headWords.some((word) => isWordNode(node, word));
}

/** Index of the block that belongs to the head at `start`; a block right behind the word is a condition. */
function nextBlock(nodes: readonly LayoutNode[], start: number): number {
  return nodes.findIndex((node, index) => index > start && isBlock(node) && !isHeadWord(nodes[index - 1]));
}

function isBlock(node: LayoutNode): node is GroupNode {
  return node.kind === 'group' && (node.form === 'body' || node.form === 'arms' || node.form === 'block');
}

/** `if … { … } else { … }` within an expression stays in one line only if all of it is short; else each of its blocks breaks. */
export function breakLongConditions(nodes: readonly LayoutNode[]): readonly LayoutNode[] {
  const breaking = new Set<LayoutNode>();
  nodes.forEach((node, index) => {
    if (index === 0 || !isWordNode(node, 'if') || isWordNode(nodes[index - 1], 'else')) return;
    const blocks = [nextBlock(nodes, index)];
    while (isWordNode(nodes[(blocks.at(-1) ?? 0) + 1], 'else')) {
      const next = nextBlock(nodes, (blocks.at(-1) ?? 0) + 1);
      if (next < 0) break;
      blocks.push(next);
    }
    const last = blocks.at(-1) ?? -1;
    const isShort = blocks.length === 2 && widthOf(nodes, index, last + 1) <= inlineWidth;
    if (isShort) return;
    for (const block of blocks) {
      const found = nodes[block];
      if (found?.kind === 'group' && found.lines.length > 0) breaking.add(found);
    }
  });
  if (breaking.size === 0) return nodes;
  return nodes.map((node) => (breaking.has(node) ? { ...node, breaks: true } : node));
}
