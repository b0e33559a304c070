import { expect, test } from 'vitest';
import { disk, putFile } from './disk';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('a file that is put there makes its folders, and the last one that goes takes them along', () => {
  putFile('/one/src/lib.rs', bytes('fn f() {}'));
  putFile('/one/Cargo.toml', bytes(''));
  expect(disk.statusOf('/one/src')?.kind).toBe('folder');
  expect(disk.statusOf('/one/src/lib.rs')).toMatchObject({ kind: 'file', size: 9 });
  expect(disk.entriesOf('/one')).toEqual([
    { name: 'src', kind: 'folder' },
    { name: 'Cargo.toml', kind: 'file' },
  ]);
  putFile('/one/src/lib.rs', undefined);
  expect(disk.statusOf('/one/src')).toBeUndefined();
  expect(disk.entriesOf('/one')).toEqual([{ name: 'Cargo.toml', kind: 'file' }]);
});

test('nothing lies below a file, and a folder is no text', () => {
  putFile('/two/a.rs', bytes('x'));
  expect(disk.statusOf('/two/a.rs/b')).toBeUndefined();
  expect(disk.readBytes('/two')).toBeUndefined();
  expect(disk.entriesOf('/two/a.rs')).toBeUndefined();
});

test('another content has another stamp, also of the same length', () => {
  putFile('/three/a.rs', bytes('one'));
  const before = disk.statusOf('/three/a.rs')?.stamp;
  putFile('/three/a.rs', bytes('two'));
  expect(disk.statusOf('/three/a.rs')?.stamp).not.toBe(before);
});

test('who watches a folder is told what changes in it, and of a new folder by its name', () => {
  const told: (string | null)[] = [];
  putFile('/four/a.rs', bytes(''));
  const watched = disk.watchFolder('/four', { changed: (name) => told.push(name), ended: () => undefined });
  putFile('/four/b.rs', bytes(''));
  putFile('/four/new/c.rs', bytes(''));
  watched.close();
  putFile('/four/d.rs', bytes(''));
  expect(told).toEqual(['b.rs', 'new']);
});
