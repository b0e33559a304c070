/** What a guest writes: seen by itself, listed as outputs, bounded, and never on the host. */
import { describe, expect, test } from 'vitest';
import type { HostFiles } from '../host';
import { memoryHost } from '../memoryHost';
import type { SandboxCall, SandboxRoot } from '../types';
import { BaseFiles } from './baseFiles';
import { CallRecord } from './callRecord';
import { Errno, WasiError } from './errno';
import { GuestRoots } from './guestPaths';
import { OverlayFiles } from './overlay';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const bytes = (value: string) => new TextEncoder().encode(value);

const DISK = { '/r/a.txt': 'a', '/r/folder/b.txt': 'bb', '/r/folder/c.txt': 'c' };

interface Options {
  readonly maximumBytes?: number;
  readonly roots?: readonly Partial<SandboxRoot>[];
  readonly change?: (files: HostFiles) => HostFiles;
}

/** The overlay above some files, with its operations in short. */
function overlayOf({
  maximumBytes = 100,
  roots = [{ guestPath: '/r' }],
  change = (files) => files,
}: Options = {}) {
  const files = new Map(Object.entries(DISK).map(([path, content]) => [path, bytes(content)]));
  const record = new CallRecord();
  const guestRoots = new GuestRoots(roots.map((root) => ({ hostPath: '', guestPath: '/r', ...root })));
  const host = change(memoryHost.filesOf({ files } as unknown as SandboxCall));
  const base = new BaseFiles(host, memoryHost.sha256, guestRoots, record, () => undefined);
  const overlay = new OverlayFiles(base, guestRoots, record, maximumBytes, () => undefined);
  return {
    overlay,
    record,
    files,
    write: (path: string, content: string) => {
      const node = overlay.openForWriting(path, true);
      overlay.setLength(node, 0);
      overlay.write(node, 0, [bytes(content)]);
    },
    read: (path: string) => {
      const found = overlay.find(path);
      if (found === undefined) return undefined;
      return found.kind === 'file' ? text(found.node.bytes) : found.entries().map(({ name }) => name);
    },
    outputs: () =>
      overlay
        .outputs()
        .map((output) =>
          output.kind === 'file' ? [output.path, text(output.bytes)] : [output.path, output.kind],
        ),
    errnoOf: (run: () => unknown) => {
      try {
        run();
      } catch (error) {
        if (error instanceof WasiError) return error.errno;
        throw error;
      }
      return Errno.success;
    },
  };
}

describe('files', () => {
  test('a new file is there for the guest, and an output', () => {
    const { write, read, outputs, files } = overlayOf();
    write('/r/new.txt', 'x');
    expect(read('/r/new.txt')).toBe('x');
    expect(read('/r')).toEqual(['a.txt', 'folder', 'new.txt']);
    expect(outputs()).toEqual([['/r/new.txt', 'x']]);
    expect([...files.keys()]).toEqual(Object.keys(DISK));
  });

  test('a file that is written to changes for the guest and not for the host', () => {
    const { overlay, read, outputs, files } = overlayOf();
    const node = overlay.openForWriting('/r/folder/b.txt', false);
    overlay.write(node, 1, [bytes('xy')]);
    expect(read('/r/folder/b.txt')).toBe('bxy');
    expect(outputs()).toEqual([['/r/folder/b.txt', 'bxy']]);
    expect(text(files.get('/r/folder/b.txt') ?? bytes(''))).toBe('bb');
  });

  test('a file that was opened before sees what is written to it', () => {
    const { overlay, write } = overlayOf();
    const found = overlay.lookUp('/r/a.txt');
    write('/r/a.txt', 'later');
    expect(found.kind === 'file' && text(found.node.bytes)).toBe('later');
  });

  test('a file that was opened for writing and not written to is no output', () => {
    const { overlay, outputs } = overlayOf();
    overlay.openForWriting('/r/a.txt', false);
    expect(outputs()).toEqual([]);
  });

  test('a gap is zeros, also where the file was longer before', () => {
    const { overlay, read } = overlayOf();
    const node = overlay.openForWriting('/r/folder/b.txt', false);
    overlay.setLength(node, 0);
    overlay.write(node, 2, [bytes('x')]);
    expect(read('/r/folder/b.txt')).toBe('\0\0x');
    overlay.setLength(node, 1);
    overlay.setLength(node, 3);
    expect(read('/r/folder/b.txt')).toBe('\0\0\0');
  });

  test('a removed file is gone, and may be made anew', () => {
    const { overlay, read, write, outputs } = overlayOf();
    overlay.removeFile('/r/a.txt');
    expect(read('/r/a.txt')).toBeUndefined();
    expect(read('/r')).toEqual(['folder']);
    expect(outputs()).toEqual([['/r/a.txt', 'removed']]);
    write('/r/a.txt', 'new');
    expect(outputs()).toEqual([['/r/a.txt', 'new']]);
    overlay.removeFile('/r/a.txt');
    expect(outputs()).toEqual([['/r/a.txt', 'removed']]);
  });

  test('a file that was made and removed leaves no trace, and lives on in what has it open', () => {
    const { overlay, outputs } = overlayOf();
    const node = overlay.openForWriting('/r/new.txt', true);
    overlay.removeFile('/r/new.txt');
    overlay.write(node, 0, [bytes('x')]);
    expect(text(node.bytes)).toBe('x');
    expect(outputs()).toEqual([]);
  });

  test('a renamed file has its content at the new place', () => {
    const { overlay, read, outputs } = overlayOf();
    overlay.rename('/r/folder/b.txt', '/r/a.txt');
    expect(read('/r/a.txt')).toBe('bb');
    expect(read('/r/folder')).toEqual(['c.txt']);
    overlay.rename('/r/a.txt', '/r/z.txt');
    expect(outputs()).toEqual([
      ['/r/a.txt', 'removed'],
      ['/r/folder/b.txt', 'removed'],
      ['/r/z.txt', 'bb'],
    ]);
  });

  test('what is written to a renamed file goes to its new place', () => {
    const { overlay, outputs } = overlayOf();
    const node = overlay.openForWriting('/r/a.txt', false);
    overlay.rename('/r/a.txt', '/r/z.txt');
    overlay.write(node, 0, [bytes('later')]);
    expect(outputs()).toEqual([
      ['/r/a.txt', 'removed'],
      ['/r/z.txt', 'later'],
    ]);
  });
});

