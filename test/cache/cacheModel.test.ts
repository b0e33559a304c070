import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SandboxResult } from '../../server/src/sandbox/types';
import { World, type Step } from './world';

/** `CACHE_MODEL_RUNS=1000 CACHE_MODEL_SEED=7 npx vitest run test/cache/cacheModel.test.ts` tries more. */
const numRuns = Number(process.env['CACHE_MODEL_RUNS'] ?? 12);
const seed = Number(process.env['CACHE_MODEL_SEED'] ?? 20_261_125);

const inner = ['a.txt', 'templates/a.txt', 'link'];
const name = fc.constantFrom(
  ...['one', 'two'].flatMap((checkout) => inner.map((file) => `${checkout}/${file}`)),
);
const text = fc.constantFrom('one', 'two');
const variable = fc.constantFrom('PROFILE', 'OUT_DIR');
const order = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('read', 'stat', 'exists', 'list', 'write', 'remove', 'append'),
      fc.constantFrom('.', 'templates', ...inner),
    )
    .map((words) => words.join(' ')),
  fc.constantFrom(...inner).map((file) => `canonical HERE/${file}`),
  fc.tuple(fc.constantFrom(...inner), fc.constantFrom(...inner)).map(([from, to]) => `rename ${from} ${to}`),
  variable.map((each) => `variable ${each}`),
  fc.constantFrom(...inner).map((file) => `read ${file}`),
  fc.constantFrom(...inner).map((file) => `canonical ROOT/two/${file}`),
  fc.constantFrom('environment', 'order', 'panic oh', 'print hello', 'read ../outside.txt'),
);
/** So few that questions are asked again. */
const QUESTIONS = 6;
const questions = fc.array(fc.array(order, { minLength: 1, maxLength: 3 }), {
  minLength: QUESTIONS,
  maxLength: QUESTIONS,
});
const processNumber = fc.nat({ max: 1 });
const kind = <Kind extends Step['kind']>(value: Kind): fc.Arbitrary<Kind> => fc.constant(value);

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: kind('ask'),
      process: processNumber,
      checkout: processNumber,
      question: fc.nat({ max: QUESTIONS - 1 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: kind('write'), name, text }) },
  { weight: 4, arbitrary: fc.record({ kind: kind('write-unseen'), name, text }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('delete'), name }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('make-folder'), name }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('rename'), name, to: name }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind('link'),
      name,
      to: fc.constantFrom('a.txt', 'templates/a.txt', 'templates', '../outside.txt', '../two', 'link'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('set-variable'), name: variable, value: text }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('unset-variable'), name: variable }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('rebuild'), version: fc.nat({ max: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('restart'), process: processNumber }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: kind('damage'),
      entry: fc.nat(),
      how: fc.constantFrom(...(['flip', 'truncate', 'delete'] as const)),
      at: fc.nat(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('wait') }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: kind('set-clock'), millis: fc.constantFrom(-1000, -60, -20, 20, 60, 1000) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('clear') }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('write-in-next-run'), name, text }) },
);

const steps = fc.array(step, { minLength: 50, maxLength: 300, size: 'max' });

/** All that a user can notice of a result. */
function visible(result: SandboxResult) {
  const { status, used, outputs, refusals, console } = result;
  const answer = result.status === 'returned' ? Buffer.from(result.output).toString() : result.message;
  return { status, answer, outputs, refusals, console, instructions: used.instructions };
}

test('whatever happens to files, variables, modules, processes, clocks and the store, a cached answer is the answer', async () => {
  let [hits, asked] = [0, 0];
  await fc.assert(
    fc.asyncProperty(questions, steps, async (orders, steps) => {
      const folder = realpathSync(mkdtempSync(join(tmpdir(), 'macroscope-world-')));
      try {
        const world = new World(folder, orders);
        for (const each of steps) {
          const answers = await world.take(each);
          if (answers) expect(visible(answers.cached)).toEqual(visible(answers.uncached));
        }
        hits += world.hits;
        asked += world.asked;
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }),
    { numRuns, seed, interruptAfterTimeLimit: 100_000 },
  );
  // A cache that never answers would pass as well.
  expect(hits / asked).toBeGreaterThan(0.1);
}, 120_000);
