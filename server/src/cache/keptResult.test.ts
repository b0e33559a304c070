import { expect, test } from 'vitest';
import { memoryOf, withVariant, type KeptResult } from './keptResult';

const outputBytes = 50_000;

/** What a macro returned after it had read a file in some state. */
function keptResult(state: string, output: Uint8Array): KeptResult {
  const reads = [{ kind: 'file' as const, name: '/a.txt', hash: state }];
  const used = { instructions: 1, wallMicros: 1, memoryPages: 1, outputBytes };
  return {
    trace: { reads },
    result: { status: 'returned', output, reads, used, outputs: [], refusals: [], console: '' },
  };
}

const filledWith = (byte: number): Uint8Array => new Uint8Array(outputBytes).fill(byte);

test('the same output of several states is held, and counted, once', () => {
  const one = withVariant(keptResult('one', filledWith(1)), []);
  const same = withVariant(keptResult('two', filledWith(1)), one);
  const other = withVariant(keptResult('two', filledWith(2)), one);
  expect(memoryOf('key', same) - memoryOf('key', one)).toBeLessThan(1000);
  expect(memoryOf('key', other) - memoryOf('key', one)).toBeGreaterThan(outputBytes);
  expect(same.map(({ trace }) => trace.reads[0]?.hash)).toEqual(['two', 'one']);
});

test('a state that comes back takes the place of itself, and the oldest of many goes', () => {
  const states = ['a', 'b', 'c', 'a', 'd', 'e'];
  const kept = states.reduce<readonly KeptResult[]>(
    (variants, state) => withVariant(keptResult(state, filledWith(1)), variants),
    [],
  );
  expect(kept.map(({ trace }) => trace.reads[0]?.hash)).toEqual(['e', 'd', 'a', 'c']);
});
