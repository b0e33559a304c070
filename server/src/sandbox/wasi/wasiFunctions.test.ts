/** Every function of WASI, imported by a guest: what it answers, and what it is refused with. */
import { describe, expect, test } from 'vitest';
import { hostCalls, ROOT, type HostCall } from '../testing/hostCalls';
import { Errno } from './errno';
import { WASI_SIGNATURES } from './wasiSignatures';

const files = new Map([
  [`${ROOT}/a.txt`, Buffer.from('content')],
  [`${ROOT}/folder/b.txt`, Buffer.from('b')],
]);
const environment = new Map([['NAME', 'value']]);

const CREATE = 1;
const EXCLUSIVE = 4;
const TRUNCATE = 8;
const WRITE = 1n << 6n;
const FILE = 5;
const AT = 64;
const path_open = (name: string, flags: number, rights: bigint, resultAt = AT): HostCall => [
  'path_open',
  3,
  0,
  name,
  flags,
  rights,
  0n,
  0,
  resultAt,
];
const opened = path_open('a.txt', 0, 0n);
const writable = path_open('a.txt', 0, WRITE);
const canonicalize = 'macroscope.path_canonicalize';

interface Case {
  /** Calls that must succeed before. */
  readonly before?: readonly HostCall[];
  readonly call: HostCall;
  readonly errno: number;
  readonly refusal?: string;
  /** Bytes expected at `AT`. */
  readonly bytes?: string;
}

const success = (call: HostCall, bytes?: string, before: readonly HostCall[] = []): Case => ({
  call,
  errno: Errno.success,
  before,
  bytes,
});

const failure = (call: HostCall, errno: number, before: readonly HostCall[] = []): Case => ({
  call,
  errno,
  before,
});

const refused = (call: HostCall, reason: string): Case => ({
  call,
  errno: Errno.notSupported,
  refusal: `${call[0]} was refused: ${reason}`,
});

const u32 = (...values: number[]): string => Buffer.from(new Uint32Array(values).buffer).toString('latin1');
const u64 = (value: bigint): string => Buffer.from(new BigUint64Array([value]).buffer).toString('latin1');

