import { breakPoint } from './breakPoint';
import { isWordNode, widthOf } from './layoutNode';
import { hasLongChain } from './lineRules';
import { indentWidth } from './writer';
import type { LayoutNode } from './layoutNode';
import type { LayoutPrinter } from './layoutPrinter';
import type { Attempt } from './writer';

/** Prints `let pattern: Type = value;`, with the `else` of one that may fail, or an assignment. `operator` is the index of its `=`. */
export function printAssignment(
  printer: LayoutPrinter,
  nodes: readonly LayoutNode[],
  operator: number,
  level: number,
  tail: number,
): void {
  printer.expression(nodes.slice(0, operator), level, 2);
  printer.flat(nodes.slice(operator, operator + 1), level);
  const otherwise = isWordNode(nodes[0], 'let') ? elseOf(nodes, operator) : -1;
  if (otherwise < 0) {
    printValue(printer, nodes.slice(operator + 1), level, tail);
    return;
  }
  const { lineCount } = printer.writer;
  printValue(printer, nodes.slice(operator + 1, otherwise), level, ' else {'.length);
  if (printer.writer.lineCount > lineCount && !printer.writer.endsWithClosing) printer.writer.newline(level);
  printer.sequence(nodes.slice(otherwise), level, tail);
}

/** Index of the `else` of `let … else { … }`; -1 without one. Before that of an `if` stands a block. */
function elseOf(nodes: readonly LayoutNode[], operator: number): number {
  return nodes.findIndex((node, index) => {
    const before = nodes[index - 1];
    const isBlock = before?.kind === 'group' && before.delimiter === 'brace' && before.form !== 'literal';
    return index > operator && isWordNode(node, 'else') && !isBlock;
  });
}

/**
 * What stands behind `=` or `=>`: in the same line, in the lines below, or begun in the same line and broken, as rustfmt chooses (rustfmt,
 * expr.rs, choose_rhs).
 */
export function printValue(
  printer: LayoutPrinter,
  nodes: readonly LayoutNode[],
  level: number,
  tail: number,
): void {
  const { writer, maximumWidth } = printer;
  const here = (): void => printer.expression(nodes, level, tail);
  const below = (): void => {
    writer.newline(level + 1);
    printer.expression(nodes, level + 1, tail);
  };
  if (nodes.length === 0) return;
  if (printer.fits(nodes, tail)) printer.flat(nodes, level);
  else if (fitsBelow(printer, nodes, level, tail)) below();
  else if (!printer.mayAttempt(nodes)) {
    if (writer.column + openingWidth(nodes) > maximumWidth) below();
    else here();
  } else {
    const same = printer.attempt(here, maximumWidth);
    const fitsHere = same.longest <= maximumWidth;
    const next = printer.attempt(below, fitsHere ? maximumWidth : undefined);
    const isBelow = !fitsHere || (next.longest <= maximumWidth && prefersBelow(same, next));
    writer.accept(isBelow ? next : same);
  }
}

/** The value of a field stands below its name only where it does not fit behind it in any way. */
export function printFieldValue(printer: LayoutPrinter, nodes: readonly LayoutNode[], level: number): void {
  if (printer.fits(nodes, 0) || !printer.mayAttempt(nodes)) {
    printer.expression(nodes, level, 0);
    return;
  }
  const { writer, maximumWidth } = printer;
  const mayStandBelow = fitsBelow(printer, nodes, level, 0);
  const same = printer.attempt(
    () => printer.expression(nodes, level, 0),
    mayStandBelow ? maximumWidth : undefined,
  );
  if (same.longest > maximumWidth && mayStandBelow) {
    writer.newline(level + 1);
    printer.flat(nodes, level + 1);
  } else writer.accept(same);
}

function fitsBelow(
  printer: LayoutPrinter,
  nodes: readonly LayoutNode[],
  level: number,
  tail: number,
): boolean {
  const fits = (level + 1) * indentWidth + widthOf(nodes) + tail <= printer.maximumWidth;
  return fits && !hasLongChain(nodes) && !nodes.some((node) => node.breaks);
}

/** rustfmt's prefer_next_line: two lines less, or no opening bracket at the end of the first line where the other layout has one. */
function prefersBelow(same: Attempt, next: Attempt): boolean {
  // The first line of the one below is what stands before the value.
  const lines = next.lines.length - 1;
  if (lines === 1 || same.lines.length > lines + 1) return true;
  const [first, second] = [same.lines[0] ?? '', next.lines[1] ?? ''];
  return ['(', '{', '['].some((bracket) => first.endsWith(bracket) && !second.endsWith(bracket));
}

/** The width up to the first place where the line may break. */
function openingWidth(nodes: readonly LayoutNode[]): number {
  const first = breakPoint(nodes)?.indices[0] ?? nodes.findIndex((node) => node.kind === 'group');
  return first < 0 ? widthOf(nodes) : widthOf(nodes, 0, first) + 2;
}
