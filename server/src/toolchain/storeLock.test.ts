import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fixtureProject } from '../project/testing/fixtureProject';
import { withLock } from './storeLock';

test('one holder at a time, also after one of them failed', async () => {
  const file = join(fixtureProject({}), 'folder/lock');
  let inside = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    most = Math.max(most, ++inside);
    await new Promise((resolve) => setTimeout(resolve, 20));
    inside--;
  };
  await expect(withLock(file, undefined, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await Promise.all([
    withLock(file, undefined, work),
    withLock(file, undefined, work),
    withLock(file, undefined, work),
  ]);
  expect(most).toBe(1);
  expect(existsSync(file)).toBe(false);
});

test('the lock of a process that has ended is taken over', async () => {
  const folder = fixtureProject({});
  // No process has a number this high.
  writeFileSync(join(folder, 'lock'), '2147483646');
  expect(await withLock(join(folder, 'lock'), undefined, () => Promise.resolve('done'))).toBe('done');
});

test('waiting ends when the signal fires', async () => {
  const file = join(fixtureProject({}), 'lock');
  writeFileSync(file, String(process.pid));
  const controller = new AbortController();
  const waiting = withLock(file, controller.signal, () => Promise.resolve());
  controller.abort();
  await expect(waiting).rejects.toThrow();
});