const CASES: Case[] = [
  // The process: no arguments, the call's environment, time that stands still, chance that repeats.
  success(['args_sizes_get', AT, AT + 4], u32(0, 0)),
  success(['args_get', AT, AT]),
  success(['environ_sizes_get', AT, AT + 4], u32(1, 'NAME=value\0'.length)),
  success(['environ_get', AT + 64, AT], 'NAME=value\0'),
  success(['clock_res_get', 0, AT], u64(1n)),
  success(['clock_time_get', 0, 0n, AT], u64(1_000_000_000_000_000_000n)),
  success(['clock_time_get', 3, 0n, AT], u64(1_000_000_000_000_000_000n)),
  failure(['clock_time_get', 4, 0n, AT], Errno.invalidArgument),
  failure(['clock_res_get', 4, AT], Errno.invalidArgument),
  success(['random_get', AT, 8], Buffer.from('b674b346bb51501a', 'hex').toString('latin1')),
  failure(['random_get', 65535, 8], Errno.badAddress),
  success(['sched_yield']),

  // Waiting, signals, network, links and times.
  refused(['poll_oneoff', 0, 128, 1, AT], 'a macro may not wait: its clock stands still'),
  refused(['proc_raise', 9], 'a macro may not send signals'),
  refused(['sock_accept', 3, 0, AT], 'a macro has no network'),
  refused(['sock_recv', 3, 0, 0, 0, AT, AT], 'a macro has no network'),
  refused(['sock_send', 3, 0, 0, 0, AT], 'a macro has no network'),
  refused(['sock_shutdown', 3, 0], 'a macro has no network'),
  refused(['path_link', 3, 0, 'a.txt', 3, 'b.txt'], 'a macro may not make links'),
  refused(['path_symlink', 'a.txt', 3, 'b.txt'], 'a macro may not make links'),
  refused(['path_readlink', 3, 'a.txt', AT, 8, AT + 8], 'a macro may not read symbolic links themselves'),
  refused(['path_filestat_set_times', 3, 0, 'a.txt', 0n, 0n, 1], 'files have no times'),
  refused(['fd_filestat_set_times', 3, 0n, 0n, 1], 'files have no times'),
  refused(['fd_renumber', 3, 4], 'a macro may not renumber its files'),

  // Descriptors.
  success(['fd_prestat_get', 3, AT], u32(0, ROOT.length)),
  success(['fd_prestat_dir_name', 3, AT, 100], ROOT),
  failure(['fd_prestat_dir_name', 3, AT, 2], Errno.nameTooLong),
  failure(['fd_prestat_get', 5, AT], Errno.badDescriptor),
  success(['fd_fdstat_get', FILE, AT], '\x04\0\0\0', [opened]),
  success(['fd_fdstat_get', 1, AT], '\x02\0\0\0'),
  success(['fd_fdstat_get', FILE, AT], '\x04\0\x01\0', [opened, ['fd_fdstat_set_flags', FILE, 1]]),
  failure(['fd_fdstat_set_flags', 9, 1], Errno.badDescriptor),
  success(['fd_fdstat_set_rights', 3, 0n, 0n]),
  success(['fd_advise', 3, 0n, 0n, 0]),
  success(['fd_sync', 3]),
  success(['fd_datasync', 3]),
  success(['fd_close', FILE], undefined, [opened]),
  failure(['fd_close', FILE], Errno.badDescriptor),

  // Reading.
  success(path_open('a.txt', 0, 0n), u32(5)),
  success(path_open('folder', 2, 0n), u32(5)),
  failure(path_open('a.txt', 2, 0n), Errno.notDirectory),
  failure(path_open('none', 0, 0n), Errno.noEntry),
  failure(['path_open', 3, 0, 0, 0, 0, 0n, 0n, 0, AT], Errno.noEntry),
  failure(path_open('x\0y', 0, 0n), Errno.invalidArgument),
  failure(path_open('x'.repeat(4097), 0, 0n), Errno.nameTooLong),
  failure(path_open('a.txt', 0, 0n, 65534), Errno.badAddress),
  success(['fd_filestat_get', FILE, AT + 32], undefined, [opened]),
  success(['path_filestat_get', 3, 0, 'a.txt', AT]),
  failure(['path_filestat_get', 3, 0, 'none', AT], Errno.noEntry),
  success(['fd_read', FILE, ['.......', ''], AT], u32(7), [opened]),
  success(['fd_read', 0, ['....'], AT], u32(0)),
  failure(['fd_read', 1, ['....'], AT], Errno.badDescriptor),
  failure(['fd_read', 3, ['....'], AT], Errno.isDirectory),
  failure(['fd_read', FILE, 65533, 1, AT], Errno.badAddress, [opened]),
  failure(['fd_read', FILE, 0, 1025, AT], Errno.invalidArgument, [opened]),
  success(['fd_pread', FILE, ['....'], 5n, AT], u32(2), [opened]),
  success(['fd_pread', FILE, ['....'], -1n, AT], u32(0), [opened]),
  success(['fd_seek', FILE, -2n, 2, AT], u64(5n), [opened]),
  failure(['fd_seek', FILE, -1n, 0, AT], Errno.invalidArgument, [opened]),
  failure(['fd_seek', FILE, 0n, 3, AT], Errno.invalidArgument, [opened]),
  failure(['fd_seek', 1, 0n, 0, AT], Errno.seekOnPipe),
  success(['fd_tell', FILE, AT], u64(3n), [opened, ['fd_seek', FILE, 3n, 1, AT]]),
  success(['fd_readdir', 3, 128, 256, 0n, AT], u32(24 + 'a.txt'.length + 24 + 'folder'.length)),
  failure(['fd_readdir', FILE, 128, 256, 0n, AT], Errno.notDirectory, [opened]),

  // Writing.
  success(path_open('new', CREATE, WRITE), u32(5)),
  success(path_open('a.txt', TRUNCATE, WRITE), u32(5)),
  failure(path_open('a.txt', CREATE | EXCLUSIVE, WRITE), Errno.exists),
  failure(path_open('none', 0, WRITE), Errno.noEntry),
  failure(path_open('folder', 0, WRITE), Errno.isDirectory),
  failure(path_open('none/new', CREATE, WRITE), Errno.noEntry),
  failure(path_open('new', CREATE | 2, WRITE), Errno.invalidArgument),
  success(['fd_write', FILE, ['one', 'two'], AT], u32(6), [writable]),
  success(['fd_write', 2, ['one', 'two'], AT], u32(6)),
  failure(['fd_write', FILE, ['x'], AT], Errno.badDescriptor, [opened]),
  failure(['fd_write', 3, ['x'], AT], Errno.isDirectory),
  failure(['fd_write', FILE, ['x'], 65534], Errno.badAddress, [writable]),
  success(['fd_pwrite', FILE, ['one'], 100n, AT], u32(3), [writable]),
  failure(['fd_pwrite', FILE, ['one'], 1n << 50n, AT], Errno.noSpace, [writable]),
  failure(['fd_pwrite', FILE, ['one'], 0n, AT], Errno.badDescriptor, [opened]),
  success(['fd_filestat_set_size', FILE, 3n], undefined, [writable]),
  failure(['fd_filestat_set_size', FILE, -1n], Errno.noSpace, [writable]),
  failure(['fd_filestat_set_size', FILE, 3n], Errno.badDescriptor, [opened]),
  success(['fd_allocate', FILE, 2n, 100n], undefined, [writable]),
  failure(['fd_allocate', FILE, 1n << 40n, 1n], Errno.noSpace, [writable]),
  failure(['fd_allocate', FILE, 2n, 100n], Errno.badDescriptor, [opened]),
  success(['path_create_directory', 3, 'new']),
  failure(['path_create_directory', 3, 'folder'], Errno.exists),
  failure(['path_create_directory', 3, '.'], Errno.exists),
  failure(['path_create_directory', 3, 'none/new'], Errno.noEntry),
  success(['path_unlink_file', 3, 'a.txt']),
  failure(['path_unlink_file', 3, 'folder'], Errno.isDirectory),
  failure(['path_unlink_file', 3, 'none'], Errno.noEntry),
  success(['path_remove_directory', 3, 'folder'], undefined, [['path_unlink_file', 3, 'folder/b.txt']]),
  failure(['path_remove_directory', 3, 'folder'], Errno.notEmpty),
  failure(['path_remove_directory', 3, 'a.txt'], Errno.notDirectory),
  failure(['path_remove_directory', 3, '.'], Errno.busy),
  success(['path_rename', 3, 'a.txt', 3, 'c.txt']),
  success([canonicalize, `${ROOT}/folder/../a.txt`, AT, 99, AT + 100], `${ROOT}/a.txt`),
  success([canonicalize, ROOT, AT, 99, AT + 100], ROOT),
  success([canonicalize, `${ROOT}/new`, AT, 99, AT + 100], `${ROOT}/new`, [path_open('new', CREATE, WRITE)]),
  failure([canonicalize, `${ROOT}/a.txt`, AT, 9, AT + 100], Errno.nameTooLong),
  failure([canonicalize, `${ROOT}/none`, AT, 99, AT + 100], Errno.noEntry),
  failure([canonicalize, 'a.txt', AT, 99, AT + 100], Errno.invalidArgument),
  failure([canonicalize, `${ROOT}/a.txt`, 65530, 99, AT + 100], Errno.badAddress),
  {
    call: [canonicalize, '/etc/passwd', AT, 99, AT + 100],
    errno: Errno.noEntry,
    refusal: '/etc/passwd was not read: it is outside the folders that a macro may read',
  },
  failure(['path_rename', 3, 'none', 3, 'c.txt'], Errno.noEntry),
  failure(['path_rename', 3, 'a.txt', 3, 'folder'], Errno.isDirectory),
  failure(['path_rename', 3, 'folder', 3, 'folder/x'], Errno.invalidArgument),
  failure(['path_rename', 3, 'folder', 3, 'other'], Errno.crossDevice),
  failure(['path_rename', 3, '.', 3, 'other'], Errno.busy),
  failure(path_open('/etc/new', CREATE, WRITE), Errno.readOnlyFileSystem),
];

