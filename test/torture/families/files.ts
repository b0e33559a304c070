/** Reading what a guest may not read. The secret lies in `secret/secret.txt` beside the project and in the environment of this process. */
import { hostile, type AttackFamily, type Expected } from '../attack';
import { order } from '../probe';
import { wasiGuest } from '../wat';

/** Answered as missing or refused, never read. */
const NOT_READ: Expected = {
  status: 'returned',
  output: /^(NotFound|PermissionDenied|Uncategorized|Other|InvalidInput|FilesystemLoop)/,
};

const missing = (path: string): [string, string] => [path, `read ${path}`];

/** Folders that the kernel fills, devices and pipes, with the whole disk as the readable root. */
const WHOLE_DISK = { roots: [{ hostPath: '/', guestPath: '/' }], workingDirectory: '/' };

export const files: AttackFamily = {
  name: 'files',
  attacks: [
    ...[
      missing('/etc/passwd'),
      missing('../secret/secret.txt'),
      missing('/project/../secret/secret.txt'),
      missing('sub/../../secret/secret.txt'),
      missing('/project/../../../../../../../../../../etc/passwd'),
      missing('/project-secret/secret.txt'),
      missing('/proc/self/environ'),
      missing('/proc/self/fd/0'),
      missing('/dev/stdin'),
    ].map(([path, words]) => order(`reading ${path}`, words, NOT_READ)),
    order(
      'reading the secret by its real path',
      ({ folder }) => `read ${folder}/secret/secret.txt`,
      NOT_READ,
    ),
    order('reading the project by its real path', ({ project }) => `read ${project}/a.txt`, NOT_READ),
    ...[
      '/proc/self/environ',
      '/proc/self/mem',
      '/proc/self/root/proc/self/environ',
      '/sys/kernel/uevent_seqnum',
      '/dev/zero',
      '/dev/urandom',
    ].map((path) =>
      order(
        `reading ${path} with the whole disk as a root`,
        `read ${path}`,
        { status: 'returned', output: /^(PermissionDenied|NotFound)/ },
        WHOLE_DISK,
      ),
    ),
    order('reading a pipe, which would block', 'read pipe', {
      status: 'returned',
      output: /^PermissionDenied/,
      refusals: /not a regular file/,
    }),
    order('reading a socket', 'read socket', {
      status: 'returned',
      output: /^PermissionDenied/,
      refusals: /not a regular file/,
    }),
    order('reading a file of a gigabyte', 'read sparse', {
      status: 'returned',
      output: /^PermissionDenied/,
      refusals: /larger than/,
    }),
    hostile(
      'reading four files of sixty megabytes',
      () => wasiGuest(({ open }) => ['large0', 'large1', 'large2', 'large3'].map((name) => open(name))),
      {
        status: ['returned', 'out-of-instructions'],
        check: ({ reads }) =>
          reads.filter(({ hash }) => hash !== null).length > 2
            ? 'more than two of them were read'
            : undefined,
      },
      (laboratory) => ({ ...laboratory.view, budget: { instructions: 1e9, wallMillis: 60_000 } }),
      { thorough: true },
    ),
    order('more open files than a process may have', 'hoard a.txt 100000', {
      status: ['returned', 'out-of-instructions'],
      output: /Too many open files|No file descriptors available/,
    }),
    hostile(
      'names that no file can have',
      () =>
        wasiGuest(({ open, errno }) => [
          open('a.txt\0/../../secret/secret.txt'),
          open('x'.repeat(50_000)),
          open(Uint8Array.from([0xff, 0xfe, 0x2f, 0xc0, 0xae])),
          open(Uint8Array.from([0xc0, 0xae, 0xc0, 0xae, 0x2f, 0x73])), // `../s`, overlong
          open(''),
          errno(
            `(call $path_open (i32.const 3) (i32.const 0) (i32.const -4) (i32.const 8) (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 64))`,
          ),
        ]),
      {
        status: 'returned',
        check: (result) =>
          result.status === 'returned' && result.output.length === 6 && !result.output.includes(0)
            ? undefined
            : 'one was opened',
      },
      (laboratory) => laboratory.view,
    ),
    hostile(
      'reading from all descriptors up to a thousand, of which none was opened',
      () =>
        wasiGuest(({ errno }) =>
          Array.from({ length: 1000 }, (_, fd) =>
            fd < 3
              ? ''
              : errno(`(call $fd_read (i32.const ${fd}) (i32.const 2048) (i32.const 1) (i32.const 2056))`),
          ),
        ),
      {
        status: 'returned',
        check: (result) =>
          result.status === 'returned' && !result.output.includes(0) ? undefined : 'one could be read',
      },
      (laboratory) => laboratory.view,
    ),
    hostile(
      'pointers that lead nowhere, to all host functions that take some',
      () =>
        wasiGuest(({ errno }) =>
          [-1, -8, 0x7fffffff, 3 * 65536].flatMap((pointer) => [
            errno(`(call $fd_write (i32.const 1) (i32.const ${pointer}) (i32.const 1) (i32.const 0))`),
            errno(`(call $fd_write (i32.const 1) (i32.const 0) (i32.const -1) (i32.const 0))`),
            errno(`(call $fd_read (i32.const 0) (i32.const ${pointer}) (i32.const 1000) (i32.const 0))`),
            errno(
              `(call $fd_pread (i32.const 0) (i32.const ${pointer}) (i32.const 1000) (i64.const -1) (i32.const 0))`,
            ),
            errno(`(call $random_get (i32.const ${pointer}) (i32.const 2))`),
            errno(`(call $random_get (i32.const 1) (i32.const ${pointer}))`),
            errno(`(call $environ_get (i32.const ${pointer}) (i32.const ${pointer}))`),
            errno(`(call $environ_sizes_get (i32.const ${pointer}) (i32.const ${pointer}))`),
            errno(`(call $args_sizes_get (i32.const ${pointer}) (i32.const ${pointer}))`),
            errno(`(call $clock_time_get (i32.const 0) (i64.const 0) (i32.const ${pointer}))`),
            errno(`(call $fd_prestat_get (i32.const 3) (i32.const ${pointer}))`),
            errno(`(call $fd_prestat_dir_name (i32.const 3) (i32.const ${pointer}) (i32.const -1))`),
            errno(`(call $fd_fdstat_get (i32.const 1) (i32.const ${pointer}))`),
            errno(`(call $fd_filestat_get (i32.const 1) (i32.const ${pointer}))`),
            errno(
              `(call $path_open (i32.const 3) (i32.const 0) (i32.const ${pointer}) (i32.const -1) (i32.const 0) (i64.const 0) (i64.const 0) (i32.const 0) (i32.const 0))`,
            ),
            errno(
              `(call $path_filestat_get (i32.const 3) (i32.const 0) (i32.const ${pointer}) (i32.const 4) (i32.const 0))`,
            ),
            errno(
              `(call $path_rename (i32.const 3) (i32.const ${pointer}) (i32.const 4) (i32.const 3) (i32.const ${pointer}) (i32.const 4))`,
            ),
            errno(
              `(call $fd_readdir (i32.const 3) (i32.const ${pointer}) (i32.const -1) (i64.const -1) (i32.const 0))`,
            ),
          ]),
        ),
      {
        status: 'returned',
        check: (result) =>
          result.status === 'returned' && result.output.length === 72 && !result.output.includes(0)
            ? undefined
            : 'one was accepted',
      },
      (laboratory) => ({ ...laboratory.view, environment: new Map([['NAME', 'value']]) }),
    ),
    hostile(
      'a folder listed from every place, with the greatest cookie and no room',
      () =>
        wasiGuest(({ errno }) => [
          errno(
            '(call $fd_readdir (i32.const 3) (i32.const 65600) (i32.const 0) (i64.const 0) (i32.const 2056))',
          ),
          errno(
            '(call $fd_readdir (i32.const 3) (i32.const 65600) (i32.const 1) (i64.const 0) (i32.const 2056))',
          ),
          errno(
            '(call $fd_readdir (i32.const 3) (i32.const 65600) (i32.const 4096) (i64.const -1) (i32.const 2056))',
          ),
          errno(
            '(call $fd_readdir (i32.const 3) (i32.const 65600) (i32.const 4096) (i64.const 0x7fffffffffffffff) (i32.const 2056))',
          ),
          errno(
            '(call $fd_readdir (i32.const 0) (i32.const 65600) (i32.const 4096) (i64.const 0) (i32.const 2056))',
          ),
        ]),
      { status: 'returned' },
      (laboratory) => laboratory.view,
    ),
    hostile(
      'places in a file beyond all numbers',
      () =>
        wasiGuest(({ open, errno, opened, read }) => [
          open('a.txt'),
          ...['0x7fffffffffffffff', '-1', '-0x8000000000000000'].flatMap((offset) =>
            [0, 1, 2, 3].map((whence) =>
              errno(`(call $fd_seek ${opened} (i64.const ${offset}) (i32.const ${whence}) (i32.const 2080))`),
            ),
          ),
          errno(`(call $fd_pread ${opened} (i32.const 2048) (i32.const 1) (i64.const -1) (i32.const 2056))`),
          read(),
        ]),
      { status: 'returned' },
      (laboratory) => laboratory.view,
    ),
  ],
};
