import type { DeclarativeDefinition } from '../../resolve/definition';
import type { TokenTree } from '../../syntax/token';

/** A `macro_rules! m` with these arms, of a crate of its own, for tests. */
export function declarativeDefinition(
  body: readonly TokenTree[],
  more: Partial<DeclarativeDefinition> = {},
): DeclarativeDefinition {
  return {
    engine: 'declarative',
    kind: 'bang',
    flavor: 'macro_rules',
    name: 'm',
    crate: 7,
    file: '/lib.rs',
    span: { source: 0, start: 0, end: 0, context: 0 },
    body,
    edition: 2021,
    localInnerMacros: false,
    ...more,
  };
}
