import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DiskFileSource } from './fileSource';
import { fixtureProject } from './testing/fixtureProject';

test('an open document shadows the file until it is closed', () => {
  const folder = fixtureProject({ 'a.rs': 'on disk' });
  const path = join(folder, 'a.rs');
  const files = new DiskFileSource();
  const before = files.version(path);
  files.setOverlay(path, 'in the editor');
  expect(files.readText(path)).toBe('in the editor');
  expect(Buffer.from(files.readBytes(path) ?? []).toString()).toBe('in the editor');
  const open = files.version(path);
  files.setOverlay(path, 'typed on');
  expect(new Set([before, open, files.version(path)]).size).toBe(3);
  files.removeOverlay(path);
  expect(files.readText(path)).toBe('on disk');
  expect(files.version(path)).toBe(before);
});

test('a changed file is read again, a file that is gone has no text', () => {
  const folder = fixtureProject({ 'a.rs': 'one' });
  const path = join(folder, 'a.rs');
  const files = new DiskFileSource();
  expect(files.readText(path)).toBe('one');
  writeFileSync(path, 'three');
  expect(files.readText(path)).toBe('three');
  rmSync(path);
  expect(files.readText(path)).toBeUndefined();
  expect(files.isFile(path)).toBe(false);
  expect(files.version(path)).toBe('missing');
});

test('nothing throws: folders, devices, paths through files, bytes that are no UTF-8', () => {
  const folder = fixtureProject({ 'src/b.rs': '', 'src/a.rs': '\uFEFFfn' });
  const files = new DiskFileSource();
  expect(files.list(join(folder, 'src'))).toEqual(['a.rs', 'b.rs']);
  expect(files.list(join(folder, 'src/a.rs'))).toBeUndefined();
  expect(files.readText(join(folder, 'src'))).toBeUndefined();
  expect(files.isFile(join(folder, 'src'))).toBe(false);
  expect(files.readText(join(folder, 'src/a.rs/x'))).toBeUndefined();
  expect(files.readText(join(folder, 'src/a.rs'))).toBe('fn');
  writeFileSync(join(folder, 'bytes'), Buffer.from([0xff, 0xfe]));
  expect(files.readText(join(folder, 'bytes'))).toBeUndefined();
  expect(files.readBytes(join(folder, 'bytes'))).toHaveLength(2);
  expect(files.readText('/dev/zero')).toBeUndefined();
  expect(files.readBytes('/dev/zero')).toBeUndefined();
});
