import { breakPoint } from './breakPoint';
import { printChain } from './chainLayout';
import { isControl, printControl } from './controlLayout';
import { printBrokenGroup, withSpace } from './groupLayout';
import { printArm, printItem } from './itemLayout';
import { isPunctNode, isWordNode, Role, widthOf } from './layoutNode';
import { hasLongChain } from './lineRules';
import { printAssignment, printFieldValue, printValue } from './valueLayout';
import type { BreakPoint } from './breakPoint';
import type { GroupForm, GroupNode, LayoutNode, Line } from './layoutNode';
import type { Attempt, Writer } from './writer';

/** How many attempts may be under way within one another. */
const maximumAttempts = 3;
/** Characters of what is printed on trial. */
const maximumAttemptWidth = 2000;

/**
 * Prints lines: each in one line if it fits, else broken where {@link breakPoint} finds the loosest joint. `level` is always the indentation of the
 * line that holds the first token; `tail` the width of what must stand behind the last one.
 */
export class LayoutPrinter {
  private attempts = 0;

  constructor(
    readonly writer: Writer,
    readonly maximumWidth: number,
  ) {}

  lines(lines: readonly Line[], form: GroupForm, level: number): void {
    let previous: Line | undefined;
    for (const line of lines) {
      if (this.writer.isLost) return;
      this.begin(previous, line, form, level);
      this.line(line, form, level);
      previous = line;
    }
  }

  /** As {@link lines}, with a pause where the caller wants one. */
  *linesInTurns(lines: readonly Line[], form: GroupForm, level: number): Generator<undefined, void> {
    let previous: Line | undefined;
    for (const line of lines) {
      if (this.writer.isLost) return;
      yield* this.nextLineInTurns(previous, line, form, level);
      yield;
      previous = line;
    }
  }

  /** Prints a line below `previous`, which is undefined for the first one. Within an item there may be pauses. */
  *nextLineInTurns(
    previous: Line | undefined,
    line: Line,
    form: GroupForm,
    level: number,
  ): Generator<undefined, void> {
    this.begin(previous, line, form, level);
    if (line.item) yield* printItem(this, this.attributes(line.nodes, level), line.item, level);
    else this.line(line, form, level);
  }

  private begin(previous: Line | undefined, line: Line, form: GroupForm, level: number): void {
    if (previous && form === 'items' && wantsBlankLine(previous, line)) this.writer.blankLine();
    // A semicolon alone is an empty statement.
    if (!previous || line.nodes.length > 1 || !isPunctNode(line.nodes[0], ';')) this.writer.newline(level);
  }

  private line(line: Line, form: GroupForm, level: number): void {
    const nodes = this.attributes(line.nodes, level);
    if (line.item) withoutPauses(printItem(this, nodes, line.item, level));
    else if (form === 'arms') printArm(this, nodes, level);
    else if (form === 'literal' || form === 'fields') this.field(nodes, form, level);
    else this.expression(nodes, level, 0);
  }

  /** Prints a field: its value or type begins behind the colon if there is one, or below. */
  private field(nodes: readonly LayoutNode[], form: GroupForm, level: number): void {
    const value = nodes.findIndex((node) => isPunctNode(node, ':')) + 1;
    this.flat(nodes.slice(0, value), level);
    if (form === 'fields') printValue(this, nodes.slice(value), level, 0);
    else printFieldValue(this, nodes.slice(value), level);
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
    if (isControl(nodes)) {
      printControl(this, nodes, level, tail);
      return;
    }
    if (isWordNode(nodes[0], 'return') || isWordNode(nodes[0], 'break')) {
      this.flat(nodes.slice(0, 1), level);
      this.expression(nodes.slice(1), level, tail);
      return;
    }
    const point = breakPoint(nodes);
    if (point) this.broken(nodes, point, level, tail);
    else this.sequence(nodes, level, tail);
  }

  private broken(nodes: readonly LayoutNode[], point: BreakPoint, level: number, tail: number): void {
    const { kind, indices } = point;
    if (kind === 'assignment') printAssignment(this, nodes, indices[0] ?? 0, level, tail);
    else if (kind === 'operator') this.operators(nodes, indices, level, tail);
    else printChain(this, nodes, indices, level, tail);
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

  /**
   * One node after the other; the groups that do not fit are broken, the last of them first. The first line must not reach beyond the column `limit` with its
   * last group in one line.
   */
  sequence(nodes: readonly LayoutNode[], level: number, tail: number, limit = this.maximumWidth): void {
    const lastGroup = nodes.findLastIndex((node) => node.kind === 'group' && node.lines.length > 0);
    nodes.forEach((node, index) => {
      if (node.kind === 'leaf') {
        this.leaf(node, nodes[index + 1], level);
        return;
      }
      const isLast = index === lastGroup;
      const after = isLast ? widthOf(nodes, index + 1) + tail : Math.min(this.tailAfter(nodes, index), 40);
      const isWhole = this.fits([node], after) && (!isLast || this.writer.column + node.width <= limit);
      if (isWhole || node.lines.length === 0) this.group(node, level);
      else printBrokenGroup(this, node, level, { tail: after, callee: calleeWidth(nodes, index), limit });
    });
  }

  /** The width from behind a group to behind the opening of the next one, where the line may break again. */
  private tailAfter(nodes: readonly LayoutNode[], index: number): number {
    const next = nodes.findIndex(
      (node, position) => position > index && node.kind === 'group' && node.lines.length > 0,
    );
    return widthOf(nodes, index + 1, next < 0 ? nodes.length : next) + 1;
  }

  brokenGroup(node: GroupNode, level: number, tail: number): void {
    printBrokenGroup(this, node, level, { tail });
  }

  /** Whether nodes are so few, and so few attempts under way, that printing them in two ways costs little. */
  mayAttempt(nodes: readonly LayoutNode[]): boolean {
    return this.attempts < maximumAttempts && widthOf(nodes) <= maximumAttemptWidth;
  }

  /** See {@link Writer.attempt}. Within an attempt there are others only to a depth, for each level doubles the work. */
  attempt(print: () => void, limit?: number): Attempt {
    this.attempts++;
    const attempt = this.writer.attempt(print, limit);
    this.attempts--;
    return attempt;
  }

  flat(nodes: readonly LayoutNode[], level: number): void {
    for (let index = 0; index < nodes.length; index++) {
      const node = nodes[index];
      if (node?.kind === 'group') this.group(node, level);
      else if (node) this.leaf(node, nodes[index + 1], level);
    }
  }

  private group(node: GroupNode, level: number): void {
    this.writer.bracket(node.open, node.space, level);
    this.elements(node.lines, node.padded, level);
    this.writer.bracket(node.close, node.padded, level);
  }

  /** The elements of a list in one line. */
  elements(lines: readonly Line[], padded: boolean, level: number): void {
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

function withoutPauses(turns: Generator<undefined, void>): void {
  while (turns.next().done !== true);
}

/** The width of the name of a function before its arguments at an index: what stands there without space. */
function calleeWidth(nodes: readonly LayoutNode[], index: number): number {
  let start = index;
  while (start > 0 && nodes[start]?.space === false) start--;
  return widthOf(nodes, start, index);
}

/** Items of several lines stand apart, and so do imports from what follows them. */
function wantsBlankLine(previous: Line, line: Line): boolean {
  if (!previous.item || !line.item) return false;
  if ((previous.item.keyword === 'use') !== (line.item.keyword === 'use')) return true;
  return [previous, line].some((each) => each.item?.body !== undefined && each.breaks);
}
