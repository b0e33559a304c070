import { parseTokenTrees } from '../../server/src/syntax/parseTokenTrees';
import type { TokenTree } from '../../server/src/syntax/token';
import { walkTokens } from '../../server/src/syntax/tokenText';
import { editions, splice, textOf, type FuzzCase, type Property } from './fuzzCase';
import { apart, samePrinted } from './printedTokens';

/** Code that is laid out stays the code that it was, whatever the width of the page and whatever is known of its spacing. */
export const renderProperty: Property = {
  name: 'render',
  generate: (random, corpus) => ({
    texts: { text: splice(random, corpus), width: random.pick(['100', '40', '10']) },
    edition: random.pick(editions),
  }),
  check(fuzzCase: FuzzCase) {
    const { edition } = fuzzCase;
    const text = textOf(fuzzCase, 'text');
    const width = Number(textOf(fuzzCase, 'width')) || 100;
    const { tokens } = parseTokenTrees({ id: 1, path: undefined, text }, { edition });
    // What is no token, such as a quote without its other end, may take what follows.
    if (leafKinds(tokens).has('unknown')) return;
    for (const position of ['item', 'statement', 'pattern', undefined] as const) {
      samePrinted(tokens, edition, { width, ...(position && { position }) });
      samePrinted(apart(tokens), edition, { width, ...(position && { position }) });
    }
  },
};

function leafKinds(tokens: readonly TokenTree[]): ReadonlySet<string> {
  const kinds = new Set<string>();
  walkTokens(tokens, { leaf: ({ kind }) => kinds.add(kind), open: () => undefined, close: () => undefined });
  return kinds;
}
