import type { DeclarativeDefinition, Scope } from '../../../server/src/resolve/definition';
import type { Invocation } from '../../../server/src/expand/expansion';
import { parseTokenTrees } from '../../../server/src/syntax/parseTokenTrees';
import type { SourceMap } from '../../../server/src/syntax/sourceMap';
import type { Edition, Group, Span, TokenTree } from '../../../server/src/syntax/token';

const caseSpan: Span = { source: 0, start: 0, end: 0, context: 0 };

/** A call as the engine gets it. */
export function invocationOf(input: readonly TokenTree[], span: Span = caseSpan): Invocation {
  const scope: Scope = { crate: 1, module: { crate: 1, path: [], file: '' }, textual: { depth: 0 } };
  return {
    kind: 'bang',
    path: { global: false, segments: [] },
    input,
    delimiter: 'paren',
    span,
    original: input,
    scope,
    position: 'expression',
  };
}

/** Reads text that rustc printed: `$crate` is two tokens there and one in rustc. */
export function parsePrinted(text: string, edition: Edition, sources: SourceMap): readonly TokenTree[] {
  return joinDollarCrate(parseTokenTrees(sources.add(undefined, text), { edition }).tokens);
}

function joinDollarCrate(tokens: readonly TokenTree[]): readonly TokenTree[] {
  const joined: TokenTree[] = [];
  for (const token of tokens) {
    const last = joined.at(-1);
    if (token.kind === 'group') {
      const inside: Group = { ...token, tokens: joinDollarCrate(token.tokens) };
      joined.push(inside);
    } else if (
      token.kind === 'ident' &&
      token.text === 'crate' &&
      last?.kind === 'punct' &&
      last.text === '$'
    ) {
      joined[joined.length - 1] = { ...token, text: '$crate', crate: 1 };
    } else {
      joined.push(token);
    }
  }
  return joined;
}

/** A macro call found in tokens. */
export interface FoundCall {
  readonly name: string;
  readonly input: readonly TokenTree[];
  readonly span: Span;
}

/** The macro calls in tokens, in order, at any depth; definitions and what is inside of calls are left out. */
export function callsIn(tokens: readonly TokenTree[]): FoundCall[] {
  const found: FoundCall[] = [];
  tokens.forEach((token, index) => {
    if (token.kind !== 'group') return;
    const [first, second, third] = [tokens[index - 1], tokens[index - 2], tokens[index - 3]];
    const definesMacro =
      first?.kind === 'ident' && (isIdent(second, 'macro') || isIdent(third, 'macro_rules'));
    if (definesMacro || isIdent(tokens[index - 3], 'macro')) return;
    if (first?.kind === 'punct' && first.text === '!' && second?.kind === 'ident') {
      const span = { ...second.span, end: token.close.end };
      found.push({ name: second.text, input: token.tokens, span });
    } else {
      found.push(...callsIn(token.tokens));
    }
  });
  return found;
}

function isIdent(token: TokenTree | undefined, text: string): boolean {
  return token?.kind === 'ident' && token.text === text;
}

/** The last definition of a name: what a later `macro_rules!` of the same name shadows. */
export function lastNamed(
  definitions: readonly DeclarativeDefinition[],
  name: string,
): DeclarativeDefinition | undefined {
  return definitions.findLast((definition) => definition.name === name);
}
