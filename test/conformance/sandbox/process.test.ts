/** A guest's view of time, chance, environment and streams: the same in every call on every machine. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeSha256 } from '../../../server/src/sandbox/nodeHost';
import { testSandbox, type TestSandbox } from '../../../server/src/sandbox/testing/testSandbox';
import { environmentHash } from '../../../server/src/sandbox/wasi/readHashes';
import { answer, order, textOf } from './probe';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await testSandbox();
});
afterAll(() => sandbox.sandbox.dispose());

test('the clock stands still', async () => {
  expect(await answer(sandbox, 'clock')).toBe('SystemTime(1000000000s)');
  expect(await answer(sandbox, 'elapsed')).toBe('0ns');
});

test('chance repeats', async () => {
  const first = await answer(sandbox, 'order');
  expect(first).toMatch(/^\[\d+(, \d+){19}\]$/);
  expect(await answer(sandbox, 'order')).toBe(first);
});

test('the environment is what the call gives, and nothing of this process', async () => {
  const environment = new Map([
    ['CARGO_PKG_NAME', 'demo'],
    ['AB', 'ä=b'],
  ]);
  expect(await answer(sandbox, 'env CARGO_PKG_NAME', { environment })).toBe('Some("demo")');
  expect(await answer(sandbox, 'environment', { environment })).toBe(
    '[("AB", "ä=b"), ("CARGO_PKG_NAME", "demo")]',
  );
  expect(await answer(sandbox, 'environment')).toBe('[]');
  expect(await answer(sandbox, 'arguments')).toBe('[]');
});

test('reading a variable is recorded as reading the environment, and only then', async () => {
  const environment = new Map([['A', '1']]);
  const reads = async (words: string) =>
    (await order(sandbox, words, { environment })).reads.filter((read) => read.kind === 'environment');
  expect(await reads('clock')).toEqual([]);
  expect(await reads('env B')).toEqual([
    { kind: 'environment', name: '*', hash: environmentHash(environment, nodeSha256) },
  ]);
});

test('standard input is empty, output and errors are kept', async () => {
  expect(await answer(sandbox, 'stdin')).toBe('');
  expect((await order(sandbox, 'print hello')).console).toBe('out hello\nerr hello\n');
});

test('a megabyte of errors is cut', async () => {
  const result = await order(sandbox, 'shout 1000');
  expect(textOf(result)).toBe('shouted');
  expect(result.console).toHaveLength(65536 + '\n[934464 more bytes]'.length);
});

test.each([
  ['connect', /Unsupported|operation not supported/],
  ['thread', /Unsupported|operation not supported/],
  ['spawn', /Unsupported|operation not supported/],
  ['sleep', /^panicked: /],
])('there is no %s', async (words, expected) => {
  expect(await answer(sandbox, words)).toMatch(expected);
});

test.each([
  ['panic boom', /^panicked: panicked at .*probe.rs:\d+:\d+:\nboom$/],
  ['exit 3', /^exited: the macro ended its process with code 3$/],
  ['abort', /^trapped: unreachable$/],
])('an end is named: %s', async (words, expected) => {
  expect(await answer(sandbox, words)).toMatch(expected);
});
