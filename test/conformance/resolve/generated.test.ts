import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Fixture } from './fixture';
import { randomGlobs } from './randomGlobs';
import { randomModules } from './randomModules';

/** What rustc finds at the call of a random program, by its seed: a string, no macro, or several between which it does not decide. */
function recorded(name: string): Record<string, string> {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as Record<string, string>;
}

test('in random programs the macros are found that rustc finds', () => {
  const differences: string[] = [];
  for (const [seed, expected] of Object.entries(recorded('generated.rustc.json'))) {
    const program = randomModules(Number(seed));
    const fixture = new Fixture(`//- /case/src/lib.rs crate:case\n${program}`, { std: true });
    const actual = fixture.value() ?? 'none';
    // Any of several macros is more use than none to somebody who looks at the call.
    if (expected === 'ambiguous' ? actual === 'none' : actual !== expected)
      differences.push(`seed ${seed}: ${actual} and not ${expected}\n${program}`);
  }
  expect(differences).toEqual([]);
});

test('a macro that globs bring from several places is the one that rustc takes, in all programs that it does not refuse', () => {
  const differences: string[] = [];
  for (const [seed, expected] of Object.entries(recorded('globs.rustc.json'))) {
    const program = randomGlobs(Number(seed));
    const actual = new Fixture(`//- /case/src/lib.rs crate:case\n${program}`).value();
    if (actual !== expected)
      differences.push(`seed ${seed}: ${actual ?? 'none'} and not ${expected}\n${program}`);
  }
  expect(differences).toEqual([]);
});
