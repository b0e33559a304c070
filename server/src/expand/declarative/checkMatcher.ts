import type { MacroNode, MetavariableKey, SequenceNode } from './compiledMacro';
import { definitionError } from './definitionError';

/**
 * Refuses a repetition that could match nothing, which would match for ever (rustc_expand's check_lhs_no_empty_seq), and a
 * metavariable that is declared twice (check_binders).
 */
export function checkMatcher(nodes: readonly MacroNode[], declared = new Set<MetavariableKey>()): void {
  for (const node of nodes) {
    switch (node.kind) {
      case 'delimited':
        checkMatcher(node.nodes, declared);
        break;
      case 'sequence':
        if (mayMatchNothing(node)) throw definitionError('repetition matches empty token tree', node.span);
        checkMatcher(node.nodes, declared);
        break;
      case 'declaration':
        if (declared.has(node.variable.key)) throw definitionError('duplicate matcher binding', node.span);
        declared.add(node.variable.key);
        break;
      default:
        break;
    }
  }
}

function mayMatchNothing(sequence: SequenceNode): boolean {
  if (sequence.separator) return false;
  return sequence.nodes.every(
    (node) =>
      (node.kind === 'declaration' && node.fragment === 'vis') ||
      (node.kind === 'token' && node.token.kind === 'docComment') ||
      (node.kind === 'sequence' && node.operator !== '+'),
  );
}
