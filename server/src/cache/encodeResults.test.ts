import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SandboxOutput, SandboxResult } from '../sandbox/types';
import { decodeResults, encodeResults } from './encodeResults';
import type { KeptResult } from './keptResult';

const bytes = fc.uint8Array({ maxLength: 20 });
const used = fc.record({
  instructions: fc.option(fc.nat(), { nil: undefined }),
  wallMicros: fc.nat(),
  memoryPages: fc.nat(),
  outputBytes: fc.nat(),
});
const read = fc.record(
  {
    kind: fc.constantFrom(...(['file', 'directory', 'missing', 'environment'] as const)),
    name: fc.string({ unit: 'grapheme' }),
    hash: fc.option(fc.string()),
    canonicalPath: fc.string(),
  },
  { requiredKeys: ['kind', 'name', 'hash'] },
);
const output: fc.Arbitrary<SandboxOutput> = fc.oneof(
  fc.record({ kind: fc.constant('file' as const), path: fc.string(), bytes }),
  fc.record({ kind: fc.constantFrom(...(['directory', 'removed'] as const)), path: fc.string() }),
);
const kept: fc.Arbitrary<KeptResult> = fc
  .record({
    place: fc.option(fc.string(), { nil: undefined }),
    reads: fc.array(read, { maxLength: 4 }),
    used,
    outputs: fc.array(output, { maxLength: 3 }),
    refusals: fc.array(fc.string(), { maxLength: 2 }),
    console: fc.string({ unit: 'binary' }),
    ending: fc.oneof(
      fc.record({ status: fc.constant('returned' as const), output: bytes }),
      fc.record({
        status: fc.constantFrom(...(['panicked', 'out-of-memory', 'trapped'] as const)),
        message: fc.string(),
      }),
    ),
  })
  .map(({ place, reads, ending, ...rest }) => ({
    trace: { reads, place },
    result: { ...ending, ...rest, reads, placeless: place === undefined } satisfies SandboxResult,
  }));
const variants = fc.array(kept, { maxLength: 4 });

test('results come back as they were', () => {
  fc.assert(
    fc.property(variants, (results) => {
      expect(decodeResults(encodeResults(results))).toEqual(results);
    }),
  );
});

test('bytes that are cut off or anything else are no results, and nothing worse', () => {
  fc.assert(
    fc.property(variants, fc.nat(), bytes, (results, length, other) => {
      const encoded = encodeResults(results);
      expect(() => decodeResults(encoded.subarray(0, length % encoded.length))).toThrow();
      expect(() => decodeResults(other)).toThrow();
    }),
  );
});
