import { isPunctNode, isWordNode, Role, widthOf } from './layoutNode';
import { chainsIn } from './lineRules';
import type { LayoutNode } from './layoutNode';

/** Where an expression that does not fit breaks: the loosest operator, or the dots of a chain. */
export interface BreakPoint {
  readonly kind: 'assignment' | 'operator' | 'chain';
  /** Indices of the nodes before which the line breaks; for an assignment that of its operator. */
  readonly indices: readonly number[];
  /** It breaks even if it fits: a chain that is too long for one line. */
  readonly forced: boolean;
}

/** Binary operators from loosest to tightest (Reference, "Expression precedence"); comparison and ranges do not chain. */
const precedence: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!=', '<', '>', '<=', '>='],
  ['|'],
  ['^'],
  ['&'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%'],
];

const chainWidth = 60;

/** Words behind which everything belongs to them: their expression breaks at its own joints, not around them. */
const heads = new Set(['if', 'while', 'match', 'for', 'loop', 'unsafe', 'async', 'return', 'break']);

export function breakPoint(nodes: readonly LayoutNode[]): BreakPoint | undefined {
  const end =
    isPunctNode(nodes.at(-1), ';') || isPunctNode(nodes.at(-1), ',') ? nodes.length - 1 : nodes.length;
  if (startsClosure(nodes)) return undefined;
  const assignment = assignmentIn(nodes, end);
  if (assignment >= 0) return { kind: 'assignment', indices: [assignment], forced: false };
  const first = nodes[0];
  if (
    first?.kind === 'leaf' &&
    first.token.kind === 'ident' &&
    !first.token.raw &&
    heads.has(first.token.text)
  )
    return undefined;
  for (const operators of precedence) {
    const indices = nodes.flatMap((node, index) =>
      index > 0 && index < end && isOperator(node, operators) ? [index] : [],
    );
    if (indices.length > 0) return { kind: 'operator', indices, forced: false };
  }
  const chain = chainsIn(nodes.slice(0, end)).at(-1);
  if (!chain || (chain.start > 0 && !isPrefixed(nodes, chain.start))) return undefined;
  const forced = chain.dots.length > 1 && widthOf(nodes, chain.start, chain.end) > chainWidth;
  return { kind: 'chain', indices: chain.dots, forced };
}

function isPrefixed(nodes: readonly LayoutNode[], start: number): boolean {
  return nodes.slice(0, start).every((node) => node.role === Role.Prefix || isWordNode(node, 'mut'));
}

function startsClosure(nodes: readonly LayoutNode[]): boolean {
  const first = isWordNode(nodes[0], 'move') || isWordNode(nodes[0], 'async') ? nodes[1] : nodes[0];
  return first?.role === Role.ClosureOpen || first?.role === Role.EmptyClosure;
}

function isOperator(node: LayoutNode, operators: readonly string[]): boolean {
  return (
    node.kind === 'leaf' &&
    node.role === Role.Infix &&
    !node.inAngles &&
    node.token.kind === 'punct' &&
    operators.includes(node.token.text)
  );
}

/** Index of the `=` of a `let`, constant or assignment; -1 without one. The `=` of `if let` is none. */
function assignmentIn(nodes: readonly LayoutNode[], end: number): number {
  for (let index = 0; index < end; index++) {
    const node = nodes[index];
    if (node?.kind !== 'leaf' || node.inAngles) continue;
    if (isWordNode(node, 'if') || isWordNode(node, 'while') || isWordNode(node, 'match')) return -1;
    if (
      node.token.kind === 'punct' &&
      node.role === Role.Infix &&
      /^([-+*/%&|^]|<<|>>)?=$/.test(node.token.text)
    )
      return index;
  }
  return -1;
}
