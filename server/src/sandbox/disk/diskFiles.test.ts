import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HostFailure } from '../host';
import { answerTo, DiskFiles } from './diskFiles';
import { DESCRIPTOR_LINKS, isOnKernelFileSystem, openEntry, realPathOfSame } from './openedEntry';

let folder: string;
let root: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'macroscope-disk-')));
  root = join(folder, 'root');
  mkdirSync(join(root, 'inner'), { recursive: true });
  mkdirSync(join(folder, 'outside'));
  writeFileSync(join(root, 'inner/a.txt'), 'mine');
  writeFileSync(join(folder, 'outside/a.txt'), 'secret');
});
afterEach(() => rmSync(folder, { recursive: true }));

const LIMIT = 1000;
const LEADS_OUT = { kind: 'refused', reason: 'it leads out of the folders that a macro may read' };
const WAS_SWAPPED = { kind: 'refused', reason: 'it was replaced while it was being read' };

/** With the links that Linux has, and as on systems without them. */
const WAYS = [...new Set([DESCRIPTOR_LINKS, undefined])];

function pathOf(resolved: ReturnType<DiskFiles['resolve']>): string {
  if (typeof resolved !== 'string') throw new Error(`not found: ${resolved.kind}`);
  return resolved;
}

/** `inner` is now another folder, as if it had been swapped after its check. */
function swapInner(target: string): void {
  renameSync(join(root, 'inner'), join(root, 'inner-before'));
  symlinkSync(target, join(root, 'inner'));
}

describe.each(WAYS)('with links to descriptors in %s', (links) => {
  const filesOf = (guestPath = '/guest') => new DiskFiles([{ hostPath: root, guestPath }], links);
  const textOf = (path: string) => {
    const entry = filesOf().read(path, LIMIT);
    return entry.kind === 'file' ? Buffer.from(entry.bytes).toString() : entry;
  };

  test('a root that is a file gives nothing beside it', () => {
    const hostPath = join(root, 'inner/a.txt');
    const files = new DiskFiles([{ hostPath, guestPath: '/a.txt', isFile: true }], links);
    expect(files.read('/a.txt', LIMIT)).toMatchObject({ kind: 'file', canonicalPath: '/a.txt' });
    for (const path of ['/', '/b.txt', '/a.txt/b', '/a.txt.b'])
      expect(files.read(path, LIMIT).kind).not.toBe('file');
    expect(files.read('/', LIMIT).kind).toBe('refused');
  });

  test('files and folders are read, and say where they stand without links', () => {
    expect(textOf('/guest/inner/a.txt')).toBe('mine');
    symlinkSync('inner', join(root, 'link'));
    expect(filesOf().read('/guest/link/a.txt', LIMIT)).toMatchObject({ canonicalPath: '/guest/inner/a.txt' });
    expect(filesOf().read('/guest/link', LIMIT)).toMatchObject({ canonicalPath: '/guest/inner' });
    expect(filesOf('/').read('/inner/a.txt', LIMIT)).toMatchObject({ canonicalPath: '/inner/a.txt' });
    expect(filesOf().read('/guest/inner', LIMIT)).toEqual({
      kind: 'directory',
      entries: [{ name: 'a.txt', type: 'file' }],
      canonicalPath: '/guest/inner',
    });
  });

  test('what is missing is missing, and the root may be', () => {
    expect(textOf('/guest/inner/none')).toEqual({ kind: 'missing' });
    expect(textOf('/guest/inner/a.txt/none')).toEqual({ kind: 'missing' });
    rmSync(root, { recursive: true });
    expect(textOf('/guest/inner/a.txt')).toEqual({ kind: 'missing' });
    mkdirSync(root);
  });

  test('a file may have as many bytes as allowed', () => {
    writeFileSync(join(root, 'exact'), Buffer.alloc(LIMIT));
    writeFileSync(join(root, 'more'), Buffer.alloc(LIMIT + 1));
    expect(textOf('/guest/exact')).toHaveLength(LIMIT);
    expect(textOf('/guest/more')).toEqual({ kind: 'too-large' });
  });

  test('an empty file is a file', () => {
    writeFileSync(join(root, 'empty'), '');
    expect(textOf('/guest/empty')).toBe('');
  });

  // The race: the path was checked, then a folder in it was replaced by a link, then it is opened.
  test.each([
    ['a file', 'inner/a.txt'],
    ['a folder', 'inner'],
  ])('%s whose folder was swapped for a link out after the check is not what was checked', (_what, path) => {
    mkdirSync(join(folder, 'outside/inner'));
    writeFileSync(join(folder, 'outside/inner/a.txt'), 'secret');
    renameSync(root, `${root}-before`);
    symlinkSync(join(folder, 'outside'), root);
    const opened = openEntry(join(root, path), links);
    expect(opened?.realPath).toBe(join(folder, 'outside', path));
    if (opened !== undefined) closeSync(opened.descriptor);
  });

  test('a file that was swapped for a link after the check is not opened', () => {
    rmSync(join(root, 'inner/a.txt'));
    symlinkSync(join(folder, 'outside/a.txt'), join(root, 'inner/a.txt'));
    expect(() => openEntry(join(root, 'inner/a.txt'), links)).toThrow('ELOOP');
  });

  test.each([
    ['a folder for a link out', LEADS_OUT, () => swapInner(join(folder, 'outside'))],
    [
      'the file for a link out',
      WAS_SWAPPED,
      () => {
        rmSync(join(root, 'inner/a.txt'));
        symlinkSync(join(folder, 'outside/a.txt'), join(root, 'inner/a.txt'));
      },
    ],
    ['the file for nothing', { kind: 'missing' }, () => rmSync(join(root, 'inner/a.txt'))],
  ])('swapped between check and reading, %s: nothing of it is read', (_what, expected, swap) => {
    const files = filesOf();
    // What `read` does, with the swap in its midst.
    const checked = pathOf(files.resolve('/guest/inner/a.txt'));
    swap();
    expect(files.readChecked('/guest/inner/a.txt', checked, LIMIT)).toEqual(expected);
  });

  test('a folder that is swapped while it is listed is not answered with the listing of another', () => {
    const files = filesOf();
    const checked = pathOf(files.resolve('/guest/inner'));
    swapInner(join(folder, 'outside'));
    expect(files.readChecked('/guest/inner', checked, LIMIT)).toEqual(WAS_SWAPPED);
  });
});

