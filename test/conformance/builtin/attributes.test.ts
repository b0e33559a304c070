import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { expandBuiltin } from '../../../server/src/expand/builtin/expandBuiltin';
import {
  cfgOf,
  contextOf,
  crateOf,
  definitionOf,
  invocationOf,
} from '../../../server/src/expand/builtin/testFixture';
import { outlineItems } from '../../../server/src/syntax/itemOutline';
import { SourceMap } from '../../../server/src/syntax/sourceMap';
import type { TokenTree } from '../../../server/src/syntax/token';
import { comparableLeaves, tokensOf } from './leaves';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');
const sources = new SourceMap();
const context = contextOf({
  sources,
  crate: crateOf({ name: 'attributes', rootFile: '/attributes.rs', cfg: cfgOf('test') }),
  positionOf: () => ({ file: 'attributes.rs', line: 1, column: 1 }),
});

/** The tokens with every built-in attribute expanded. */
function expandAttributes(tokens: readonly TokenTree[], modulePath: readonly string[]): TokenTree[] {
  return outlineItems(tokens).flatMap((item) => {
    const own = tokens.slice(item.start, item.end);
    const attribute = item.attributes.find(({ path }) =>
      /^(test|bench|global_allocator)$/.test(path[0]?.text ?? ''),
    );
    const name = attribute?.path[0]?.text;
    if (attribute && name !== undefined) {
      const input = [...tokens.slice(item.start, attribute.start), ...tokens.slice(attribute.end, item.end)];
      const call = invocationOf(name, 'attribute', input);
      return expandBuiltin(definitionOf(name, 'attribute'), call, { ...context, modulePath }).tokens;
    }
    const { body, name: module } = item;
    if (item.keyword !== 'mod' || !body || !module) return own;
    const inside = expandAttributes(body.tokens, [...modulePath, module.text]);
    return own.map((token) => (token === body ? { ...body, tokens: inside } : token));
  });
}

/** The items of the module and those beside it, as text. */
function items(tokens: readonly TokenTree[]): string[] {
  return outlineItems(tokens).flatMap((item) =>
    item.keyword === 'mod' && item.name?.text === 'tests'
      ? items(item.body?.tokens ?? [])
      : [comparableLeaves(tokens.slice(item.start, item.end)).join(' ')],
  );
}

const expanded = items(tokensOf(read('attributes.expanded.rs')));
const actual = items(expandAttributes(tokensOf(read('attributes.rs'), sources, '/attributes.rs'), []));

test.each(actual.filter((item) => !item.startsWith('//!')))('rustc has: %s', (item) => {
  expect(expanded).toContain(item);
});
