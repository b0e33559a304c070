import { breakPoint } from './breakPoint';
import { isControl, printControl } from './controlLayout';
import { printArm, printItem } from './itemLayout';
import { Role, widthOf } from './layoutNode';
import { fillsLines, hasLongChain, mayOverflow } from './lineRules';
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
      this.nextLine(previous, line, form, level);
      previous = line;
    }
  }

  /** Prints a line below `previous`, which is undefined for the first one. */
  nextLine(previous: Line | undefined, line: Line, form: GroupForm, level: number): void {
    if (previous && form === 'items' && wantsBlankLine(previous, line)) this.writer.blankLine();
    this.writer.newline(level);
    this.line(line, form, level);
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
      if (!isDoc && node?.role !== Role.Attribute) return start === 0 ? nodes : nodes.slice(start);
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
  fits(nodes: readonly LayoutNode[], tail: number): boolean {
    if (nodes.some((node) => node.breaks)) return false;
    const space = nodes[0]?.space && !this.writer.isLineEmpty ? 1 : 0;
    return this.writer.column + space + widthOf(nodes) + tail <= this.maximumWidth && !hasLongChain(nodes);
  }

  expression(nodes: readonly LayoutNode[], level: number, tail: number): void {
    if (this.fits(nodes, tail)) {
      this.flat(nodes, level);
      return;
    }
    const point = isControl(nodes) ? undefined : breakPoint(nodes);
    if (isControl(nodes)) printControl(this, nodes, level, tail);
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
    this.expression(nodes.slice(0, operator), level, 2);
    this.flat(nodes.slice(operator, operator + 1), level);
    this.value(nodes.slice(operator + 1), level, tail);
  }

  /** What stands behind `=` or `=>`: in the same line, in one line below, or begun in the same line and broken. */
  value(nodes: readonly LayoutNode[], level: number, tail: number): void {
    const below = (level + 1) * 4 + widthOf(nodes) + tail <= this.maximumWidth;
    const fitsBelow = below && !hasLongChain(nodes) && !nodes.some((node) => node.breaks);
    if (this.fits(nodes, tail)) this.flat(nodes, level);
    else if (fitsBelow) {
      this.writer.newline(level + 1);
      this.flat(nodes, level + 1);
    } else if (this.writer.column + this.openingWidth(nodes) > this.maximumWidth) {
      this.writer.newline(level + 1);
      this.expression(nodes, level + 1, tail);
    } else this.expression(nodes, level, tail);
  }

  /** The width up to the first place where the line may break. */
  private openingWidth(nodes: readonly LayoutNode[]): number {
    const first = breakPoint(nodes)?.indices[0] ?? nodes.findIndex((node) => node.kind === 'group');
    return first < 0 ? widthOf(nodes) : widthOf(nodes, 0, first) + 2;
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
    const headFits = this.fits(head, 0);
    if (headFits && (dots.length === 1 || this.endsWithLongGroup(nodes, last))) {
      this.flat(head, level);
      this.sequence(rest, level, tail);
      return;
    }
    // A short root such as `self` stays with its first link.
    const firstBreak = widthOf(nodes, 0, dots[0] ?? 0) <= 4 ? 1 : 0;
    const breaks = dots.slice(firstBreak);
    const { lineCount } = this.writer;
    this.sequence(nodes.slice(0, breaks[0]), level, 0);
    // Behind a root of several lines the dots stand below its closing delimiter.
    const inner = this.writer.lineCount > lineCount ? level : level + 1;
    breaks.forEach((dot, position) => {
      const next = breaks[position + 1] ?? nodes.length;
      this.writer.newline(inner);
      this.sequence(nodes.slice(dot, next), inner, next === nodes.length ? tail : 0);
    });
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
  sequence(nodes: readonly LayoutNode[], level: number, tail: number, packs = false): void {
    const lastGroup = nodes.findLastIndex((node) => node.kind === 'group' && node.lines.length > 0);
    nodes.forEach((node, index) => {
      if (node.kind === 'leaf') {
        this.leaf(node, nodes[index + 1], level);
        return;
      }
      const after =
        index === lastGroup ? widthOf(nodes, index + 1) + tail : Math.min(this.tailAfter(nodes, index), 40);
      if (this.fits([node], after) || node.lines.length === 0) this.group(node, level);
      else {
        const mayPack = packs && index === lastGroup && nodes[index - 1]?.role !== Role.Bang;
        this.brokenGroup(node, level, after, mayPack);
      }
    });
  }

  /** The width from behind a group to behind the opening of the next one, where the line may break again. */
  private tailAfter(nodes: readonly LayoutNode[], index: number): number {
    const next = nodes.findIndex(
      (node, position) => position > index && node.kind === 'group' && node.lines.length > 0,
    );
    return widthOf(nodes, index + 1, next < 0 ? nodes.length : next) + 2;
  }

  /** `packs`: all elements may stand in one line between those of the delimiters, as in a call that is the only argument of another. */
  brokenGroup(node: GroupNode, level: number, tail: number, packs = false): void {
    const { lines, form } = node;
    this.writer.bracket(node.open, node.space, level);
    if (form === 'attribute') this.expression(lines[0]?.nodes ?? [], level, 1);
    else if (!this.overflowing(node, level, tail)) {
      if (packs && this.packsInto(node, level)) {
        this.writer.newline(level + 1);
        this.elements(lines, false, level + 1);
      } else if (fillsLines(node)) this.fill(lines, level + 1);
      else this.lines(lines, form, level + 1);
      this.writer.newline(level);
    }
    this.writer.bracket(node.close, false, level);
  }

  /** As many elements per line as fit. */
  private fill(lines: readonly Line[], level: number): void {
    this.writer.newline(level);
    for (const line of lines) {
      if (!this.writer.isLineEmpty && this.writer.column + 1 + line.width > this.maximumWidth)
        this.writer.newline(level);
      this.flat(withSpace(line.nodes), level);
    }
  }

  private packsInto(node: GroupNode, level: number): boolean {
    return node.form === 'list' && !node.breaks && (level + 1) * 4 + node.width - 2 <= this.maximumWidth;
  }

  /** Prints a list whose last element alone is broken: `f(a, |b| {` … `})`. Prints nothing and returns false if that does not look well. */
  private overflowing(node: GroupNode, level: number, tail: number): boolean {
    const { lines, form } = node;
    const last = lines.at(-1);
    if ((form !== 'list' && form !== 'meta') || !last || !mayOverflow(last.nodes, lines.length === 1))
      return false;
    const before = lines.slice(0, -1);
    if (before.some((line) => line.breaks)) return false;
    const opening = last.nodes.findIndex((each) => each.kind === 'group' && each.lines.length > 0);
    const head = before.reduce((sum, line) => sum + line.width + 1, 0) + widthOf(last.nodes, 0, opening) + 2;
    if (this.writer.column + head > this.maximumWidth) return false;
    this.elements(before, false, level);
    const nodes = before.length > 0 ? withSpace(last.nodes) : last.nodes;
    if (breakPoint(nodes)) this.expression(nodes, level, tail + 1);
    else this.sequence(nodes, level, tail + 1, lines.length === 1);
    return true;
  }

  flat(nodes: readonly LayoutNode[], level: number): void {
    nodes.forEach((node, index) => {
      if (node.kind === 'leaf') this.leaf(node, nodes[index + 1], level);
      else this.group(node, level);
    });
  }

  private group(node: GroupNode, level: number): void {
    this.writer.bracket(node.open, node.space, level);
    this.elements(node.lines, node.padded, level);
    this.writer.bracket(node.close, node.padded, level);
  }

  /** The elements of a list in one line. */
  private elements(lines: readonly Line[], padded: boolean, level: number): void {
    lines.forEach((line, index) => {
      this.flat(index > 0 || padded ? withSpace(line.nodes) : line.nodes, level);
    });
  }

  private leaf(node: LayoutNode, next: LayoutNode | undefined, level: number): void {
    if (node.kind !== 'leaf') return;
    const following = next?.kind === 'leaf' && !next.space ? next.token : undefined;
    this.writer.token(node.token, node.text, node.space, following, level);
  }
}

/** The nodes with a space before the first, which begins a line only in some layouts. */
function withSpace(nodes: readonly LayoutNode[]): readonly LayoutNode[] {
  const [first, ...rest] = nodes;
  return first ? [{ ...first, space: true }, ...rest] : nodes;
}

/** Items of several lines stand apart, and so do imports from what follows them. */
function wantsBlankLine(previous: Line, line: Line): boolean {
  if (!previous.item || !line.item) return false;
  if ((previous.item.keyword === 'use') !== (line.item.keyword === 'use')) return true;
  return [previous, line].some((each) => each.item?.body !== undefined && each.breaks);
}
