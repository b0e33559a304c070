/** The attacks that do not take long. `npm run torture` makes all of them. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildTimeout } from '../conformance/procedural/buildTestModule';
import { families } from './attacks';
import { builtMacros } from './families/wire';
import { Laboratory } from './laboratory';

let laboratory: Laboratory;
beforeAll(async () => {
  builtMacros();
  laboratory = await Laboratory.open();
}, buildTimeout);
afterAll(() => laboratory.close());

describe.each(families)('$name', ({ attacks }) => {
  const quick = attacks.filter(({ thorough }) => thorough !== true);
  test.each(quick)('$name', { timeout: 180_000 }, async (attack) => {
    const { problems, verdict } = await laboratory.contain(attack);
    expect(problems, verdict).toEqual([]);
  });
});

test('every attack has a name of its own', () => {
  const names = families.flatMap((family) => family.attacks.map(({ name }) => `${family.name}: ${name}`));
  expect(new Set(names).size).toBe(names.length);
});
