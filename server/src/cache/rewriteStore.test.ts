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
import { RewriteStore } from './rewriteStore';

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'macroscope-rewritten-'));
  folder = join(parent, 'store', 'rewritten');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const module = Uint8Array.from({ length: 1000 }, (_, index) => index & 0xff);

/** The only file of the store. */
function onlyFile(): string {
  const names = readdirSync(folder);
  expect(names).toHaveLength(1);
  return join(folder, names[0] ?? '');
}

const content = (bytes: Uint8Array | undefined): Uint8Array | undefined => bytes && new Uint8Array(bytes);

test('what was put is found, also by a later process', async () => {
  expect(await new RewriteStore(folder).get('key')).toBeUndefined();
  await new RewriteStore(folder).put('key', module);
  expect(content(await new RewriteStore(folder).get('key'))).toEqual(module);
  expect(await new RewriteStore(folder).get('another')).toBeUndefined();
});

test('nobody else can read or write the store, also one that was there before', async () => {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o777);
  await new RewriteStore(folder).put('key', module);
  expect((statSync(folder).mode & 0o777).toString(8)).toBe('700');
  expect((statSync(onlyFile()).mode & 0o777).toString(8)).toBe('600');
});

test('a file that others can write is dropped', async () => {
  const store = new RewriteStore(folder);
  await store.put('key', module);
  chmodSync(onlyFile(), 0o622);
  expect(await store.get('key')).toBeUndefined();
  expect(readdirSync(folder)).toEqual([]);
});

test('a link is not followed', async () => {
  const store = new RewriteStore(folder);
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
  const store = new RewriteStore(folder);
  await store.put('key', module);
  damage(onlyFile());
  expect(await store.get('key')).toBeUndefined();
  expect(readdirSync(folder)).toEqual([]);
  await store.put('key', module);
  expect(content(await store.get('key'))).toEqual(module);
});

test('the least recently used are removed when the store is full', async () => {
  const store = new RewriteStore(folder, { maximumBytes: 3500 });
  for (const [age, key] of ['a', 'b', 'c'].reverse().entries()) {
    await store.put(key, module);
    const used = Date.now() / 1000 - 1000 - age;
    utimesSync(join(folder, `${key}.wasm`), used, used);
  }
  expect(await store.get('a')).toBeDefined();
  await store.put('d', module);
  const kept = await Promise.all(['a', 'b', 'c', 'd'].map(async (key) => (await store.get(key)) && key));
  expect(kept).toEqual(['a', undefined, 'c', 'd']);
});

test('a module that is larger than the store removes nothing', async () => {
  const store = new RewriteStore(folder, { maximumBytes: 1500 });
  await store.put('small', module);
  await store.put('large', new Uint8Array(2000));
  expect(await store.get('large')).toBeUndefined();
  expect(await store.get('small')).toBeDefined();
});

test('what a process left that ended while it wrote is removed in time', async () => {
  const store = new RewriteStore(folder);
  await store.put('key', module);
  const [old, young] = ['old', 'young'].map((name) => join(folder, `${name}.wasm.0123.unfinished`)) as [
    string,
    string,
  ];
  for (const file of [old, young]) writeFileSync(file, module);
  utimesSync(old, 1, 1);
  await store.put('another', module);
  expect([existsSync(old), existsSync(young)]).toEqual([false, true]);
});

test('a store that cannot be written says so and has nothing', async () => {
  mkdirSync(join(parent, 'store'));
  writeFileSync(folder, 'a file where the folder should be');
  const store = new RewriteStore(folder);
  await expect(store.put('key', module)).rejects.toThrow();
  expect(await store.get('key')).toBeUndefined();
});
