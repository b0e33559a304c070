/** rustfmt's rules for what stays in one line ("small heuristics", in characters), besides the width of the page. */
import { isPunctNode, isWordNode, Role, widthOf } from './layoutNode';
import type { GroupForm, LayoutNode, Line } from './layoutNode';
import { isReservedWord } from '../syntax/keywords';

const callWidth = 60;
const literalWidth = 18;
const variantWidth = 35;
const chainWidth = 60;

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
    case 'variantFields':
      return width > variantWidth;
    case 'list':
      return width > callWidth && !(lines.length === 1 && first.nodes.at(-1)?.kind === 'group');
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
    } else if (node.space && index > start && !node.inAngles) {
      finish(index);
      start = index;
    }
  });
  finish(nodes.length);
  return chains;
}

function continuesChain(node: LayoutNode, previous: LayoutNode | undefined): boolean {
  if (node.inAngles) return true;
  if (node.kind === 'group') return node.role !== Role.Attribute;
  const { token } = node;
  switch (token.kind) {
    case 'ident':
      return (
        token.raw ||
        isPunctNode(previous, '.') ||
        !isReservedWord(token.text) ||
        /^(self|Self|crate|super)$/.test(token.text)
      );
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

/** Whether the element of a list may begin in the line of the list's opening and end in that of its closing, as its last one. */
export function mayOverflow(nodes: readonly LayoutNode[], only: boolean): boolean {
  const last = isPunctNode(nodes.at(-1), ',') ? nodes.at(-2) : nodes.at(-1);
  if (last?.kind !== 'group') return false;
  if (last.group.delimiter === 'brace') return true;
  const first = nodes[0];
  if (first?.role === Role.ClosureOpen || first?.role === Role.EmptyClosure || isWordNode(first, 'move'))
    return true;
  return only && chainsIn(nodes).length === 0;
}
