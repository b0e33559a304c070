import { isClosure, isPunctNode, isWordNode, Role } from './layoutNode';
import { chainsIn } from './lineRules';
import type { LayoutNode } from './layoutNode';

/** Where an expression that does not fit breaks: the loosest operator, or the dots of a chain. */
export interface BreakPoint {
  readonly kind: 'assignment' | 'operator' | 'chain';
  /** Indices of the nodes before which the line breaks; for an assignment that of its operator. */
  readonly indices: readonly number[];
}

/** Binary operators by how loosely they bind, from 0 (Reference, "Expression precedence"). */
const looseness: ReadonlyMap<string, number> = new Map(
  ['||', '&&', '== != < > <= >=', '|', '^', '&', '<< >>', '+ -', '* / %'].flatMap((operators, rank) =>
    operators.split(' ').map((operator) => [operator, rank] as const),
  ),
);

/** Words behind which everything belongs to them: their expression breaks at its own joints, not around them. */
const heads = new Set(['if', 'while', 'match', 'for', 'loop', 'unsafe', 'async', 'return', 'break']);

export function breakPoint(nodes: readonly LayoutNode[]): BreakPoint | undefined {
  const end =
    isPunctNode(nodes.at(-1), ';') || isPunctNode(nodes.at(-1), ',') ? nodes.length - 1 : nodes.length;
  if (isClosure(nodes)) return undefined;
  const assignment = assignmentIn(nodes, end);
  if (assignment >= 0) return { kind: 'assignment', indices: [assignment] };
  const first = nodes[0];
  if (
    first?.kind === 'leaf' &&
    first.token.kind === 'ident' &&
    !first.token.raw &&
    heads.has(first.token.text)
  )
    return undefined;
  const operators = loosestOperators(nodes, end);
  if (operators.length > 0) return { kind: 'operator', indices: operators };
  const chain = chainsIn(nodes, end).at(-1);
  if (!chain || (chain.start > 0 && !isPrefixed(nodes, chain.start))) return undefined;
  return { kind: 'chain', indices: chain.dots };
}

function isPrefixed(nodes: readonly LayoutNode[], start: number): boolean {
  return nodes.slice(0, start).every((node) => node.role === Role.Prefix || isWordNode(node, 'mut'));
}

/** Indices of the operators that bind most loosely. */
function loosestOperators(nodes: readonly LayoutNode[], end: number): number[] {
  let rank = looseness.size;
  let indices: number[] = [];
  for (let index = 1; index < end; index++) {
    const node = nodes[index];
    if (node?.kind !== 'leaf' || node.role !== Role.Infix || node.token.kind !== 'punct') continue;
    const own = looseness.get(node.token.text) ?? looseness.size;
    if (own < rank) {
      rank = own;
      indices = [];
    }
    if (own === rank && own < looseness.size) indices.push(index);
  }
  return indices;
}

/** Index of the `=` of a `let`, constant or assignment; -1 without one. The `=` of `if let` is none. */
function assignmentIn(nodes: readonly LayoutNode[], end: number): number {
  for (let index = 0; index < end; index++) {
    const node = nodes[index];
    if (node?.kind !== 'leaf') continue;
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
