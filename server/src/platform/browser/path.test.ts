import { posix } from 'node:path';
import { array, assert, constantFrom, property } from 'fast-check';
import { expect, test } from 'vitest';
import * as path from './path';

const part = array(constantFrom('/', '.', '..', 'a', 'b.rs', '.rs'), { maxLength: 7 }).map((pieces) =>
  pieces.join(''),
);
const parts = array(part, { maxLength: 4 });

test('paths are joined, resolved and taken apart as Node does it', () => {
  assert(
    property(parts, part, part, (all, one, other) => {
      expect(path.join(...all)).toBe(posix.join(...all));
      expect(path.resolve('/', ...all)).toBe(posix.resolve('/', ...all));
      // Paths come from `join` and `resolve`, so no slash is doubled.
      expect(path.dirname(posix.normalize(one))).toBe(posix.dirname(posix.normalize(one)));
      expect(path.basename(one)).toBe(posix.basename(one));
      expect(path.basename(`${one}/b.rs`, '.rs')).toBe(posix.basename(`${one}/b.rs`, '.rs'));
      expect(path.isAbsolute(one)).toBe(posix.isAbsolute(one));
      expect(path.relative(`/${one}`, `/${other}`)).toBe(posix.relative(`/${one}`, `/${other}`));
    }),
    { numRuns: 2000 },
  );
});