describe('folders', () => {
  test('a new folder is empty, takes files, and can be renamed with them', () => {
    const { overlay, read, write, outputs } = overlayOf();
    overlay.makeDirectory('/r/new');
    expect(read('/r/new')).toEqual([]);
    write('/r/new/x', '1');
    overlay.makeDirectory('/r/new/deep');
    write('/r/new/deep/y', '2');
    overlay.rename('/r/new', '/r/moved');
    expect(read('/r/new')).toBeUndefined();
    expect(read('/r/moved')).toEqual(['deep', 'x']);
    expect(read('/r/moved/deep/y')).toBe('2');
    expect(outputs()).toEqual([
      ['/r/moved', 'directory'],
      ['/r/moved/deep', 'directory'],
      ['/r/moved/deep/y', '2'],
      ['/r/moved/x', '1'],
    ]);
  });

  test('a folder of the host that was emptied can be removed, and nothing of it shows when it is made again', () => {
    const { overlay, read, errnoOf } = overlayOf();
    expect(errnoOf(() => overlay.removeDirectory('/r/folder'))).toBe(Errno.notEmpty);
    overlay.removeFile('/r/folder/b.txt');
    overlay.removeFile('/r/folder/c.txt');
    overlay.removeDirectory('/r/folder');
    expect(read('/r/folder')).toBeUndefined();
    expect(read('/r/folder/b.txt')).toBeUndefined();
    overlay.makeDirectory('/r/folder');
    expect(read('/r/folder')).toEqual([]);
    expect(read('/r/folder/b.txt')).toBeUndefined();
  });

  test('a file is no folder', () => {
    const { write, errnoOf } = overlayOf();
    write('/r/a.txt', 'x');
    expect(errnoOf(() => write('/r/a.txt/b', 'x'))).toBe(Errno.notDirectory);
  });
});

describe('what is recorded as read', () => {
  const namesRead = (record: CallRecord) => record.reads.map(({ kind, name }) => `${kind} ${name}`);

  test('what the guest made itself is not', () => {
    const { record, overlay, write, read } = overlayOf();
    overlay.makeDirectory('/r/new');
    write('/r/new/x', '1');
    const before = namesRead(record);
    // Only that there was no such folder.
    expect(before).toEqual(['missing /r/new']);
    read('/r/new/x');
    read('/r/new');
    read('/r/new/none');
    expect(namesRead(record)).toEqual(before);
  });

  test('what the guest overwrote is, with the content that it had: that it was there decided something', () => {
    const { record, write, read } = overlayOf();
    write('/r/a.txt', 'new');
    read('/r/a.txt');
    expect(record.reads).toEqual([{ kind: 'file', name: '/r/a.txt', hash: memoryHost.sha256(bytes('a')) }]);
  });
});