test('every function is here', () => {
  const called = new Set(CASES.map(({ call }) => call[0]));
  expect([...WASI_SIGNATURES.keys()].filter((name) => !called.has(name))).toEqual(['proc_exit']);
});

describe('answers and refusals', () => {
  test.each(CASES.map((each) => [JSON.stringify(each.call, shown), each] as const))(
    '%s',
    (_name, { before = [], call, errno, refusal, bytes }) => {
      const { answers, memory, result } = hostCalls([...before, call], { files, environment });
      expect(answers.slice(0, -1)).toEqual(before.map(() => Errno.success));
      expect(answers.at(-1)).toBe(errno);
      if (refusal !== undefined) expect(result.refusals).toEqual([refusal]);
      if (bytes !== undefined) {
        expect(Buffer.from(memory.buffer, memory.byteOffset + AT, bytes.length).toString('latin1')).toBe(
          bytes,
        );
      }
      // The same call gives the same result, to the bit.
      const again = hostCalls([...before, call], { files, environment });
      expect(again.answers).toEqual(answers);
      expect(Buffer.compare(bytesOf(again.memory), bytesOf(memory))).toBe(0);
      expect(again.result.reads).toEqual(result.reads);
      expect(again.result.outputs).toEqual(result.outputs);
    },
  );

  test('a folder is listed as it was when the listing began', () => {
    const { answers, memory } = hostCalls(
      [
        ['fd_readdir', 3, 128, 29, 0n, AT],
        ['path_unlink_file', 3, 'a.txt'],
        ['fd_readdir', 3, 256, 100, 1n, AT],
      ],
      { files },
    );
    expect(answers).toEqual([0, 0, 0]);
    // The second entry of the listing follows the first, which is gone meanwhile.
    expect(memory.getUint32(AT, true)).toBe(24 + 'folder'.length);
    expect(
      bytesOf(memory)
        .subarray(256 + 24, 256 + 30)
        .toString(),
    ).toBe('folder');
  });

  test('proc_exit ends the guest with its code', () => {
    const { result } = hostCalls([['proc_exit', 7]]);
    expect(result).toMatchObject({ status: 'exited', message: 'the macro ended its process with code 7' });
  });
});

function bytesOf({ buffer, byteOffset, byteLength }: DataView): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function shown(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return `${value}n`;
  return typeof value === 'string' && value.length > 40 ? `${value.slice(0, 40)}…` : value;
}
