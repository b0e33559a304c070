import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InputWatcher } from './inputWatcher';

/** Longer than it takes until a change is told. */
const moment = 150;

describe('InputWatcher', () => {
  let folder: string;
  let watcher: InputWatcher;
  let told: string[];
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'macroscope-watched-')));
    told = [];
    watcher = new InputWatcher((message) => told.push(message));
    writeFileSync(join(folder, 'a.txt'), 'one');
    mkdirSync(join(folder, 'templates'));
  });
  afterEach(() => {
    watcher.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const watch = (reader: string, ...names: string[]): void =>
    watcher.watch(
      reader,
      names.map((name) => join(folder, name)),
      Date.now() + 1000,
      () => told.push(reader),
    );

  it.each<[string, string[], (inside: (name: string) => string) => void]>([
    ['is written', ['a.txt'], (inside) => writeFileSync(inside('a.txt'), 'two')],
    [
      'is replaced, as editors save',
      ['a.txt'],
      (inside) => {
        writeFileSync(inside('a.txt.new'), 'two');
        renameSync(inside('a.txt.new'), inside('a.txt'));
      },
    ],
    ['is removed', ['a.txt'], (inside) => rmSync(inside('a.txt'))],
    ['appears', ['b.txt'], (inside) => writeFileSync(inside('b.txt'), '')],
    [
      'appears in a folder that was missing',
      ['x/y/b.txt'],
      (inside) => {
        mkdirSync(inside('x/y'), { recursive: true });
        writeFileSync(inside('x/y/b.txt'), '');
      },
    ],
    [
      'is a listing with another name in it',
      ['templates'],
      (inside) => writeFileSync(inside('templates/b'), ''),
    ],
    ['loses its folder', ['templates/b.txt'], (inside) => rmSync(inside('templates'), { recursive: true })],
  ])('tells the reader of a path that %s', async (_, names, change) => {
    watch('reader', ...names);
    watch('other', 'unrelated.txt');
    change((name) => join(folder, name));
    await expect.poll(() => told).toContain('reader');
    await setTimeout(moment);
    expect(told).not.toContain('other');
  });

  it('follows a link to the file that it leads to', async () => {
    writeFileSync(join(folder, 'templates/real.txt'), 'one');
    symlinkSync('templates/real.txt', join(folder, 'link.txt'));
    watch('reader', 'link.txt');
    writeFileSync(join(folder, 'templates/real.txt'), 'two');
    await expect.poll(() => told).toEqual(['reader']);
  });

  it('sees what changed between the reading and the watching, and not what changed before', async () => {
    const before = Date.now();
    await setTimeout(20);
    writeFileSync(join(folder, 'a.txt'), 'two');
    await setTimeout(20);
    const path = join(folder, 'a.txt');
    watcher.watch('late', [path], Date.now(), () => told.push('late'));
    await setTimeout(moment);
    expect(told).toEqual([]);
    watcher.watch('early', [path], before, () => told.push('early'));
    await expect.poll(() => told).toContain('early');
  });

  it('tells nobody of what is not depended on any more', async () => {
    watch('one', 'a.txt');
    watch('two', 'a.txt');
    watch('two', 'b.txt');
    watcher.forget('one');
    writeFileSync(join(folder, 'a.txt'), 'two');
    await setTimeout(moment);
    expect(told).toEqual([]);
  });

  it('tells of many changes once', async () => {
    watch('reader', 'a.txt', 'b.txt', 'c.txt');
    for (const name of ['a.txt', 'b.txt', 'c.txt']) writeFileSync(join(folder, name), 'two');
    await expect.poll(() => told).toContain('reader');
    await setTimeout(moment);
    expect(told).toEqual(['reader']);
  });
});
