import { widthOf } from './layoutNode';
import { chainWidth, hasLongChain, mayOverflow } from './lineRules';
import { indentWidth } from './writer';
import type { LayoutNode } from './layoutNode';
import type { LayoutPrinter } from './layoutPrinter';

/** With so many lines the last call of a chain stays behind the others, whatever the lines were below them (rustfmt, format_last_child). */
const longCall = 5;

/**
 * Prints a chain of fields and method calls that does not fit in one line: in one line but for its last call, or each link in a line of its own,
 * as rustfmt decides it: by the number of lines that the last call takes. `dots` are the indices of its dots.
 */
export function printChain(
  printer: LayoutPrinter,
  nodes: readonly LayoutNode[],
  dots: readonly number[],
  level: number,
  tail: number,
): void {
  const breaks = breakingDots(printer, nodes, dots, level);
  const last = breaks.at(-1);
  if (last === undefined) {
    printer.sequence(nodes, level, tail);
    return;
  }
  const { writer, maximumWidth } = printer;
  const horizontally = (): void => {
    printer.flat(nodes.slice(0, last), level);
    printer.sequence(nodes.slice(last), level, tail);
  };
  const vertically = (): void => printLinks(printer, nodes, breaks, level, tail);
  if (!printer.fits(nodes.slice(0, last), 0)) vertically();
  else if (!printer.mayAttempt(nodes)) {
    if (breaks.length === 1 || endsWithLongGroup(nodes, last)) horizontally();
    else vertically();
  } else {
    const rest = maximumWidth - writer.column - tail;
    const budget = dots.length === 1 ? rest : Math.min(rest, chainWidth);
    const together = printer.attempt(horizontally, maximumWidth);
    const fits = (together.lines[0] ?? '').trimStart().length <= budget && together.longest <= maximumWidth;
    if (fits && together.lines.length >= longCall) {
      writer.accept(together);
      return;
    }
    const apart = printer.attempt(vertically);
    // Each link before the last one takes a line, and so does the root.
    const isShorter = apart.lines.length - breaks.length < together.lines.length;
    writer.accept(!fits || isShorter ? apart : together);
  }
}

/** The dots before which the line may break: a root that is no wider than the indentation keeps its links with it. */
function breakingDots(
  { writer }: LayoutPrinter,
  nodes: readonly LayoutNode[],
  dots: readonly number[],
  level: number,
): readonly number[] {
  const room = indentWidth * (level + 1) - writer.column;
  let first = 0;
  while (first < dots.length && widthOf(nodes, 0, dots[first]) <= room) first++;
  return dots.slice(first);
}

function printLinks(
  printer: LayoutPrinter,
  nodes: readonly LayoutNode[],
  dots: readonly number[],
  level: number,
  tail: number,
): void {
  const { writer } = printer;
  const { lineCount } = writer;
  printer.sequence(nodes.slice(0, dots[0]), level, 0);
  // Behind a root of several lines the dots stand below its closing delimiter.
  const inner = writer.lineCount > lineCount ? level : level + 1;
  dots.forEach((dot, position) => {
    const next = dots[position + 1] ?? nodes.length;
    writer.newline(inner);
    printer.sequence(nodes.slice(dot, next), inner, next === nodes.length ? tail : 0);
  });
}

/** Whether a chain is in one line but for a closure or block in its last call. */
function endsWithLongGroup(nodes: readonly LayoutNode[], lastDot: number): boolean {
  const group = nodes.findLast((node) => node.kind === 'group');
  if (group?.kind !== 'group' || !group.breaks) return false;
  const line = group.lines.at(-1);
  return (
    line !== undefined &&
    mayOverflow(line.nodes, group.lines.length === 1) &&
    widthOf(nodes, 0, lastDot) <= 40 &&
    !hasLongChain(nodes.slice(0, lastDot))
  );
}
