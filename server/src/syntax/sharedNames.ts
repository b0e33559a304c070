import type { Hygiene } from './hygiene';
import { isVariableName, localBindings } from './localBindings';
import type { Ident, Lifetime, SyntaxContext, TokenTree } from './token';
import { isPunct } from './tokenTests';
import { walkTokens } from './tokenText';

/** A name that several local variables or labels have, which hygiene keeps apart. */
export interface SharedName {
  /** A lifetime's with its quote. */
  readonly name: string;
  readonly variables: number;
}

/**
 * The names in an expansion that look the same and are not: a macro's own variable and one of the call (Rust Reference, "Hygiene"). In the order in
 * which they are introduced. Reads code as {@link localBindings} does.
 */
export function sharedNames(tokens: readonly TokenTree[], hygiene: Hygiene): SharedName[] {
  const variables = new Map<string, Set<SyntaxContext>>();
  const contextOf = ({ span }: Ident | Lifetime): SyntaxContext =>
    hygiene.normalizeToMacroRules(span.context);
  for (const { token } of localBindings(tokens)) {
    const known = variables.get(token.text) ?? new Set();
    variables.set(token.text, known.add(contextOf(token)));
  }
  if (variables.size === 0) return [];
  forEachList(tokens, (list) => {
    list.forEach((token, index) => {
      if (token.kind === 'lifetime' || (token.kind === 'ident' && mayNameVariable(list, index)))
        variables.get(token.text)?.add(contextOf(token));
    });
  });
  return [...variables]
    .map(([name, contexts]) => ({ name, variables: contexts.size }))
    .filter((shared) => shared.variables > 1);
}

/** Whether an identifier stands where a local variable could, and not for a field, a method, a path or a macro. */
export function mayNameVariable(list: readonly TokenTree[], index: number): boolean {
  const [before, token, after] = [list[index - 1], list[index], list[index + 1]];
  if (token?.kind !== 'ident' || !isVariableName(token)) return false;
  if (isPunct(before, '.') || isPunct(before, '::')) return false;
  if (before?.kind === 'ident' && declaringWords.has(before.text)) return false;
  return !isPunct(after, '::') && !isPunct(after, '!') && !isPunct(after, ':');
}

const declaringWords = new Set(['fn', 'mod', 'use', 'type', 'struct', 'enum', 'trait', 'const', 'static']);

/** Calls `visit` for the list itself and for the list of each group in it, at any depth. */
export function forEachList(tokens: readonly TokenTree[], visit: (list: readonly TokenTree[]) => void): void {
  visit(tokens);
  walkTokens(tokens, {
    leaf: () => undefined,
    open: (group) => visit(group.tokens),
    close: () => undefined,
  });
}
