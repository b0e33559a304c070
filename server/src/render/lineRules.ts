/** rustfmt's rules for what stays in one line ("small heuristics", in characters), besides the width of the page. */
import { isPunctNode, isWordNode, Role, widthOf } from './layoutNode';
import type { GroupForm, GroupNode, LayoutNode, Line } from './layoutNode';
import { isOperatorWord } from './words';

const callWidth = 60;
const metaWidth = 70;
const literalWidth = 18;
const variantWidth = 35;
const chainWidth = 60;
/** An element of an array, with its comma. */
const shortElement = 11;

/** Whether a group with these lines takes more than one line, whatever the width of the page. `width` is that of its content. */
export function forcesBreak(form: GroupForm, lines: readonly Line[], width: number): boolean {
  const [first] = lines;
  if (!first) return false;
  switch (form) {
    case 'items':
    case 'body':
    case 'arms':
    case 'fields':
    case 'variants':
    case 'rules':
      return true;
    case 'block':
      return lines.length > 1 || first.item !== undefined || isPunctNode(first.nodes.at(-1), ';');
    case 'literal':
      return width > literalWidth;
    case 'meta':
      return width > metaWidth;
    case 'variantFields':
      return width > variantWidth;
    case 'list':
      // A single element that is a call breaks inside of itself.
      return width > callWidth && !(lines.length === 1 && first.nodes.some((node) => node.kind === 'group'));
    default:
      return false;
  }
}

/** A chain of field accesses and method calls within one line: node indices, and those of its dots. */
export interface Chain {
  readonly start: number;
  readonly end: number;
  readonly dots: readonly number[];
}

/** The chains in a line, outermost level only. */
export function chainsIn(nodes: readonly LayoutNode[]): Chain[] {
  const chains: Chain[] = [];
  let start = 0;
  let dots: number[] = [];
  const finish = (end: number): void => {
    if (dots.length > 0) chains.push({ start, end, dots });
    dots = [];
  };
  nodes.forEach((node, index) => {
    if (isPunctNode(node, '.')) dots.push(index);
    else if (!continuesChain(node, nodes[index - 1])) {
      finish(index);
      start = index + 1;
    } else if (node.space && index > start) {
      finish(index);
      start = index;
    }
  });
  finish(nodes.length);
  return chains;
}

function continuesChain(node: LayoutNode, previous: LayoutNode | undefined): boolean {
  if (node.kind === 'group') return node.role !== Role.Attribute;
  const { token } = node;
  switch (token.kind) {
    case 'ident':
      return token.raw || isPunctNode(previous, '.') || !isOperatorWord(token.text);
    case 'literal':
      return true;
    case 'punct':
      return token.text === '::' || node.role === Role.Postfix || node.role === Role.Bang;
    default:
      return false;
  }
}

/** Whether a line holds a chain that rustfmt breaks for its own length: one of several calls and more than 60 characters. */
export function hasLongChain(nodes: readonly LayoutNode[]): boolean {
  if (!nodes.some((node) => isPunctNode(node, '.'))) return false;
  return chainsIn(nodes).some(
    (chain) => chain.dots.length > 1 && widthOf(nodes, chain.start, chain.end) > chainWidth,
  );
}

/**
 * Whether the last element of a list may begin in the line of the list's opening and end in that of its closing (rustfmt's can_be_overflowed_expr): a
 * closure or block always; a call, literal, `match` or `if` when it is the only element.
 */
export function mayOverflow(nodes: readonly LayoutNode[], only: boolean): boolean {
  if (nodes[0]?.role === Role.AttributeMark) return false;
  let start = 0;
  while (nodes[start]?.role === Role.Prefix || isWordNode(nodes[start], 'mut')) start++;
  let end = isPunctNode(nodes.at(-1), ',') ? nodes.length - 1 : nodes.length;
  while (nodes[end - 1]?.role === Role.Postfix) end--;
  const last = nodes[end - 1];
  let first = nodes[start];
  if (isWordNode(first, 'move')) first = nodes[start + 1];
  if (first?.role === Role.ClosureOpen || first?.role === Role.EmptyClosure) return true;
  if (last?.kind !== 'group' || last.delimiter === 'angle') return false;
  const isBlock =
    last.form === 'block' && (end - start === 1 || isWordNode(first, 'unsafe') || isWordNode(first, 'async'));
  if (isBlock) return true;
  return only && !nodes.slice(start, end).some((node) => node.role === Role.Infix);
}

/** Whether a list that does not fit in one line fills its lines instead of taking one per element: names of a `use`, short elements of an array. */
export function fillsLines(node: GroupNode): boolean {
  if (node.breaks && node.form !== 'list') return false;
  const groups = node.lines.some((line) => line.nodes.some((each) => each.kind === 'group'));
  if (groups || node.lines.length < 2) return false;
  if (node.form === 'useTree') return true;
  return node.delimiter === 'bracket' && node.lines.every((line) => line.width <= shortElement);
}
