import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { expandDeclarative } from '../../../server/src/expand/declarative/expandDeclarative';
import { declarativeDefinition } from '../../../server/src/expand/declarative/testFixture';
import { Hygiene } from '../../../server/src/syntax/hygiene';
import { outlineItems } from '../../../server/src/syntax/itemOutline';
import { derivedImplementations } from './derivedImplementations';
import { expandDerivesOfItem, itemsWithDerives } from './deriveSites';
import type { ItemWithDerives } from './deriveSites';
import { cfgOf, invocationOf } from '../../../server/src/expand/builtin/testFixture';
import { comparableLeaves, tokensOf } from './leaves';

const folder = new URL('.', import.meta.url);
const source = readFileSync(new URL('derives.rs', folder), 'utf8');
const snapshot = readFileSync(new URL('derives.expanded.rs', folder), 'utf8');

const cfg = cfgOf('unix');
const expected = derivedImplementations(tokensOf(snapshot));
const actual = [...itemsWithDerives(tokensOf(source), cfg), ...itemsOfMacro()].flatMap((item) =>
  derivedImplementations(expandDerivesOfItem(item)),
);

/** The items that the `macro_rules!` of the sample's last module makes: types and expressions come in them as fragments. */
function itemsOfMacro(): readonly ItemWithDerives[] {
  const module = outlineItems(tokensOf(source)).find(({ name }) => name?.text === 'made');
  const [rules, call] = outlineItems(module?.body?.tokens ?? []);
  const definition = declarativeDefinition(rules?.body?.tokens ?? [], { crate: 0 });
  const invocation = invocationOf('make', 'bang', call?.body?.tokens ?? [], { position: 'item' });
  const { tokens } = expandDeclarative(definition, invocation, { hygiene: new Hygiene(), edition: 2021 });
  return itemsWithDerives(tokens, cfg);
}

test('every derive of the snapshot is expanded', () => {
  expect(actual).toHaveLength(expected.length);
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
