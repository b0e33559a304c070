import { describe, expect, test } from 'vitest';
import { hasPlainNames, isKernelPath, joinBelow, partBelow } from './diskPaths';

describe('names in a guest path', () => {
  test.each(['', '/a', '/a/b.txt', '/.hidden', '/a b', '/ä', '/CONSOLE', '/com', '/auxiliary.rs', '/a..b'])(
    'plain everywhere: %j',
    (below) => {
      expect(hasPlainNames(below, 'posix')).toBe(true);
      expect(hasPlainNames(below, 'windows')).toBe(true);
    },
  );

  test.each([
    ['a drive', '/C:/Windows'],
    ['a drive and its current folder', '/C:x'],
    ['a stream', '/a.txt:secret'],
    ["a folder's index", '/a::$INDEX_ALLOCATION'],
    ['a separator', '/..\\..\\secret'],
    ['another machine', '/\\\\server\\share'],
    ['a device', '/NUL'],
    ['a device in lower case with an extension', '/a/con.txt'],
    ['a device with spaces', '/aux .txt'],
    ['a serial port', '/COM1'],
    ['a serial port by its superscript', '/com\u00b9.log'],
    ['a printer', '/lpt9'],
    ['console input', '/CONIN$'],
    ['a dot at the end, which Windows drops', '/secret.'],
    ['a space at the end, which Windows drops', '/secret '],
    ['a wildcard', '/a*'],
    ['a control character', '/a\u0001'],
  ])('plain on POSIX only: %s', (_what, below) => {
    expect(hasPlainNames(below, 'posix')).toBe(true);
    expect(hasPlainNames(below, 'windows')).toBe(false);
  });

  test.each(['/..', '/a/../b', '/.', '/a\0b'])('plain nowhere: %j', (below) => {
    expect(hasPlainNames(below, 'posix')).toBe(false);
    expect(hasPlainNames(below, 'windows')).toBe(false);
  });
});

test('a path below a root becomes one of the disk', () => {
  expect(joinBelow('/project', '/src/lib.rs', 'posix')).toBe('/project/src/lib.rs');
  expect(joinBelow('/', '/src', 'posix')).toBe('/src');
  expect(joinBelow('/project', '', 'posix')).toBe('/project');
  expect(joinBelow('C:\\project', '/src/lib.rs', 'windows')).toBe('C:\\project\\src\\lib.rs');
  expect(joinBelow('C:\\', '/src', 'windows')).toBe('C:\\src');
});

test('only what begins with the whole name of a folder is below it', () => {
  expect(partBelow('/project/src/lib.rs', '/project', 'posix')).toBe('/src/lib.rs');
  expect(partBelow('/project', '/project', 'posix')).toBe('');
  expect(partBelow('/anything', '/', 'posix')).toBe('/anything');
  expect(partBelow('/project-secret/a', '/project', 'posix')).toBeUndefined();
  expect(partBelow('/other', '/project', 'posix')).toBeUndefined();
  expect(partBelow('C:\\project\\src\\lib.rs', 'C:\\project', 'windows')).toBe('/src/lib.rs');
  expect(partBelow('C:\\a', 'C:\\', 'windows')).toBe('/a');
  expect(partBelow('D:\\project\\a', 'C:\\project', 'windows')).toBeUndefined();
});

test('another spelling of a folder that ignores case is not below it: canonical paths have one spelling', () => {
  expect(partBelow('/Project/src', '/project', 'posix')).toBeUndefined();
  expect(partBelow('c:\\PROJECT\\src', 'C:\\project', 'windows')).toBeUndefined();
});

test.each([
  ['/proc/1/environ', 'posix', true],
  ['/proc', 'posix', true],
  ['/PROC/1/environ', 'posix', true],
  ['/sys/kernel', 'posix', true],
  ['/dev/fd/3', 'posix', true],
  ['/process', 'posix', false],
  ['/home/proc', 'posix', false],
  ['\\\\.\\PhysicalDrive0', 'windows', true],
  ['\\\\?\\GLOBALROOT\\Device', 'windows', true],
  ['\\\\server\\pipe\\name', 'windows', true],
  ['\\\\server\\share\\name', 'windows', false],
  ['C:\\project', 'windows', false],
] as const)('kernel: %s (%s) %s', (path, flavour, expected) => {
  expect(isKernelPath(path, flavour)).toBe(expected);
});
