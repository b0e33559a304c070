import { expect, test } from 'vitest';
import { matchesPattern } from './wildcardPattern';

test.each([
  ['*', 'any-thing', true],
  ['a*z', 'a-to-z', true],
  ['a*z', 'a-to-y', false],
  ['a?', 'a😀', true],
  ['a?', 'a', false],
  ['lib[12]', 'lib2', true],
  ['lib[12]', 'lib3', false],
  ['lib[0-9a-f]', 'libc', true],
  ['lib[!0-9]', 'lib7', false],
  ['lib[!0-9]', 'libx', true],
  ['[]x]', ']', true],
  ['[a-]', '-', true],
  ['[', '[', true],
  [`${'*a'.repeat(500)}b`, 'a'.repeat(500), false],
])('%s and %s', (pattern, name, expected) => {
  expect(matchesPattern(name, pattern)).toBe(expected);
});
