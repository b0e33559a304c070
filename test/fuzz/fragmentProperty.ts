import { fragmentMayBegin, parseFragment } from '../../server/src/syntax/parser/parseFragment';
import { parseTokenTrees } from '../../server/src/syntax/parseTokenTrees';
import type { Edition, FragmentKind, TokenTree } from '../../server/src/syntax/token';
import { TokenCursor } from '../../server/src/syntax/tokenCursor';
import { editions, splice, textOf, type FuzzCase, type Property } from './fuzzCase';
import { same } from './same';

export const fragmentKinds: readonly FragmentKind[] = [
  ...(['block', 'expr', 'expr_2021', 'ident', 'item', 'lifetime', 'literal', 'meta'] as const),
  ...(['pat', 'pat_param', 'path', 'stmt', 'tt', 'ty', 'vis'] as const),
];

/** The fragment parser takes or refuses any tokens as any fragment, in any edition, without throwing, and the same way each time. */
export const fragmentProperty: Property = {
  name: 'fragments',
  generate: (random, corpus) => ({
    texts: { text: splice(random, corpus, 3) },
    edition: random.pick(editions),
  }),
  check(fuzzCase: FuzzCase) {
    const text = textOf(fuzzCase, 'text');
    const { tokens } = parseTokenTrees({ id: 1, path: undefined, text }, { edition: fuzzCase.edition });
    checkFragments(tokens);
  },
};

/** Throws when the parser does on some kind of fragment in some edition, or when its answer makes no sense. */
export function checkFragments(tokens: readonly TokenTree[]): void {
  for (const kind of fragmentKinds)
    for (const edition of editions) {
      const result = parseOnce(kind, tokens, edition);
      same(parseOnce(kind, tokens, edition), result, `two parses as ${kind} in ${edition}`);
      if (result.index < 0 || result.index > tokens.length)
        throw new Error(`${kind} in ${edition} ended at ${result.index} of ${tokens.length} tokens`);
      if (result.ok && result.index === 0 && result.rest === undefined && kind !== 'vis')
        throw new Error(`${kind} in ${edition} is empty`);
    }
}

function parseOnce(
  kind: FragmentKind,
  tokens: readonly TokenTree[],
  edition: Edition,
): {
  readonly begins: boolean;
  readonly ok: boolean;
  readonly message?: string;
  readonly index: number;
  /** What is left of an operator that was split. */
  readonly rest?: string;
} {
  const cursor = new TokenCursor(tokens);
  const begins = fragmentMayBegin(kind, cursor, edition);
  if (cursor.index !== 0) throw new Error(`asking whether ${kind} begins has moved the cursor`);
  const result = parseFragment(kind, cursor, edition);
  if (!result.ok) return { begins, ok: false, message: result.message, index: result.index };
  const token = cursor.peek();
  const split = token !== tokens[cursor.index] && token?.kind === 'punct' ? token.text : undefined;
  return { begins, ok: true, index: cursor.index, rest: split };
}
