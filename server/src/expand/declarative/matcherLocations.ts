import type { MacroNode, MatcherLocation, Metavariable } from './compiledMacro';

/** Flattens a matcher into the list of places that the matching threads walk over (rustc_expand's compute_locs). */
export function matcherLocations(nodes: readonly MacroNode[]): {
  locations: MatcherLocation[];
  bindings: Metavariable[];
} {
  const locations: MatcherLocation[] = [];
  const bindings: Metavariable[] = [];
  append(nodes, 0, locations, bindings);
  locations.push({ kind: 'end' });
  return { locations, bindings };
}

function append(
  nodes: readonly MacroNode[],
  depth: number,
  locations: MatcherLocation[],
  bindings: Metavariable[],
): void {
  for (const node of nodes) {
    switch (node.kind) {
      case 'token':
        // rustc ignores doc comments in a matcher (rust-lang/rust#95267), so they have no place in it.
        if (node.token.kind !== 'docComment') locations.push({ kind: 'token', token: node.token });
        break;
      case 'delimited':
        locations.push({ kind: 'open', group: node.group });
        append(node.nodes, depth, locations, bindings);
        locations.push({ kind: 'close', group: node.group });
        break;
      case 'sequence': {
        const start = locations.length;
        const firstBinding = bindings.length;
        // The place of the repetition itself needs to know where it ends, so it is filled in afterwards.
        locations.push({ kind: 'end' });
        append(node.nodes, depth + 1, locations, bindings);
        if (node.separator) {
          locations.push(
            { kind: 'separator', token: node.separator },
            { kind: 'afterSeparator', first: start + 1 },
          );
        } else {
          locations.push({ kind: 'sequenceEnd', operator: node.operator, first: start + 1 });
        }
        locations[start] = {
          kind: 'sequence',
          operator: node.operator,
          after: locations.length,
          firstBinding,
          bindingCount: bindings.length - firstBinding,
          depth,
        };
        break;
      }
      case 'declaration':
        locations.push({ kind: 'declaration', declaration: node, binding: bindings.length, depth });
        bindings.push(node.variable);
        break;
      case 'variable':
      case 'expression':
        // A matcher has none of these: the reader of matchers makes declarations of them or reports them.
        break;
    }
  }
}
