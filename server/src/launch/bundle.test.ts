import { mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DiskStore } from '../cache/diskStore';
import { Bundle } from './bundle';

interface Exports {
  readonly answer: () => number;
  readonly fail: () => void;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'macroscope-bundle-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const storeFolder = (): string => join(folder, 'code');

/** A program as a later process finds it. */
function load(answer: string, store = storeFolder()): Bundle {
  const file = join(folder, 'program.js');
  const fail = "exports.fail = () => { throw new Error('failed'); };";
  writeFileSync(file, `${fail}\nexports.answer = () => ${answer};\n`);
  return new Bundle(file, new DiskStore({ folder: store, maximumBytes: 1 << 20 }));
}

function answerOf(bundle: Bundle): number {
  return bundle.run<Exports>().answer();
}

/** The only file of the store. */
function keptFile(): string {
  const [name] = readdirSync(storeFolder(), { recursive: true, encoding: 'utf8' }).filter((each) =>
    each.includes('/'),
  );
  return join(storeFolder(), name ?? '');
}

test('what one process has compiled the next one begins with', async () => {
  const first = load('42');
  expect(first.isKept).toBe(false);
  expect(answerOf(first)).toBe(42);
  await first.keep();
  expect(first.isKept).toBe(true);

  const second = load('42');
  expect(second.isKept).toBe(true);
  expect(answerOf(second)).toBe(42);
});

test('what was compiled later is kept too', async () => {
  const long = `(${Array.from({ length: 500 }, (_, index) => `Math.abs(-${index})`).join(' + ')})`;
  const first = load(long);
  first.run();
  await first.keep();
  const before = statSync(keptFile()).size;

  const second = load(long);
  answerOf(second);
  await second.keep();
  expect(statSync(keptFile()).size).toBeGreaterThan(before);
});

test('a program that was changed is compiled again, even one of the same length', async () => {
  const first = load('1');
  answerOf(first);
  await first.keep();
  const changed = load('2');
  expect(changed.isKept).toBe(false);
  expect(answerOf(changed)).toBe(2);
});

test('code that is damaged is not used', async () => {
  const first = load('42');
  answerOf(first);
  await first.keep();
  truncateSync(keptFile(), statSync(keptFile()).size - 1);
  const second = load('42');
  expect(second.isKept).toBe(false);
  expect(answerOf(second)).toBe(42);
});

test('where nothing can be written a program runs all the same', async () => {
  const occupied = join(folder, 'occupied');
  writeFileSync(occupied, '');
  const bundle = load('42', occupied);
  expect(answerOf(bundle)).toBe(42);
  await bundle.keep();
  expect(answerOf(load('42', occupied))).toBe(42);
});

test('an error tells the line and the column of the file', async () => {
  const first = load('42');
  expect(first.run<Exports>().fail).toThrow();
  await first.keep();
  for (const bundle of [load('42'), load('43')])
    try {
      bundle.run<Exports>().fail();
      expect.unreachable();
    } catch (error) {
      expect((error as Error).stack).toContain(`${join(folder, 'program.js')}:1:30`);
    }
});
