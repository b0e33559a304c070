import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DiskStore } from './diskStore';

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'macroscope-store-'));
  folder = join(parent, 'store', 'expansions');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const module = Uint8Array.from({ length: 1000 }, (_, index) => index & 0xff);

let problems: string[];
beforeEach(() => {
  problems = [];
});

const storeOf = (maximumBytes = 1 << 20): DiskStore =>
  new DiskStore({ folder, maximumBytes, onProblem: (message) => problems.push(message) });

/** The files of the store, by the paths below its folder. */
const files = (): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('/'));

/** The only file of the store. */
function onlyFile(): string {
  const names = files();
  expect(names).toHaveLength(1);
  return join(folder, names[0] ?? '');
}

const content = (bytes: Uint8Array | undefined): Uint8Array | undefined => bytes && new Uint8Array(bytes);

test('what was put is found, also by a later process', async () => {
  expect(await storeOf().get('key')).toBeUndefined();
  await storeOf().put('key', module);
  expect(content(await storeOf().get('key'))).toEqual(module);
  expect(await storeOf().get('another')).toBeUndefined();
});

test('nobody else can read or write the store, also one that was there before', async () => {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o777);
  await storeOf().put('key', module);
  expect((statSync(folder).mode & 0o777).toString(8)).toBe('700');
  expect((statSync(onlyFile()).mode & 0o777).toString(8)).toBe('600');
});

test('a file that others can write is dropped', async () => {
  const store = storeOf();
  await store.put('key', module);
  chmodSync(onlyFile(), 0o622);
  expect(await store.get('key')).toBeUndefined();
  expect(files()).toEqual([]);
});

test('a link is not followed', async () => {
  const store = storeOf();
  await store.put('key', module);
  const file = onlyFile();
  const elsewhere = join(parent, 'elsewhere');
  writeFileSync(elsewhere, readFileSync(file), { mode: 0o600 });
  rmSync(file);
  symlinkSync(elsewhere, file);
  expect(await store.get('key')).toBeUndefined();
});

test.each<[string, (file: string) => void]>([
  [
    'changed',
    (file) => {
      const bytes = readFileSync(file);
      bytes[500] = (bytes[500] ?? 0) ^ 1;
      writeFileSync(file, bytes);
    },
  ],
  ['truncated', (file) => truncateSync(file, 600)],
  ['empty', (file) => truncateSync(file, 0)],
])('a %s file is dropped and can be put again', async (_, damage) => {
  const store = storeOf();
  await store.put('key', module);
  damage(onlyFile());
  expect(await store.get('key')).toBeUndefined();
  expect(files()).toEqual([]);
  await store.put('key', module);
  expect(content(await store.get('key'))).toEqual(module);
});

test('the least recently used are removed when the store is full', async () => {
  const store = storeOf(3500);
  for (const [age, key] of ['one', 'two', 'three'].reverse().entries()) {
    await store.put(key, module);
    const used = Date.now() / 1000 - 1000 - age;
    utimesSync(join(folder, key.slice(0, 2), key), used, used);
  }
  expect(await store.get('one')).toBeDefined();
  await store.put('four', module);
  const kept = ['one', 'two', 'three', 'four'].filter((key) => store.getNow(key));
  expect(kept).toEqual(['one', 'three', 'four']);
});

test('a module that is larger than the store removes nothing', async () => {
  const store = storeOf(1500);
  await store.put('small', module);
  await store.put('large', new Uint8Array(2000));
  expect(await store.get('large')).toBeUndefined();
  expect(await store.get('small')).toBeDefined();
});

test('what a process left that ended while it wrote is removed in time', async () => {
  const store = storeOf();
  await store.put('key', module);
  const [old, young] = ['old', 'young'].map((name) => join(folder, 'ke', `${name}.0123.unfinished`)) as [
    string,
    string,
  ];
  for (const file of [old, young]) writeFileSync(file, module);
  utimesSync(old, 1, 1);
  // A store so small that each file has it looked through.
  await storeOf(8000).put('another', module);
  expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
});

test('a store that cannot be written says so once and has nothing', async () => {
  mkdirSync(join(parent, 'store'));
  writeFileSync(folder, 'a file where the folder should be');
  const store = storeOf();
  await expect(store.put('key', module)).rejects.toThrow();
  await expect(store.put('another', module)).rejects.toThrow();
  expect(await store.get('key')).toBeUndefined();
  expect(store.getNow('key')).toBeUndefined();
  expect(problems).toEqual([expect.stringContaining(`The cache in ${folder} cannot be written`)]);
});

test('a survey counts what is there, and removes what is damaged when it is asked to look', async () => {
  const store = storeOf();
  for (const key of ['one', 'two', 'three']) await store.put(key, module);
  expect(await store.survey()).toEqual({ entries: 3, bytes: 3 * 1032, damaged: 0 });
  truncateSync(join(folder, 'tw', 'two'), 500);
  expect(await store.survey()).toEqual({ entries: 3, bytes: 2 * 1032 + 500, damaged: 0 });
  expect(await store.survey(true)).toEqual({ entries: 2, bytes: 2 * 1032, damaged: 1 });
});

test('both ways of reading agree', async () => {
  const store = storeOf();
  await store.put('key', module);
  expect(content(store.getNow('key'))).toEqual(content(await store.get('key')));
  chmodSync(onlyFile(), 0o622);
  expect(store.getNow('key')).toBeUndefined();
  expect(files()).toEqual([]);
});
