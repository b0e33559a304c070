import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { stripCfg } from '../../../server/src/expand/cfg/stripCfg';
import { cfgOf } from '../../../server/src/expand/builtin/testFixture';
import { outlineItems } from '../../../server/src/syntax/itemOutline';
import type { TokenTree } from '../../../server/src/syntax/token';
import { comparableLeaves, tokensOf } from './leaves';

/** Each item as text, with what only rustc's printer adds or leaves out taken away. */
function items(tokens: readonly TokenTree[]): string[] {
  return outlineItems(tokens)
    .filter(({ keyword }) => keyword !== 'inner attributes' && keyword !== 'extern crate')
    .map(({ start, end }) => normalised(comparableLeaves(tokens.slice(start, end)).join(' ')))
    .filter((item) => !item.includes('prelude'));
}

function normalised(item: string): string {
  return (
    item
      // An arm whose body is a block has no comma in rustc's print; a struct with a body no semicolon; comments are their attributes.
      .replace(/\} ,/g, '}')
      .replace(/, \}/g, '}')
      .replace(/# \[ doc = "(.*?)" \]/g, '///$1')
      .replace(/> : : </g, '> <')
      .replace(/unsafe extern "C"/g, 'extern "C"')
  );
}

const folder = new URL('.', import.meta.url);
const expected = items(tokensOf(readFileSync(new URL('configured.expanded.rs', folder), 'utf8')));
const actual = items(
  stripCfg(tokensOf(readFileSync(new URL('configured.rs', folder), 'utf8')), cfgOf('unix')),
);

test.each(expected.map((item, index) => [item.slice(0, 60), item, index] as const))(
  'as rustc: %s',
  (_, item, index) => {
    expect(actual[index]).toEqual(item);
  },
);

test('nothing is left that rustc removes', () => {
  expect(actual).toHaveLength(expected.length);
});
