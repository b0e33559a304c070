import { printHead } from './headLayout';
import { printItemBody } from './groupLayout';
import { isPunctNode, isWordNode, widthOf } from './layoutNode';
import { printValue } from './valueLayout';
import type { LayoutNode } from './layoutNode';
import type { LayoutPrinter } from './layoutPrinter';
import type { ItemOutline } from '../syntax/itemOutline';

/** Prints an item behind its attributes: its head, its `where` clause, its body, with pauses in that where the caller wants one. */
export function* printItem(
  printer: LayoutPrinter,
  nodes: readonly LayoutNode[],
  item: ItemOutline,
  level: number,
): Generator<undefined, void> {
  const bodyIndex = nodes.findIndex(
    (node) => node.kind === 'group' && node.group !== undefined && node.group === item.body,
  );
  const body = nodes[bodyIndex];
  if (item.keyword === 'macro call' || item.keyword === 'fragment') {
    printer.expression(nodes, level, 0);
    return;
  }
  const headEnd = bodyIndex < 0 ? nodes.length : bodyIndex;
  const where = nodes.findIndex((node, index) => index < headEnd && isWordNode(node, 'where'));
  const head = nodes.slice(0, where < 0 ? headEnd : where);
  if (bodyIndex < 0 && item.keyword !== 'fn') {
    printer.expression(head, level, 0);
    if (where >= 0) printWhere(printer, nodes.slice(where), level);
    return;
  }
  if (item.keyword === 'impl' && where >= 0 && isShortBound(printer, nodes, where, body)) {
    printer.flat(nodes, level);
    return;
  }
  const headBreaks = printHead(printer, head, level, where < 0 && body ? 2 : 0);
  if (where >= 0) printWhere(printer, nodes.slice(where, headEnd), level);
  if (body?.kind !== 'group') return;
  const isBraced = body.delimiter === 'brace';
  if (isBraced && (where >= 0 || headBreaks)) printer.writer.newline(level);
  if (isBraced && where >= 0 && body.lines.length === 0) {
    printer.writer.bracket(body.open, false, level);
    printer.writer.newline(level);
    printer.writer.bracket(body.close, false, level);
  } else yield* printItemBody(printer, body, level, nodes.length - bodyIndex - 1);
  const rest = nodes.slice(bodyIndex + 1);
  if (isWordNode(rest[0], 'where')) printWhere(printer, rest, level);
  else printer.sequence(rest, level, 0);
}

/** Whether an implementation without members and with one bound stays in one line. */
function isShortBound(
  printer: LayoutPrinter,
  nodes: readonly LayoutNode[],
  where: number,
  body: LayoutNode | undefined,
): boolean {
  const bounds = nodes
    .slice(where)
    .filter((node, index, rest) => isPunctNode(node, ',') && index < rest.length - 2);
  return body?.kind === 'group' && body.lines.length === 0 && bounds.length === 0 && printer.fits(nodes, 0);
}

/** `where` and each of its predicates in a line of its own. */
function printWhere(printer: LayoutPrinter, clause: readonly LayoutNode[], level: number): void {
  printer.writer.newline(level);
  printer.flat(clause.slice(0, 1), level);
  let start = 1;
  clause.forEach((node, index) => {
    const ends = isPunctNode(node, ',');
    if (index === 0 || (!ends && index < clause.length - 1)) return;
    printer.writer.newline(level + 1);
    printer.expression(clause.slice(start, index + 1), level + 1, 0);
    start = index + 1;
  });
}

/** Prints `pattern if guard => body,`. */
export function printArm(printer: LayoutPrinter, nodes: readonly LayoutNode[], level: number): void {
  const arrow = nodes.findIndex((node) => isPunctNode(node, '=>'));
  if (arrow < 0 || printer.fits(nodes, 0)) {
    printer.expression(nodes, level, 0);
    return;
  }
  printPattern(printer, nodes.slice(0, arrow + 1), level);
  printBody(printer, nodes.slice(arrow + 1), level);
}

/** A block begins in the line of the arrow. */
function printBody(printer: LayoutPrinter, nodes: readonly LayoutNode[], level: number): void {
  const [first] = nodes;
  if (first?.kind === 'group' && first.delimiter === 'brace') printer.sequence(nodes, level, 0);
  else printValue(printer, nodes, level, 0);
}

/** A pattern that does not fit breaks before each `|`, and before its guard. */
function printPattern(printer: LayoutPrinter, nodes: readonly LayoutNode[], level: number): void {
  if (printer.fits(nodes, 2)) {
    printer.flat(nodes, level);
    return;
  }
  const guard = nodes.findIndex((node) => isWordNode(node, 'if'));
  const patternEnd = guard < 0 ? nodes.length : guard;
  let start = 0;
  nodes.forEach((node, index) => {
    if (index === 0 || index >= patternEnd || !isPunctNode(node, '|')) return;
    printer.sequence(nodes.slice(start, index), level, 0);
    printer.writer.newline(level);
    start = index;
  });
  printer.sequence(nodes.slice(start, patternEnd), level, widthOf(nodes, patternEnd) > 60 ? 0 : 2);
  if (guard < 0) return;
  printer.writer.newline(level + 1);
  printer.expression(nodes.slice(guard), level + 1, 0);
}
