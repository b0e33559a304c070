import { closingText, openingText } from '../syntax/leafText';
import { breakPoint } from './breakPoint';
import { printArm, printItem } from './itemLayout';
import { isPunctNode, Role, widthOf } from './layoutNode';
import { mayOverflow } from './lineRules';
import type { GroupForm, GroupNode, LayoutNode, Line } from './layoutNode';
import type { Writer } from './writer';

/**
 * Prints lines: each in one line if it fits, else broken where {@link breakPoint} finds the loosest joint. `level` is always the indentation of the
 * line that holds the first token; `tail` the width of what must stand behind the last one.
 */
export class LayoutPrinter {
  constructor(
    readonly writer: Writer,
    readonly maximumWidth: number,
  ) {}

  lines(lines: readonly Line[], form: GroupForm, level: number): void {
    let previous: Line | undefined;
    for (const line of lines) {
      if (previous && form === 'items' && wantsBlankLine(previous, line)) this.writer.blankLine();
      this.writer.newline(level);
      this.line(line, form, level);
      previous = line;
    }
  }

  private line(line: Line, form: GroupForm, level: number): void {
    const nodes = this.attributes(line.nodes, level);
    if (line.item) printItem(this, nodes, line.item, level);
    else if (form === 'arms') printArm(this, nodes, level);
    else this.expression(nodes, level, 0);
  }

  /** Prints leading attributes in lines of their own and returns what follows them. */
  private attributes(nodes: readonly LayoutNode[], level: number): readonly LayoutNode[] {
    let start = 0;
    for (;;) {
      let end = start;
      while (nodes[end]?.role === Role.AttributeMark) end++;
      const node = nodes[end];
      const isDoc = node?.kind === 'leaf' && node.token.kind === 'docComment';
      if (!isDoc && node?.role !== Role.Attribute) return nodes.slice(start);
      if (start > 0) this.writer.newline(level);
      this.expression(nodes.slice(start, end + 1), level, 0);
      start = end + 1;
      if (start < nodes.length) {
        const next = nodes[start];
        const more =
          next?.role === Role.AttributeMark || (next?.kind === 'leaf' && next.token.kind === 'docComment');
        if (!more) {
          this.writer.newline(level);
          return nodes.slice(start);
        }
      }
    }
  }

  /** Whether the nodes fit in the rest of the line and nothing in them must break. */
  fits(nodes: readonly LayoutNode[], line: boolean, tail: number): boolean {
    if (line || nodes.some((node) => node.breaks)) return false;
    const space = nodes[0]?.space && !this.writer.isLineEmpty ? 1 : 0;
    return this.writer.column + space + widthOf(nodes) + tail <= this.maximumWidth;
  }

  expression(nodes: readonly LayoutNode[], level: number, tail: number): void {
    const point = breakPoint(nodes);
    if (this.fits(nodes, point?.forced === true, tail)) this.flat(nodes, level);
    else if (point) this.broken(nodes, point.kind, point.indices, level, tail);
    else this.sequence(nodes, level, tail);
  }

  private broken(
    nodes: readonly LayoutNode[],
    kind: 'assignment' | 'operator' | 'chain',
    indices: readonly number[],
    level: number,
    tail: number,
  ): void {
    if (kind === 'assignment') this.assignment(nodes, indices[0] ?? 0, level, tail);
    else if (kind === 'operator') this.operators(nodes, indices, level, tail);
    else this.chain(nodes, indices, level, tail);
  }

  private assignment(nodes: readonly LayoutNode[], operator: number, level: number, tail: number): void {
    this.expression(nodes.slice(0, operator + 1), level, 0);
    this.value(nodes.slice(operator + 1), level, tail);
  }

  /** What stands behind `=` or `=>`: in the same line, in one line below, or begun in the same line and broken. */
  value(nodes: readonly LayoutNode[], level: number, tail: number): void {
    const point = breakPoint(nodes);
    const breaks = point?.forced === true;
    if (this.fits(nodes, breaks, tail)) {
      this.flat(nodes, level);
      return;
    }
    const below = (level + 1) * 4 + widthOf(nodes) + tail <= this.maximumWidth;
    const fitsBelow = below && !breaks && !nodes.some((node) => node.breaks);
    const startsBelow = fitsBelow || (point?.kind === 'operator' && !this.opensBlock(nodes));
    if (startsBelow) {
      this.writer.newline(level + 1);
      this.expression(nodes, level + 1, tail);
    } else this.expression(nodes, level, tail);
  }

  private opensBlock(nodes: readonly LayoutNode[]): boolean {
    return nodes.some((node) => node.breaks);
  }

  private operators(
    nodes: readonly LayoutNode[],
    indices: readonly number[],
    level: number,
    tail: number,
  ): void {
    let start = 0;
    indices.forEach((index, position) => {
      this.expression(nodes.slice(start, index), position === 0 ? level : level + 1, 0);
      this.writer.newline(level + 1);
      start = index;
    });
    this.expression(nodes.slice(start), level + 1, tail);
  }

