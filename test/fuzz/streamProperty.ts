import { stripCfg } from '../../server/src/expand/cfg/stripCfg';
import { MacroError } from '../../server/src/expand/expansion';
import { renderTokens } from '../../server/src/render/renderTokens';
import { findInvocations, findNestedCalls, type StreamForm } from '../../server/src/syntax/findInvocations';
import { parseItem } from '../../server/src/syntax/item';
import { outlineItems } from '../../server/src/syntax/itemOutline';
import { parseTokenTrees } from '../../server/src/syntax/parseTokenTrees';
import { parseWhole, type NodePosition } from '../../server/src/syntax/parser/parseFragment';
import { editions, splice, textOf, type FuzzCase, type Property } from './fuzzCase';

const forms: readonly StreamForm[] = ['items', 'statements', 'expression', 'pattern', 'type'];
const positions: readonly NodePosition[] = ['item', 'statement', 'expression', 'pattern', 'type'];

/** What looks for calls and items, what evaluates cfg and what lays out text does so for any code, finished or not. */
export const streamProperty: Property = {
  name: 'streams',
  generate: (random, corpus) => ({
    texts: { text: splice(random, corpus) },
    edition: random.pick(editions),
  }),
  check(fuzzCase: FuzzCase) {
    const { edition } = fuzzCase;
    const text = textOf(fuzzCase, 'text');
    const { tokens } = parseTokenTrees({ id: 1, path: undefined, text }, { edition });
    for (const form of forms)
      for (const site of findInvocations(tokens, form)) {
        if (site.start < 0 || site.end > site.parent.length || site.start >= site.end)
          throw new Error(`a call from ${site.start} to ${site.end} of ${site.parent.length} tokens`);
        if (site.kind === 'bang') findNestedCalls(site.group);
      }
    for (const { start, end } of outlineItems(tokens))
      if (start < 0 || end > tokens.length || start >= end)
        throw new Error(`an item from ${start} to ${end} of ${tokens.length} tokens`);
    parseItem(tokens, edition);
    for (const position of positions) parseWhole(position, tokens, edition);
    renderTokens(tokens);
    try {
      stripCfg(tokens, { has: (name) => name === 'unix' });
    } catch (error) {
      if (!(error instanceof MacroError) || error.code === 'internal') throw error;
    }
  },
};
