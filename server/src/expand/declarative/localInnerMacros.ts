import type { TokenTree } from '../../syntax/token';
import type { DelimitedNode, MacroNode, SequenceNode } from './compiledMacro';

/**
 * Puts `$crate::` before each macro that a transcriber calls by its bare name: what
 * `#[macro_export(local_inner_macros)]` asks for (Reference, "Path-based scope"). rustc does this when it resolves the name; here the
 * tokens say it, so that every later stage resolves alike.
 */
export function qualifyInnerMacros(nodes: readonly MacroNode[], crate: number): MacroNode[] {
  const result: MacroNode[] = [];
  nodes.forEach((node, index) => {
    if (node.kind === 'delimited') {
      const inside: DelimitedNode = { ...node, nodes: qualifyInnerMacros(node.nodes, crate) };
      result.push(inside);
    } else if (node.kind === 'sequence') {
      const inside: SequenceNode = { ...node, nodes: qualifyInnerMacros(node.nodes, crate) };
      result.push(inside);
    } else {
      if (isBareCall(nodes, index) && node.kind === 'token' && node.token.kind === 'ident') {
        const { span } = node.token;
        result.push(
          {
            kind: 'token',
            token: { kind: 'ident', text: '$crate', raw: false, crate, spacing: 'alone', span },
          },
          { kind: 'token', token: { kind: 'punct', text: '::', spacing: 'alone', span } },
        );
      }
      result.push(node);
    }
  });
  return result;
}

/** `name ! (…)` that no path leads up to. `macro_rules! name {…}` has a name between and is no call. */
function isBareCall(nodes: readonly MacroNode[], index: number): boolean {
  const name = leaf(nodes[index]);
  if (name?.kind !== 'ident' || name.text === '$crate') return false;
  if (!isPunct(leaf(nodes[index + 1]), '!')) return false;
  const list = nodes[index + 2];
  if (list?.kind !== 'delimited' || list.group.delimiter === 'invisible') return false;
  return !isPunct(leaf(nodes[index - 1]), '::');
}

function leaf(node: MacroNode | undefined): TokenTree | undefined {
  return node?.kind === 'token' ? node.token : undefined;
}

function isPunct(token: TokenTree | undefined, text: string): boolean {
  return token?.kind === 'punct' && token.text === text;
}
