import { breakPoint } from './breakPoint';
import { isClosure, isPunctNode, isWordNode, widthOf } from './layoutNode';
import { callWidth, fillsLines, isNestedCall, mayOverflow, metaWidth } from './lineRules';
import { indentWidth } from './writer';
import type { GroupForm, GroupNode, LayoutNode, Line } from './layoutNode';
import type { LayoutPrinter } from './layoutPrinter';

/** The least width of a function's name behind which rustfmt breaks an argument in fewer ways: that of the indentation. */
const shortCallee = indentWidth;

/** What stands around a group that is broken. */
interface GroupPlace {
  /** The width of what must stand behind its closing delimiter. */
  readonly tail: number;
  /** The width of the name of the function whose arguments it holds. */
  readonly callee?: number;
  /** The column that its first line must not reach beyond. */
  readonly limit?: number;
}

/** Prints a group that does not fit in one line. */
export function printBrokenGroup(
  printer: LayoutPrinter,
  node: GroupNode,
  level: number,
  place: GroupPlace,
): void {
  const { lines, form } = node;
  const { writer } = printer;
  writer.bracket(node.open, node.space, level);
  if (form === 'attribute') printer.expression(lines[0]?.nodes ?? [], level, 1);
  else if (!printOverflowing(printer, node, level, place)) {
    if (fillsLines(node)) fill(printer, lines, level + 1);
    else printer.lines(lines, form, level + 1);
    writer.newline(level);
  }
  writer.bracket(node.close, false, level);
}

/** As `printer.sequence` prints the body of an item, with pauses between the lines of one that is broken, as those of functions and modules always are. */
export function* printItemBody(
  printer: LayoutPrinter,
  body: GroupNode,
  level: number,
  tail: number,
): Generator<undefined, void> {
  const { lines, form, breaks } = body;
  if (!breaks || (form !== 'items' && form !== 'body')) {
    printer.sequence([body], level, tail);
    return;
  }
  const { writer } = printer;
  writer.bracket(body.open, body.space, level);
  yield* printer.linesInTurns(lines, form, level + 1);
  writer.newline(level);
  writer.bracket(body.close, false, level);
}

/** As many elements per line as fit. */
function fill(printer: LayoutPrinter, lines: readonly Line[], level: number): void {
  const { writer } = printer;
  writer.newline(level);
  for (const line of lines) {
    if (!writer.isLineEmpty && writer.column + 1 + line.width > printer.maximumWidth) writer.newline(level);
    printer.flat(withSpace(line.nodes), level);
  }
}

/** Prints a list whose last element alone is broken: `f(a, |b| {` … `})`. Prints nothing and returns false if rustfmt would not do so. */
function printOverflowing(
  printer: LayoutPrinter,
  node: GroupNode,
  level: number,
  { tail, callee = shortCallee, limit = printer.maximumWidth }: GroupPlace,
): boolean {
  const { lines, form } = node;
  const { writer } = printer;
  const last = lines.at(-1);
  const only = lines.length === 1;
  if (!last || !holdsOverflow(form, last.nodes, only)) return false;
  const before = lines.slice(0, -1);
  if (before.some((line) => line.breaks)) return false;
  const budget = Math.min(
    form === 'list' ? callWidth : metaWidth,
    Math.min(printer.maximumWidth - tail, limit) - writer.column - 1,
  );
  const nodes = before.length > 0 ? withSpace(last.nodes) : last.nodes;
  const print = (): void => {
    printer.elements(before, false, level);
    if (only && isNestedCall(nodes)) printer.sequence(nodes, level, tail + 1, writer.column + callWidth);
    else if (breakPoint(nodes)) printer.expression(nodes, level, tail + 1);
    else printer.sequence(nodes, level, tail + 1);
  };
  if (only && castStaysBelow(nodes, budget)) return false;
  const head = before.reduce((sum, line) => sum + line.width + 1, 0);
  if (!printer.mayAttempt(nodes)) {
    const opening = last.nodes.findIndex((each) => each.kind === 'group' && each.lines.length > 0);
    if (head + widthOf(last.nodes, 0, opening) + 1 > budget) return false;
    print();
    return true;
  }
  const attempt = printer.attempt(print);
  const [first = '', second] = attempt.lines;
  const isWhole = second === undefined && only;
  if (
    !isWhole &&
    (first.length > budget || first.length < head + stayingWidth(nodes, only && callee < shortCallee))
  )
    return false;
  if (attempt.longest > printer.maximumWidth && second === undefined) return false;
  writer.accept(attempt);
  return true;
}

function holdsOverflow(form: GroupForm, last: readonly LayoutNode[], only: boolean): boolean {
  if (form === 'angles') return only && last[0]?.kind === 'group' && last[0].form === 'types';
  return (form === 'list' || form === 'meta') && mayOverflow(last, only);
}

/** A cast of a call that is no longer than the budget would break before `as`; then rustfmt puts it into a line of its own. */
function castStaysBelow(nodes: readonly LayoutNode[], budget: number): boolean {
  const cast = nodes.findIndex((node) => isWordNode(node, 'as'));
  return cast > 0 && isNestedCall(nodes) && widthOf(nodes, 0, cast) <= budget;
}

/**
 * The width of what must stand in the first line: of a call its function, of a chain all but its last call, except behind a function with a `short` name
 * such as `Ok`.
 */
function stayingWidth(nodes: readonly LayoutNode[], short: boolean): number {
  if (isClosure(nodes)) return 0;
  if (isNestedCall(nodes)) return widthOf(nodes, 0, lastGroup(nodes));
  const dot = nodes.findLastIndex((node) => isPunctNode(node, '.'));
  return dot < 0 || short ? 0 : widthOf(nodes, 0, dot + 1);
}

function lastGroup(nodes: readonly LayoutNode[]): number {
  return nodes.findLastIndex((node) => node.kind === 'group' && node.delimiter !== 'angle');
}

/** The nodes with a space before the first, which begins a line only in some layouts. */
export function withSpace(nodes: readonly LayoutNode[]): readonly LayoutNode[] {
  const [first, ...rest] = nodes;
  return first ? [{ ...first, space: true }, ...rest] : nodes;
}
