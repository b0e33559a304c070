import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { DiskStore } from '../../server/src/cache/diskStore';
import { contentOf } from './storeContent';
import { entriesIn } from './world';

const here = dirname(fileURLToPath(import.meta.url));

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'macroscope-faults-'));
  folder = join(parent, 'store');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

let programs: string;
beforeAll(async () => {
  programs = mkdtempSync(join(tmpdir(), 'macroscope-writer-'));
  // Others than the user of the test run them too.
  chmodSync(programs, 0o755);
  await build({
    entryPoints: [join(here, 'storeWriter.ts'), join(here, 'storeReader.ts')],
    outdir: programs,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  });
  return () => rmSync(programs, { recursive: true });
});

/** A process that writes entries without end, in a folder that may be shared. */
function startWriter(maximumBytes: number): ChildProcess {
  return spawn(process.execPath, [join(programs, 'storeWriter.cjs'), folder, String(maximumBytes)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Every entry has the content that belongs to its key. Gives how many there are. */
function checkEntries(store: DiskStore): number {
  const keys = entriesIn(folder).flatMap((file) =>
    file.endsWith('.unfinished') ? [] : [file.split('/').at(-1) ?? ''],
  );
  for (const key of keys) {
    const bytes = store.getNow(key);
    // Another process may have removed it meanwhile.
    if (bytes) expect(Buffer.from(bytes).equals(contentOf(key))).toBe(true);
  }
  return keys.length;
}

test('a process that is killed while it writes, 100 times, beside one that goes on, leaves no wrong entry', async () => {
  const maximumBytes = 2 << 20;
  const store = new DiskStore({ folder, maximumBytes });
  const beside = startWriter(maximumBytes);
  let most = 0;
  try {
    for (let round = 0; round < 100; round++) {
      const killed = startWriter(maximumBytes);
      // It writes as soon as it speaks; where it is then when it ends is chance.
      await new Promise((resolve) => killed.stdout?.once('data', resolve));
      await new Promise((resolve) => setTimeout(resolve, round % 10));
      const ended = new Promise((resolve) => killed.once('exit', resolve));
      killed.kill('SIGKILL');
      await ended;
      if (round % 10 === 0) most = Math.max(most, checkEntries(store));
    }
  } finally {
    const ended = new Promise((resolve) => beside.once('exit', resolve));
    beside.kill('SIGKILL');
    await ended;
  }
  expect(Math.max(most, checkEntries(store))).toBeGreaterThan(10);
  expect((await store.survey(true)).damaged).toBe(0);
  // The bound holds but for what each of three writers adds before it looks.
  expect((await store.survey()).bytes).toBeLessThan(1.5 * maximumBytes);
}, 300_000);

test('a disk that is full costs what cannot be kept, and nothing that was', async () => {
  mkdirSync(folder);
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k,mode=700', 'tmpfs', folder]);
  // Where mounting is not allowed, a folder that cannot be made stands for it.
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, '');
  }
  try {
    const problems: string[] = [];
    const store = new DiskStore({
      folder,
      maximumBytes: 100 << 20,
      onProblem: (message) => problems.push(message),
    });
    let failed = 0;
    for (let count = 0; count < 200; count++) {
      const key = `key${count}`;
      await store.put(key, contentOf(key)).catch(() => failed++);
    }
    expect(failed).toBeGreaterThan(0);
    expect(problems).toHaveLength(1);
    checkEntries(store);
    expect((await store.survey(true)).damaged).toBe(0);
    expect(entriesIn(folder).filter((file) => file.endsWith('.unfinished'))).toEqual([]);
    // As soon as there is room, it is used again.
    const [first] = entriesIn(folder);
    if (mounted.status === 0 && first !== undefined) {
      for (const file of entriesIn(folder)) rmSync(file);
      await store.put('again', contentOf('again'));
      expect(store.getNow('again')).toBeDefined();
      // A disk that may only be read is read.
      spawnSync('mount', ['-o', 'remount,ro', folder]);
      expect(store.getNow('again')).toBeDefined();
      await expect(store.put('more', contentOf('more'))).rejects.toThrow();
      expect(problems).toHaveLength(1);
    }
  } finally {
    if (mounted.status === 0) spawnSync('umount', [folder]);
  }
});

test('after the clock was set back, what is used is kept, and what was written later is no stranger', async () => {
  const store = new DiskStore({ folder, maximumBytes: 24_000 });
  for (const key of ['first', 'second', 'third']) await store.put(key, contentOf(key));
  // By the clock of now, all of them will be written in a year.
  const future = Date.now() / 1000 + 365 * 86_400;
  for (const file of entriesIn(folder)) utimesSync(file, future, future);
  expect(store.getNow('first')).toBeDefined();
  // A use brings the time of an entry back to the present.
  const [first = ''] = entriesIn(folder).filter((file) => file.endsWith('first'));
  expect(statSync(first).mtimeMs).toBeLessThan(Date.now() + 1000);
  await store.put('fourth', contentOf('fourth'));
  checkEntries(store);
});

test('a folder that may only be read is read', async () => {
  const store = new DiskStore({ folder, maximumBytes: 1 << 20 });
  await store.put('key', contentOf('key'));
  for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o500);
  chmodSync(folder, 0o500);
  expect(store.getNow('key')).toBeDefined();
  expect(await store.get('key')).toBeDefined();
  for (const name of [folder, ...readdirSync(folder).map((each) => join(folder, each))])
    chmodSync(name, 0o700);
});

test('a folder that may not even be looked into is as if it were empty, which is told of once', async () => {
  const store = new DiskStore({ folder, maximumBytes: 1 << 20 });
  await store.put('key', contentOf('key'));
  chmodSync(parent, 0o755);
  chmodSync(folder, 0o000);
  // Nothing is closed to the administrator.
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const args = [join(programs, 'storeReader.cjs'), folder, 'key'];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8', ...user });
  expect(JSON.parse(stdout)).toEqual({ found: 0, written: false, entries: 0, problems: 1 });
  chmodSync(folder, 0o700);
  expect(store.getNow('key')).toBeDefined();
});
