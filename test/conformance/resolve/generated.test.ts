import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Fixture } from './fixture';
import { randomModules } from './randomModules';

/** What rustc finds at the call of a random program, by its seed: a string, no macro, or several between which it does not decide. */
const rustc = JSON.parse(readFileSync(new URL('generated.rustc.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>;

test('in random programs the macros are found that rustc finds', () => {
  const differences: string[] = [];
  for (const [seed, expected] of Object.entries(rustc)) {
    const program = randomModules(Number(seed));
    const fixture = new Fixture(`//- /case/src/lib.rs crate:case\n${program}`, { std: true });
    const actual = fixture.value() ?? 'none';
    // Any of several macros is more use than none to somebody who looks at the call.
    if (expected === 'ambiguous' ? actual === 'none' : actual !== expected)
      differences.push(`seed ${seed}: ${actual} and not ${expected}\n${program}`);
  }
  expect(differences).toEqual([]);
});
