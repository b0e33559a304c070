import { parseTokenTrees, type ParseTokensOptions } from '../../server/src/syntax/parseTokenTrees';
import type { TokenTree } from '../../server/src/syntax/token';
import { editions, splice, textOf, type FuzzCase, type Property } from './fuzzCase';
import { same } from './same';

/**
 * The lexer reads any text, the same way each time and at once or when it is asked for, and leaves nothing out: its tokens lie in the text one behind
 * the other.
 */
export const lexerProperty: Property = {
  name: 'lexer',
  generate: (random, corpus) => ({
    texts: { text: random.below(4) === 0 ? corpus.characters(random, 400) : splice(random, corpus) },
    edition: random.pick(editions),
  }),
  check(fuzzCase: FuzzCase) {
    const text = textOf(fuzzCase, 'text');
    const { edition } = fuzzCase;
    const read = (options: ParseTokensOptions = {}): ReturnType<typeof parseTokenTrees> =>
      parseTokenTrees({ id: 1, path: undefined, text }, { edition, ...options });
    const { tokens, problems } = read();
    same(read(), { tokens, problems }, 'the tokens of the same text');
    same(read({ deferred: true }).tokens, tokens, 'the tokens of groups that are read later');
    const third = Math.floor(text.length / 3);
    const [first, rest] = [text.slice(0, third), text.slice(third)];
    const versions = [rest, first + text.slice(2 * third), text + text, first + rest.slice(1)];
    for (const typed of ['\n', ' }', '"', '/*']) versions.push(first + typed + rest);
    for (const [index, was] of versions.entries()) {
      const source = { id: 1, path: undefined, text: was };
      const before = parseTokenTrees(source, { edition, deferred: true });
      // Most groups of a file are never read.
      if (index % 2 === 0) walk(before.tokens, 0);
      same(read({ deferred: true, before }).tokens, tokens, 'the tokens of a text that was edited');
    }
    const end = walk(tokens, 0);
    if (end > text.length) throw new Error(`a token ends at ${end}, behind the text`);
    for (const problem of problems)
      if (problem.start < 0 || problem.start > problem.end || problem.end > text.length)
        throw new Error(`a problem outside of the text: ${JSON.stringify(problem)}`);
  },
};

/** Throws when a token begins before `from`, the end of the one before it; gives the end of the last one. */
function walk(tokens: readonly TokenTree[], from: number): number {
  let at = from;
  for (const token of tokens) {
    const { start, end } = token.kind === 'group' ? token.open : token.span;
    if (start < at || end <= start) throw new Error(`a token from ${start} to ${end}, behind one to ${at}`);
    at = end;
    if (token.kind !== 'group') continue;
    at = walk(token.tokens, at);
    if (token.close.start < at) throw new Error(`a group closes at ${token.close.start}, behind ${at}`);
    at = token.close.end;
  }
  return at;
}
