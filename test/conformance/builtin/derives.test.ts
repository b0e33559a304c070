import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { expandDerivesOfItem, itemsWithDerives } from './deriveSites';
import { comparableLeaves, tokensOf } from './leaves';
import { derivedImplementations } from './derivedImplementations';
import { cfgOf } from './fixtureContext';

const folder = new URL('.', import.meta.url);
const source = readFileSync(new URL('derives.rs', folder), 'utf8');
const snapshot = readFileSync(new URL('derives.expanded.rs', folder), 'utf8');

const expected = derivedImplementations(tokensOf(snapshot));
const actual = itemsWithDerives(tokensOf(source), cfgOf('unix')).flatMap((item) =>
  derivedImplementations(expandDerivesOfItem(item)),
);

test('the samples derive as often as in the snapshot', () => {
  // The items that a macro_rules makes are in the snapshot only: nobody has expanded that macro here.
  expect(actual.length).toBeGreaterThan(400);
});

const byHeader = new Map<string, string[]>();
for (const implementation of expected) {
  const { header } = implementation;
  const list = byHeader.get(header) ?? [];
  list.push(comparableLeaves(implementation.tokens).join(' '));
  byHeader.set(header, list);
}

test.each(actual.map((implementation) => [implementation.header, implementation] as const))(
  'as rustc: %s',
  (header, implementation) => {
    expect(comparableLeaves(implementation.tokens).join(' ')).toEqual(byHeader.get(header)?.shift());
  },
);
