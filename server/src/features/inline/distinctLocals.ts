import { MacroError } from '../../expand/expansion';
import { rootContext, type Hygiene } from '../../syntax/hygiene';
import type { Ident, Leaf, Lifetime, SyntaxContext, TokenTree } from '../../syntax/token';
import { isGroup, isPunct } from '../../syntax/tokenTests';
import { forEachLeaf } from '../../syntax/tokenText';
import { localBindings } from '../../syntax/localBindings';
import { forEachList, mayNameVariable } from '../../syntax/sharedNames';

export interface Surroundings {
  /** The function around the call, if there is one. */
  readonly enclosing: readonly TokenTree[];
  /** What stands behind the call in the same block, when the call is a statement: it sees what the expansion declares. */
  readonly following: readonly TokenTree[];
  /** Names in the expansion that its definition wrote may mean local variables of the function: the macro is defined in it. */
  readonly definedInside: boolean;
}

/**
 * An expansion as code without hygiene. A local variable or label of the macro's own gets another name where the one that it has would meet a
 * name of the call's. Throws a MacroError where that is not possible: a name of the definition would mean something else at the call.
 */
export function withDistinctLocals(
  tokens: readonly TokenTree[],
  hygiene: Hygiene,
  surroundings: Surroundings,
): readonly TokenTree[] {
  const contextOf = (token: Leaf): SyntaxContext => hygiene.normalizeToMacroRules(token.span.context);
  const contexts = namesByContext(tokens, contextOf);
  const bindings = localBindings(tokens);
  const own = new Map<string, { outermost: boolean }>();
  for (const { token, outermost } of bindings) {
    const key = keyOf(token, contextOf(token));
    if (contextOf(token) !== rootContext)
      own.set(key, { outermost: outermost || own.get(key)?.outermost === true });
  }
  refuseCaptures(tokens, contextOf, own, bindings, surroundings);
  const following = namesByContext(surroundings.following, contextOf);
  const taken = new Set([...contexts.keys(), ...namesByContext(surroundings.enclosing, contextOf).keys()]);
  const renamed = new Map<string, string>();
  for (const [key, { outermost }] of own) {
    const [name = ''] = key.split(' ');
    const meets = (contexts.get(name)?.size ?? 0) > 1;
    const leaks = outermost && (following.has(name) || isCaptured(surroundings.following, name));
    if (!meets && !leaks) continue;
    if (isCaptured(tokens, name))
      throw new MacroError(
        'not-expandable',
        `its variable \`${name}\` has the name of one of yours and is used in a format string.`,
      );
    let number = 1;
    while (taken.has(`${name}_${number}`)) number++;
    taken.add(`${name}_${number}`);
    renamed.set(key, `${name}_${number}`);
  }
  return renamed.size === 0 ? tokens : rename(tokens, (token) => renamed.get(keyOf(token, contextOf(token))));
}

function keyOf(token: Ident | Lifetime, context: SyntaxContext): string {
  return `${token.text} ${context}`;
}

function namesByContext(
  tokens: readonly TokenTree[],
  contextOf: (token: Leaf) => SyntaxContext,
): Map<string, Set<SyntaxContext>> {
  const names = new Map<string, Set<SyntaxContext>>();
  forEachLeaf(tokens, (token) => {
    if (token.kind !== 'ident' && token.kind !== 'lifetime') return;
    const contexts = names.get(token.text) ?? new Set<SyntaxContext>();
    names.set(token.text, contexts.add(contextOf(token)));
  });
  return names;
}

/** Whether a string may name the variable: `"{name}"`, `"{name:?}"`. */
function isCaptured(tokens: readonly TokenTree[], name: string): boolean {
  let captured = false;
  forEachLeaf(tokens, (token) => {
    if (token.kind === 'literal' && token.text.includes(`{${name}`)) captured = true;
  });
  return captured;
}

/**
 * A function, constant or the like that the definition names would be hidden by a variable of the user's that has the same name. With hygiene
 * it is not (Reference, "Hygiene").
 */
function refuseCaptures(
  tokens: readonly TokenTree[],
  contextOf: (token: Leaf) => SyntaxContext,
  own: ReadonlyMap<string, unknown>,
  bindings: ReturnType<typeof localBindings>,
  { enclosing, definedInside }: Surroundings,
): void {
  if (definedInside) return;
  const users = new Set(
    [...bindings.filter(({ token }) => contextOf(token) === rootContext), ...localBindings(enclosing)].map(
      ({ token }) => token.text,
    ),
  );
  forEachList(tokens, (list) => {
    list.forEach((token, index) => {
      if (token.kind !== 'ident' || !users.has(token.text) || !mayNameVariable(list, index)) return;
      const context = contextOf(token);
      if (context === rootContext || own.has(keyOf(token, context))) return;
      throw new MacroError(
        'not-expandable',
        `its definition names \`${token.text}\`, which would mean your local variable of that name.`,
      );
    });
  });
}

const maximumDepth = 500;

function rename(
  list: readonly TokenTree[],
  nameOf: (token: Ident | Lifetime) => string | undefined,
  inFields = false,
  depth = 0,
): readonly TokenTree[] {
  return list.flatMap((token, index): TokenTree | TokenTree[] => {
    const [before, after] = [list[index - 1], list[index + 1]];
    if (token.kind === 'group') {
      if (depth >= maximumDepth) return token;
      const fields = isGroup(token, 'brace') && before?.kind === 'ident' && /^\p{Lu}/u.test(before.text);
      return { ...token, tokens: rename(token.tokens, nameOf, fields, depth + 1) };
    }
    if (token.kind !== 'ident' && token.kind !== 'lifetime') return token;
    const text = nameOf(token);
    if (text === undefined || isPunct(before, '.') || isPunct(after, '!') || isPunct(after, '::'))
      return token;
    const renamed = { ...token, text };
    if (!inFields || token.kind === 'lifetime') return renamed;
    if (isPunct(after, ':')) return token;
    const isShorthand = (!before || isPunct(before, ',')) && (!after || isPunct(after, ','));
    return isShorthand
      ? [token, { kind: 'punct', text: ':', spacing: 'alone', span: token.span }, renamed]
      : renamed;
  });
}
