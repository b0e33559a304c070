import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DiskStore } from '../../server/src/cache/diskStore';
import { ResultStore } from '../../server/src/cache/resultStore';
import type { SandboxCall } from '../../server/src/sandbox/types';
import { ProbeCache, probeCall } from './probeCalls';

let folder: string;
let storeFolder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'macroscope-results-'));
  storeFolder = join(folder, 'store');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A process of its own, as far as the cache is concerned. */
class Process {
  readonly problems: string[] = [];
  readonly disk = new DiskStore({
    folder: storeFolder,
    maximumBytes: 1 << 20,
    onProblem: (message) => this.problems.push(message),
  });
  readonly store = new ResultStore(this.disk);
  readonly probe: ProbeCache;

  constructor(engine = 'test') {
    this.probe = new ProbeCache({ store: this.store, engine });
  }

  async ask(call: SandboxCall): Promise<string> {
    const answer = await this.probe.ask(call);
    await this.store.flush();
    return answer;
  }
}

const entries = (): string[] =>
  readdirSync(storeFolder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.includes('/'))
    .map((name) => join(storeFolder, name));

test('a later process and one beside it need not run what was run', async () => {
  const [first, beside] = [new Process(), new Process()];
  writeFileSync(join(folder, 'a.txt'), 'text');
  for (const orders of ['read a.txt', 'write a.txt', 'panic oh', 'variable HOME'])
    await first.ask(probeCall(orders, folder));
  for (const process of [beside, new Process()]) {
    expect(await process.ask(probeCall('read a.txt', folder))).toBe('text (cached)');
    expect(await process.ask(probeCall('write a.txt', folder))).toBe('written (cached)');
    expect(await process.ask(probeCall('panic oh', folder))).toMatch(/panicked: .*oh \(cached\)$/s);
    expect(await process.ask(probeCall('variable HOME', folder))).toBe('None (cached)');
    expect(process.probe.runs).toBe(0);
  }
});

test('a result on disk is used while what it read is the same, and states are kept beside each other', async () => {
  const call = probeCall('read a.txt', folder);
  for (const text of ['one', 'two']) {
    writeFileSync(join(folder, 'a.txt'), text);
    expect(await new Process().ask(call)).toBe(text);
  }
  for (const text of ['one', 'two']) {
    writeFileSync(join(folder, 'a.txt'), text);
    expect(await new Process().ask(call)).toBe(`${text} (cached)`);
  }
  expect(entries()).toHaveLength(1);
});

test('another version of the sandbox has results of its own', async () => {
  await new Process('one').ask(probeCall('order', folder));
  expect(await new Process('two').ask(probeCall('order', folder))).not.toContain('cached');
  expect(await new Process('one').ask(probeCall('order', folder))).toContain('cached');
});

test('any flipped bit is a miss: the entry is removed and made again', async () => {
  const call = probeCall('print flipped', folder);
  await new Process().ask(call);
  const [file = ''] = entries();
  const good = readFileSync(file);
  for (let bit = 0; bit < good.length * 8; bit += 37) {
    const damaged = Buffer.from(good);
    damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    writeFileSync(file, damaged);
    expect(new Process().store.get(file.split('/').at(-1) ?? '')).toEqual([]);
    expect(entries()).toEqual([]);
    writeFileSync(file, good, { mode: 0o600 });
  }
  appendFileSync(file, 'more');
  expect(await new Process().ask(call)).not.toContain('cached');
  expect(await new Process().ask(call)).toContain('cached');
});

test('a folder that cannot be written costs the kept results only, and is told of once', async () => {
  writeFileSync(storeFolder, 'a file where the folder should be');
  const process = new Process();
  for (const orders of ['clock', 'order', 'elapsed']) {
    await process.ask(probeCall(orders, folder));
    expect(await process.ask(probeCall(orders, folder))).toContain('cached');
  }
  expect(process.problems).toHaveLength(1);
});
