import { mkdtempSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DiskFiles } from '../sandbox/disk/diskFiles';
import { FileHashes, type FileHashesOptions } from './fileHashes';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'macroscope-hashes-'));
  file = join(folder, 'a.txt');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Counts how often the content was read. */
class CountingFiles extends DiskFiles {
  reads = 0;

  override readChecked(...parameters: Parameters<DiskFiles['readChecked']>) {
    this.reads++;
    return super.readChecked(...parameters);
  }
}

const hour = 3_600_000;

/** A clock that somebody sets, and the time that has really passed. */
interface Clock {
  now: number;
  elapsed?: number;
}

/** Hashes at the time of a clock. */
function hashesAt(clock: Clock, statOf?: FileHashesOptions['statOf']) {
  const files = new CountingFiles([{ hostPath: folder, guestPath: folder }]);
  const hashes = new FileHashes({ now: () => clock.now, elapsed: () => clock.elapsed ?? 0, statOf });
  return { files, hash: () => hashes.stateOf(file, files)?.hash };
}

test('a file that stays as it is, is read once', () => {
  writeFileSync(file, 'one');
  const { files, hash } = hashesAt({ now: Date.now() + hour });
  const first = hash();
  expect(hash()).toBe(first);
  expect(files.reads).toBe(1);
  writeFileSync(file, 'two');
  expect(hash()).not.toBe(first);
});

test('a change within the same tick of a coarse clock is seen', () => {
  const coarse = (path: string) => {
    const stat = statSync(path, { bigint: true });
    stat.mtimeNs -= stat.mtimeNs % 2_000_000_000n;
    stat.ctimeNs -= stat.ctimeNs % 2_000_000_000n;
    return stat;
  };
  // Whether the tick falls between the two is chance: in most rounds it does not.
  for (let round = 0; round < 20; round++) {
    writeFileSync(file, 'one');
    const { hash } = hashesAt({ now: Date.now() }, coarse);
    const first = hash();
    writeFileSync(file, 'two');
    expect(hash()).not.toBe(first);
  }
});

test('a file that changed just before it was hashed is read again until its times can tell', () => {
  writeFileSync(file, 'one');
  const clock = { now: Date.now() };
  const { files, hash } = hashesAt(clock);
  hash();
  hash();
  expect(files.reads).toBe(2);
  clock.now += 10_000;
  hash();
  hash();
  hash();
  expect(files.reads).toBe(3);
});

test('a file from the future is always read', () => {
  writeFileSync(file, 'one');
  utimesSync(file, 1e10, 1e10);
  const { files, hash } = hashesAt({ now: Date.now() + hour });
  hash();
  hash();
  expect(files.reads).toBe(2);
});

test('after the clock was set back, times say nothing', () => {
  writeFileSync(file, 'one');
  const clock = { now: Date.now() + 2 * hour };
  const { files, hash } = hashesAt(clock);
  hash();
  clock.now -= hour;
  hash();
  expect(files.reads).toBe(2);
});

test('a clock that was set back and has come so far again tells nothing either', () => {
  writeFileSync(file, 'one');
  const clock = { now: Date.now() + hour, elapsed: 0 };
  const { files, hash } = hashesAt(clock);
  hash();
  clock.elapsed += hour;
  clock.now += 10;
  hash();
  expect(files.reads).toBe(2);
});

test('another file in its place is seen, though its times are those of the first', () => {
  writeFileSync(file, 'one');
  const { hash } = hashesAt({ now: Date.now() + hour });
  const first = hash();
  const { atimeMs, mtimeMs } = statSync(file);
  writeFileSync(join(folder, 'b.txt'), 'two');
  utimesSync(join(folder, 'b.txt'), atimeMs / 1000, mtimeMs / 1000);
  renameSync(join(folder, 'b.txt'), file);
  expect(hash()).not.toBe(first);
});