describe('errors of the system', () => {
  const systemError = (code: string) => Object.assign(new Error(code), { code, syscall: 'open' });

  test.each(['EMFILE', 'ENFILE', 'ENOMEM', 'EIO'])(
    '%s says nothing about the path and is no answer',
    (code) => {
      expect(() => answerTo(systemError(code))).toThrow(HostFailure);
    },
  );

  test('no memory for the bytes of a file is no answer either', () => {
    const error = new RangeError('Array buffer allocation failed');
    expect(() => answerTo(error)).toThrow(error);
  });

  test('a file that may not be read is refused', () => {
    expect(answerTo(systemError('EACCES'))).toEqual({
      kind: 'refused',
      reason: 'this system cannot read it',
    });
  });
});

test.skipIf(process.platform === 'win32')('folders of the kernel are refused by name too', () => {
  const files = new DiskFiles([{ hostPath: '/', guestPath: '/' }]);
  expect(files.read('/dev', LIMIT)).toEqual(LEADS_OUT);
});

test('a path that leads to another object than the opened one is not where it stands', () => {
  const [mine, other] = [join(root, 'inner/a.txt'), join(folder, 'outside/a.txt')];
  const stat = statSync(mine, { bigint: true });
  expect(realPathOfSame(mine, stat)).toBe(mine);
  expect(realPathOfSame(other, stat)).toBeUndefined();
});

test.skipIf(process.platform !== 'linux')('a kernel file system is known wherever it is mounted', () => {
  expect(isOnKernelFileSystem('/proc/self/status')).toBe(true);
  expect(isOnKernelFileSystem('/sys')).toBe(true);
  expect(isOnKernelFileSystem(root)).toBe(false);
});
