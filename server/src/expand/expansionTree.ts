import type { MacroDefinition, MacroKind, ResolveFailure } from '../resolve/definition';
import type { TokenTree } from '../syntax/token';
import type { Invocation, MacroError, StepResult } from './expansion';

/**
 * One macro call and what became of it: the root is the call that was asked for, the children are the calls found in its output,
 * in the order in which they were expanded.
 */
export interface ExpansionNode {
  /** The path as written: `serde::Serialize`, `$crate::vec`. */
  readonly path: string;
  readonly kind: MacroKind;
  readonly invocation: Invocation;
  readonly definition?: MacroDefinition;
  /** The result of this one step; undefined when it failed. */
  readonly step?: StepResult;
  /** The tokens after all nested calls are expanded. For a failed call: the call itself, so that nothing is lost. */
  readonly result: readonly TokenTree[];
  readonly children: readonly ExpansionNode[];
  readonly error?: MacroError;
  /** Set for a call whose step was not asked for: it stands in its caller's result as it is. */
  readonly pending?: true;
  /** Set when the path led to no definition. */
  readonly failure?: ResolveFailure;
}

/** Visits a node and all below it, parents first. `isWanted`: others are left out with all below them. */
export function* nodesOf(
  root: ExpansionNode,
  isWanted: (node: ExpansionNode) => boolean = () => true,
): Generator<ExpansionNode> {
  const pending = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (!isWanted(node)) continue;
    yield node;
    for (let index = node.children.length - 1; index >= 0; index--) {
      const child = node.children[index];
      if (child) pending.push(child);
    }
  }
}
