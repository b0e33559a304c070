import { expect, test } from 'vitest';
import { parseTokenTrees } from '../../syntax/parseTokenTrees';
import { SourceMap } from '../../syntax/sourceMap';
import { cfgOf, errorOf } from '../builtin/testFixture';
import { evaluateCfg } from './evaluateCfg';

const cfg = cfgOf('unix', 'feature="std"', 'feature="full"', 'target_os="linux"', 'r#type');

function evaluate(predicate: string): boolean {
  return evaluateCfg(parseTokenTrees(new SourceMap().add(undefined, predicate)).tokens, cfg);
}

test.each([
  'unix',
  'feature = "std"',
  'feature = r"full"',
  'all()',
  'all(unix, feature = "std",)',
  'any(windows, unix)',
  'not(windows)',
  'not(any())',
  'all(not(any(windows, feature = "missing")), target_os = "linux")',
  'true',
])('%s holds', (predicate) => {
  expect(evaluate(predicate)).toBe(true);
});

test.each([
  'windows',
  'feature = "alloc"',
  'feature',
  'any()',
  'all(unix, windows)',
  'not(unix)',
  'false',
  'r#true',
])('%s does not hold', (predicate) => {
  expect(evaluate(predicate)).toBe(false);
});

test.each([
  ['', '`cfg` predicate is not specified'],
  ['"unix"', '`cfg` predicate key cannot be a literal'],
  ['feature = std', 'literal in `cfg` predicate value must be a string'],
  ['feature = b"std"', 'literal in `cfg` predicate value must be a string'],
  ['feature =', 'literal in `cfg` predicate value must be a string'],
  ['not(unix, windows)', 'expected 1 cfg-pattern'],
  ['not()', 'expected 1 cfg-pattern'],
  ['some(unix)', 'invalid predicate `some`'],
  ['any(unix, some(windows))', 'invalid predicate `some`'],
  ['unix windows', '`cfg` predicate key must be an identifier'],
  ['all(unix,, windows)', '`cfg` predicate is not specified'],
])('%s is refused', (predicate, message) => {
  expect(errorOf(() => evaluate(predicate))).toMatchObject({ code: 'invalid-input', message });
});

test('a predicate nested without end is refused and does not overflow the stack', () => {
  const depth = 450;
  const error = errorOf(() => evaluate('not('.repeat(depth) + 'unix' + ')'.repeat(depth)));
  expect(error.message).toBe('`cfg` predicate is nested too deeply');
});
