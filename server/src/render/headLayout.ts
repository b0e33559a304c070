import { isPunctNode, isWordNode } from './layoutNode';
import type { GroupNode, LayoutNode } from './layoutNode';
import type { LayoutPrinter } from './layoutPrinter';

/**
 * Prints what stands before the `where` clause or body of an item. Returns whether it took several lines in such a way that the body's `{` needs a line
 * of its own. `tail` is the width of what follows in the same line.
 */
export function printHead(
  printer: LayoutPrinter,
  head: readonly LayoutNode[],
  level: number,
  tail: number,
): boolean {
  if (printer.fits(head, tail)) {
    printer.flat(head, level);
    return false;
  }
  if (head.some((node) => isWordNode(node, 'fn'))) return printFunctionHead(printer, head, level, tail);
  const start = head.findIndex((node) => isWordNode(node, 'impl'));
  if (start >= 0) return printImplHead(printer, head, start, level, tail);
  const bounds = head.findIndex((node) => isPunctNode(node, ':'));
  if (bounds >= 0 && head.some((node) => isWordNode(node, 'trait'))) {
    printer.sequence(head.slice(0, bounds + 1), level, 0);
    printer.writer.newline(level + 1);
    printer.sequence(head.slice(bounds + 1), level + 1, tail);
    return true;
  }
  printer.sequence(head, level, tail);
  return false;
}

/** The parameters of a function take a line each. */
function printFunctionHead(
  printer: LayoutPrinter,
  head: readonly LayoutNode[],
  level: number,
  tail: number,
): boolean {
  const index = head.findIndex(
    (node) => node.kind === 'group' && node.form === 'parameters' && node.lines.length > 0,
  );
  const parameters = head[index];
  if (parameters?.kind === 'group') {
    printer.sequence(head.slice(0, index), level, 1);
    printer.brokenGroup(parameters, level, 0);
  }
  printer.sequence(head.slice(index + 1), level, tail);
  return false;
}

/** The trait and the type each stand in the line before them if they fit there, else in one of their own (rustfmt, format_impl_ref_and_type). */
function printImplHead(
  printer: LayoutPrinter,
  head: readonly LayoutNode[],
  start: number,
  level: number,
  tail: number,
): boolean {
  const { writer } = printer;
  const parameters = head[start + 1];
  const traitStart = parameters?.kind === 'group' && parameters.delimiter === 'angle' ? start + 2 : start + 1;
  const target = head.findIndex((node, index) => isWordNode(node, 'for') && !isAngles(head[index + 1]));
  const { lineCount } = writer;
  if (parameters?.kind === 'group' && traitStart === start + 2) {
    printer.flat(head.slice(0, start + 1), level);
    printImplParameters(printer, parameters, level);
  } else printer.flat(head.slice(0, traitStart), level);
  printPart(printer, head.slice(traitStart, target < 0 ? head.length : target), level, target < 0 ? tail : 0);
  if (target >= 0) printPart(printer, head.slice(target), level, tail);
  return writer.lineCount > lineCount;
}

function printPart(printer: LayoutPrinter, part: readonly LayoutNode[], level: number, tail: number): void {
  if (printer.fits(part, tail)) {
    printer.flat(part, level);
    return;
  }
  printer.writer.newline(level + 1);
  printer.sequence(part, level + 1, tail);
}

/** Parameters that do not fit are indented by one level more than others. */
function printImplParameters(printer: LayoutPrinter, parameters: GroupNode, level: number): void {
  const { writer } = printer;
  if (printer.fits([parameters], 0)) {
    printer.flat([parameters], level);
    return;
  }
  writer.bracket(parameters.open, parameters.space, level);
  printer.lines(parameters.lines, parameters.form, level + 2);
  writer.newline(level + 1);
  writer.bracket(parameters.close, false, level + 1);
}

function isAngles(node: LayoutNode | undefined): boolean {
  return node?.kind === 'group' && node.delimiter === 'angle';
}
