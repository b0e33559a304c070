import { expect, test } from 'vitest';
import { compareVersions, matchesRequirement } from './versionRequirement';

// The cases are those of the Cargo Book, "Specifying Dependencies".
test.each([
  ['1.2.3', '1.2.3', '1.9.0', '2.0.0'],
  ['1.2', '1.2.0', '1.99.0', '2.0.0'],
  ['1', '1.0.0', '1.99.0', '2.0.0'],
  ['0.2.3', '0.2.3', '0.2.9', '0.3.0'],
  ['0.2', '0.2.0', '0.2.9', '0.3.0'],
  ['0.0.3', '0.0.3', '0.0.3', '0.0.4'],
  ['0.0', '0.0.0', '0.0.9', '0.1.0'],
  ['0', '0.0.0', '0.9.0', '1.0.0'],
  ['~1.2.3', '1.2.3', '1.2.9', '1.3.0'],
  ['~1.2', '1.2.0', '1.2.9', '1.3.0'],
  ['~1', '1.0.0', '1.9.0', '2.0.0'],
  ['1.*', '1.0.0', '1.9.0', '2.0.0'],
  ['1.2.*', '1.2.0', '1.2.9', '1.3.0'],
  ['=1.2.3', '1.2.3', '1.2.3', '1.2.4'],
  ['>=1.2, <1.5', '1.2.0', '1.4.9', '1.5.0'],
])('%s takes %s to %s and not %s', (requirement, lowest, highest, beyond) => {
  expect(matchesRequirement(lowest, requirement)).toBe(true);
  expect(matchesRequirement(highest, requirement)).toBe(true);
  expect(matchesRequirement(beyond, requirement)).toBe(false);
});

test('any version fulfils a star, and a pre-release only what names it', () => {
  expect(matchesRequirement('7.1.0', '*')).toBe(true);
  expect(matchesRequirement('1.0.0-beta.2', '1')).toBe(false);
  expect(matchesRequirement('1.0.0-beta.2', '1.0.0-beta.1')).toBe(true);
  expect(matchesRequirement('1.0.0', '>1')).toBe(false);
  expect(matchesRequirement('2.0.0', '>1')).toBe(true);
});

test('versions are ordered by number, and pre-releases before their release', () => {
  const versions = ['1.10.0', '1.9.0', '1.0.0', '1.0.0-rc.10', '1.0.0-rc.9', '1.0.0-alpha'];
  expect([...versions].reverse().sort((a, b) => compareVersions(b, a))).toEqual(versions);
});