  private chain(nodes: readonly LayoutNode[], dots: readonly number[], level: number, tail: number): void {
    const last = dots.at(-1) ?? 0;
    const head = nodes.slice(0, last);
    const rest = nodes.slice(last);
    const headFits = this.fits(head, false, 0);
    if (headFits && (dots.length === 1 || this.endsWithLongGroup(nodes, last))) {
      this.flat(head, level);
      this.sequence(rest, level, tail);
      return;
    }
    // A short root such as `self` stays with its first link.
    const firstBreak = widthOf(nodes, 0, dots[0] ?? 0) <= 4 ? 1 : 0;
    const breaks = dots.slice(firstBreak);
    let start = 0;
    breaks.forEach((dot, position) => {
      this.sequence(nodes.slice(start, dot), position === 0 ? level : level + 1, 0);
      this.writer.newline(level + 1);
      start = dot;
    });
    this.sequence(nodes.slice(start), breaks.length > 0 ? level + 1 : level, tail);
  }

  /** Whether a chain is in one line but for a closure or block in its last call. */
  private endsWithLongGroup(nodes: readonly LayoutNode[], lastDot: number): boolean {
    const group = nodes.findLast((node) => node.kind === 'group');
    if (group?.kind !== 'group' || !group.breaks) return false;
    const line = group.lines.at(-1);
    return (
      line !== undefined &&
      mayOverflow(line.nodes, group.lines.length === 1) &&
      widthOf(nodes, 0, lastDot) <= 40
    );
  }

  /** One node after the other; the groups that do not fit are broken, the last of them first. */
  sequence(nodes: readonly LayoutNode[], level: number, tail: number): void {
    const lastGroup = nodes.findLastIndex((node) => node.kind === 'group' && node.lines.length > 0);
    nodes.forEach((node, index) => {
      if (node.kind === 'leaf') {
        this.leaf(node, nodes[index + 1], level);
        return;
      }
      const after =
        index === lastGroup ? widthOf(nodes, index + 1) + tail : Math.min(this.tailAfter(nodes, index), 40);
      if (this.fits([node], node.breaks, after) || node.lines.length === 0) this.group(node, level);
      else this.brokenGroup(node, level, after);
    });
  }

  /** The width from behind a group to behind the opening of the next one, where the line may break again. */
  private tailAfter(nodes: readonly LayoutNode[], index: number): number {
    const next = nodes.findIndex(
      (node, position) => position > index && node.kind === 'group' && node.lines.length > 0,
    );
    return widthOf(nodes, index + 1, next < 0 ? nodes.length : next) + 2;
  }

  brokenGroup(node: GroupNode, level: number, tail: number): void {
    const { group, lines, form } = node;
    this.open(node, level);
    const overflows = (form === 'list' || form === 'parameters') && this.overflowing(node, level, tail);
    if (!overflows) {
      this.lines(lines, form, level + 1);
      this.writer.newline(level);
    }
    this.writer.delimiter(closingText(group.delimiter), group.close, false, level);
  }

  /** Prints a list whose last element alone is broken: `f(a, |b| {` … `})`. Prints nothing and returns false if that does not look well. */
  private overflowing(node: GroupNode, level: number, tail: number): boolean {
    const { lines } = node;
    const last = lines.at(-1);
    if (!last || node.form === 'parameters' || !mayOverflow(last.nodes, lines.length === 1)) return false;
    const before = lines.slice(0, -1);
    if (before.some((line) => line.breaks || line.nodes.some((each) => each.kind === 'group' && each.breaks)))
      return false;
    const opening = last.nodes.findLastIndex((each) => each.kind === 'group');
    const head = before.reduce((sum, line) => sum + line.width + 1, 0) + widthOf(last.nodes, 0, opening) + 2;
    if (
      this.writer.column + head > this.maximumWidth ||
      last.nodes.slice(0, opening).some((each) => each.breaks)
    )
      return false;
    for (const line of before) this.flat(line.nodes, level);
    this.sequence(last.nodes, level, tail + 1);
    return true;
  }

  flat(nodes: readonly LayoutNode[], level: number): void {
    nodes.forEach((node, index) => {
      if (node.kind === 'leaf') this.leaf(node, nodes[index + 1], level);
      else this.group(node, level);
    });
  }

  private group(node: GroupNode, level: number): void {
    const { group, lines, padded } = node;
    this.open(node, level);
    lines.forEach((line, index) => {
      line.nodes.forEach((inner, position) => {
        const space = position > 0 ? inner.space : index > 0 || padded;
        if (inner.kind === 'leaf') this.leaf({ ...inner, space }, line.nodes[position + 1], level);
        else this.group({ ...inner, space }, level);
      });
    });
    this.writer.delimiter(closingText(group.delimiter), group.close, padded, level);
  }

  private open(node: GroupNode, level: number): void {
    this.writer.delimiter(openingText(node.group.delimiter), node.group.open, node.space, level);
  }

  private leaf(node: LayoutNode, next: LayoutNode | undefined, level: number): void {
    if (node.kind !== 'leaf') return;
    const following = next?.kind === 'leaf' && !next.space ? next.token : undefined;
    this.writer.token(node.token, node.text, node.space, following, level);
  }
}

/** Items of several lines stand apart. */
function wantsBlankLine(previous: Line, line: Line): boolean {
  return (
    [previous, line].some(
      (each) => each.item?.body !== undefined && each.item.keyword !== 'macro call' && each.breaks,
    ) ||
    ((previous.item?.keyword === 'use') !== (line.item?.keyword === 'use') &&
      !isPunctNode(previous.nodes[0], '#'))
  );
}
