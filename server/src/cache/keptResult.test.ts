import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
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

/** Bytes of the process that are in use. */
async function usedMemory(): Promise<number> {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  // Buffers are given back beside the work that goes on.
  for (let round = 0; round < 4; round++) {
    collectGarbage();
    await setTimeout(20);
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

test.each<[what: string, outputLength: number, reads: number]>([
  ['short outputs', 200, 0],
  ['outputs of common length', 5000, 0],
  ['outputs of macros that read files', 5000, 3],
  ['long outputs', 100_000, 1],
])('%s take the memory that is counted for them', async (_what, outputLength, reads) => {
  const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
  const all = new Map<string, readonly KeptResult[]>();
  let counted = 0;
  const before = await usedMemory();
  while (counted < 20 << 20) {
    const { trace, result } = keptResult('', new Uint8Array(outputLength));
    const read = (index: number) => {
      const path = `/home/me/project/templates/${all.size}-${index}.html`;
      return { kind: 'file' as const, name: path, hash: hashOf(path), canonicalPath: path };
    };
    const own = Array.from({ length: reads }, (_, index) => read(index));
    const variants = [{ trace: { ...trace, reads: own }, result: { ...result, reads: own } }];
    const key = hashOf(String(all.size));
    all.set(key, variants);
    counted += memoryOf(key, variants);
  }
  const taken = (await usedMemory()) - before;
  expect(taken / counted).toBeGreaterThan(0.8);
  expect(taken / counted).toBeLessThan(1.25);
  expect(all.size).toBeGreaterThan(0);
});

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