describe('what is refused', () => {
  test.each([
    ['too large', { kind: 'too-large' as const }, 'it is larger than 64 MB'],
    ['refused by the host', { kind: 'refused' as const, reason: 'it is a device' }, 'it is a device'],
  ])('a file that is %s, which may be answered tomorrow and is recorded', (_what, entry, reason) => {
    const { overlay, record, errnoOf } = overlayOf({ change: () => ({ read: () => entry }) });
    expect(errnoOf(() => overlay.lookUp('/r/a.txt'))).toBe(Errno.accessDenied);
    expect(record.reads).toEqual([{ kind: 'file', name: '/r/a.txt', hash: null }]);
    expect(record.refusals).toEqual([`/r/a.txt was not read: ${reason}`]);
  });

  test('a path that is outside by its name alone, which is not recorded', () => {
    const { overlay, record, errnoOf } = overlayOf();
    expect(errnoOf(() => overlay.lookUp('/etc/passwd'))).toBe(Errno.accessDenied);
    expect(record.reads).toEqual([]);
    expect(record.refusals).toHaveLength(1);
  });

  test.each([
    ['outside the roots', '/etc/x', 'it is outside the folders that a macro may write'],
    ['in a folder that may only be read', '/r/folder/x', 'the folder is there to be read only'],
  ])('a change %s', (_where, path, reason) => {
    const { overlay, record, write, errnoOf, outputs } = overlayOf({
      roots: [{ guestPath: '/r' }, { guestPath: '/r/folder', writable: false }],
    });
    for (const change of [
      () => write(path, 'x'),
      () => overlay.makeDirectory(path),
      () => overlay.removeFile(path),
      () => overlay.removeDirectory(path),
      () => overlay.rename('/r/a.txt', path),
      () => overlay.rename(path, '/r/a.txt'),
    ])
      expect(errnoOf(change)).toBe(Errno.readOnlyFileSystem);
    expect(record.refusals).toEqual([`${path} was not written: ${reason}`]);
    expect(outputs()).toEqual([]);
  });

  test('a change through a symbolic link, which would give one file two names', () => {
    const { overlay, record, write, errnoOf, outputs } = overlayOf({
      // `/r/folder` is a link to `/r/target`.
      change: (files) => ({
        read: (path, limit) => {
          const entry = files.read(path, limit);
          if (!('canonicalPath' in entry)) return entry;
          return { ...entry, canonicalPath: path.replace('/folder', '/target') };
        },
      }),
    });
    for (const change of [
      () => write('/r/folder/b.txt', 'x'),
      () => write('/r/folder/new', 'x'),
      () => overlay.makeDirectory('/r/folder/new'),
      () => overlay.removeFile('/r/folder/b.txt'),
      () => overlay.rename('/r/folder/b.txt', '/r/z'),
      () => overlay.rename('/r/a.txt', '/r/folder/b.txt'),
    ])
      expect(errnoOf(change)).toBe(Errno.accessDenied);
    expect(record.refusals.every((refusal) => refusal.includes('symbolic link'))).toBe(true);
    expect(outputs()).toEqual([]);
  });
});

describe('the limit of what is written', () => {
  test('is exact, and what exceeds it is refused as a whole', () => {
    const { overlay, record, write, read, errnoOf } = overlayOf({ maximumBytes: 10 });
    write('/r/x', '1234567890');
    expect(errnoOf(() => write('/r/y', '1'))).toBe(Errno.noSpace);
    expect(read('/r/x')).toBe('1234567890');
    expect(record.refusals).toEqual(['/r/y was not written: the macro may write no more than 10 bytes']);
    expect(overlay.outputBytes).toBe(10);
  });

  test.each([
    [
      'writing the same place again and again',
      (o: OverlayFiles) =>
        Array.from({ length: 11 }, () => o.write(o.openForWriting('/r/x', true), 0, [bytes('1')])),
    ],
    ['a far offset', (o: OverlayFiles) => o.write(o.openForWriting('/r/x', true), 2 ** 52, [bytes('1')])],
    ['a great length', (o: OverlayFiles) => o.setLength(o.openForWriting('/r/x', true), 2 ** 52)],
    [
      'many files',
      (o: OverlayFiles) =>
        Array.from({ length: 11 }, (_, at) => o.write(o.openForWriting(`/r/${at}`, true), 0, [bytes('1')])),
    ],
    [
      'files that are removed again',
      (o: OverlayFiles) =>
        Array.from({ length: 11 }, () => {
          o.write(o.openForWriting('/r/x', true), 0, [bytes('1')]);
          o.removeFile('/r/x');
        }),
    ],
    [
      'copies of files of the host',
      (o: OverlayFiles) =>
        Array.from({ length: 11 }, (_, at) =>
          o.rename(at % 2 ? '/r/z' : '/r/a.txt', at % 2 ? '/r/a.txt' : '/r/z'),
        ),
    ],
  ])('is not passed by %s', (_how, run) => {
    const { overlay, errnoOf } = overlayOf({ maximumBytes: 10 });
    expect(errnoOf(() => run(overlay))).toBe(Errno.noSpace);
  });

  test('changing a large file costs its whole size, since all of it is copied', () => {
    const { overlay, errnoOf } = overlayOf({ maximumBytes: 2 });
    const node = overlay.openForWriting('/r/folder/b.txt', false);
    expect(errnoOf(() => overlay.write(node, 0, [bytes('x')]))).toBe(Errno.noSpace);
    expect(text(node.bytes)).toBe('bb');
  });

  test('holds for the number of files too', () => {
    const { overlay, errnoOf } = overlayOf();
    for (let at = 0; at < 10_000; at++) overlay.openForWriting(`/r/${at}`, true);
    expect(errnoOf(() => overlay.openForWriting('/r/one-more', true))).toBe(Errno.noSpace);
    expect(errnoOf(() => overlay.removeFile('/r/a.txt'))).toBe(Errno.noSpace);
  });
});
