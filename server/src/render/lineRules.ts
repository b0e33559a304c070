/** rustfmt's rules for what stays in one line ("small heuristics", in characters), besides the width of the page. */
import { isClosure, isPunctNode, isWordNode, Role, widthOf } from './layoutNode';
import type { GroupForm, GroupNode, LayoutNode, Line } from './layoutNode';
import { isOperatorWord } from './words';

export const callWidth = 60;
export const metaWidth = 70;
const literalWidth = 18;
const variantWidth = 35;
export const chainWidth = 60;
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
    case 'literalPattern':
      return width > literalWidth;
    case 'meta':
      return width > metaWidth;
    case 'variantFields':
      return width > variantWidth;
    case 'list':
      // A single element stays in the line while that has room, if it is no call.
      return width > callWidth && !(lines.length === 1 && !isNestedCall(first.nodes));
    case 'types':
      return width > callWidth;
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

/** The chains in a line up to an index, outermost level only. */
export function chainsIn(nodes: readonly LayoutNode[], to = nodes.length): Chain[] {
  const chains: Chain[] = [];
  let start = 0;
  let dots: number[] = [];
  const finish = (end: number): void => {
    if (dots.length === 0) return;
    chains.push({ start, end, dots });
    dots = [];
  };
  for (let index = 0; index < to; index++) {
    const node = nodes[index];
    if (!node) break;
    if (isPunctNode(node, '.')) dots.push(index);
    else if (!continuesChain(node, nodes[index - 1])) {
      finish(index);
      start = index + 1;
    } else if (node.space && index > start) {
      finish(index);
      start = index;
    }
  }
  finish(to);
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

/** Indices of an element of a list without the operators around it: `&`, `?`, a cast, and the comma behind. */
function operandRange(nodes: readonly LayoutNode[]): readonly [start: number, end: number] {
  let start = 0;
  while (nodes[start]?.role === Role.Prefix || isWordNode(nodes[start], 'mut')) start++;
  let end = isPunctNode(nodes.at(-1), ',') ? nodes.length - 1 : nodes.length;
  const cast = nodes.findIndex((node) => isWordNode(node, 'as'));
  if (cast > start) end = cast;
  while (nodes[end - 1]?.role === Role.Postfix) end--;
  return [start, end];
}

/** Whether an element of a list is the call of a function or macro, and nothing but operators around it (rustfmt's is_nested_call). */
export function isNestedCall(nodes: readonly LayoutNode[]): boolean {
  const [start, end] = operandRange(nodes);
  const last = nodes[end - 1];
  const callee = nodes.slice(start, end - 1);
  if (last?.kind !== 'group' || last.delimiter === 'angle' || callee.length === 0) return false;
  if (last.delimiter !== 'paren' && callee.at(-1)?.role !== Role.Bang) return false;
  return callee.every((node) =>
    node.kind === 'group' ? node.delimiter === 'angle' : isPathLeaf(node) || node.role === Role.Bang,
  );
}

function isPathLeaf(node: LayoutNode): boolean {
  return isPunctNode(node, '::') || (node.kind === 'leaf' && node.token.kind === 'ident');
}

/**
 * Whether the last element of a list may begin in the line of the list's opening and end in that of its closing (rustfmt's can_be_overflowed_expr): a
 * closure or block always; a call, literal, `match` or `if` when it is the only element.
 */
export function mayOverflow(nodes: readonly LayoutNode[], only: boolean): boolean {
  if (nodes[0]?.role === Role.AttributeMark) return false;
  if (isClosure(nodes)) return true;
  const [start, end] = operandRange(nodes);
  const [first, last] = [nodes[start], nodes[end - 1]];
  if (last?.kind !== 'group' || last.delimiter === 'angle') return false;
  const isBlock =
    last.form === 'block' && (end - start === 1 || isWordNode(first, 'unsafe') || isWordNode(first, 'async'));
  if (isBlock) return true;
  return only && !nodes.slice(start, end).some((node) => node.role === Role.Infix);
}

/** Whether a list that does not fit in one line fills its lines instead of taking one per element: names of a `use`, short values. */
export function fillsLines(node: GroupNode): boolean {
  if (node.lines.length < 2) return false;
  if (node.form === 'useTree')
    return !node.breaks && !node.lines.some((line) => line.nodes.some((each) => each.kind === 'group'));
  return (
    node.form === 'list' && node.lines.every((line) => line.width <= shortElement && isSimple(line.nodes))
  );
}

/** A literal, variable or field, and operators that take one value (rustfmt's is_simple_expr). */
function isSimple(nodes: readonly LayoutNode[]): boolean {
  return nodes.every((node) => node.kind === 'leaf' && node.role !== Role.Infix && !isPunctNode(node, '::'));
}
