/** Every way of WASI to change a file. Nothing of it may reach the disk, which the laboratory compares after each attack. */
import { hostile, type Attack, type AttackFamily, type Expected } from '../attack';
import type { SandboxResult } from '../../../server/src/sandbox/types';
import { order } from '../probe';
import { wasiGuest, type WasiSteps } from '../wat';

const CREATE = 1;
const EXCLUSIVE = 4;
const TRUNCATE = 8;

/** What was written comes back as outputs of the call, none of which lies outside of the project, and not more than allowed. */
function checkOutputs(result: SandboxResult): string | undefined {
  const outside = result.outputs.filter(({ path }) => !path.startsWith('/project/'));
  if (outside.length > 0) return `it wrote ${outside.map(({ path }) => path).join(', ')}`;
  const bytes = result.outputs.reduce(
    (sum, output) => sum + (output.kind === 'file' ? output.bytes.length : 0),
    0,
  );
  return bytes > 1 << 20 ? `it wrote ${bytes} bytes` : undefined;
}

function changing(
  name: string,
  steps: (tools: WasiSteps) => readonly string[],
  { check, ...expected }: Partial<Expected> = {},
): Attack {
  return hostile(
    name,
    () => wasiGuest(steps),
    {
      status: 'returned',
      ...expected,
      check: (result, laboratory) => check?.(result, laboratory) ?? checkOutputs(result),
    },
    (laboratory) => laboratory.view,
  );
}

/** The outputs of a call, in short. */
const outputsAre =
  (...wanted: readonly string[]) =>
  (result: SandboxResult): string | undefined => {
    const found = result.outputs.map((output) =>
      output.kind === 'file'
        ? `${output.path} ${new TextDecoder().decode(output.bytes)}`
        : `${output.path} ${output.kind}`,
    );
    return found.join('; ') === wanted.join('; ') ? undefined : `its outputs are ${found.join('; ')}`;
  };

/** The guest must not have read what is outside, whatever it did before. */
const notRead: Partial<Expected> = {
  check: (result, { secret }) =>
    result.status === 'returned' && Buffer.from(result.output).includes(secret)
      ? 'it read the secret'
      : undefined,
};

export const writing: AttackFamily = {
  name: 'writing',
  attacks: [
    changing(
      'a new file',
      ({ open, write }) => [open('new.txt', { flags: CREATE, write: true }), write('x')],
      { output: '\0\0', check: outputsAre('/project/new.txt x') },
    ),
    changing('a file emptied', ({ open, write }) => [
      open('a.txt', { flags: TRUNCATE, write: true }),
      write('changed'),
    ]),
    changing('a file written over', ({ open, write }) => [open('a.txt', { write: true }), write('changed')], {
      output: '\0\0',
      check: outputsAre('/project/a.txt changed'),
    }),
    changing('a new file that must not be there yet', ({ open, write }) => [
      open('a.txt', { flags: CREATE | EXCLUSIVE, write: true }),
      write('changed'),
    ]),
    changing('a file outside, by `..`', ({ open, write }) => [
      open('../secret/new.txt', { flags: CREATE, write: true }),
      write('x'),
      open('../secret/secret.txt', { flags: TRUNCATE, write: true }),
      write('x'),
    ]),
    changing('a file outside, through links', ({ open, write }) => [
      open('link-out', { flags: TRUNCATE, write: true }),
      write('x'),
      open('folder-out/new.txt', { flags: CREATE, write: true }),
      write('x'),
      open('dangling', { flags: CREATE, write: true }),
      write('x'),
    ]),
    changing('a file in /tmp, /etc and the home folder', ({ open, write }) =>
      ['tmp/torture', 'etc/cron.d/torture', 'root/.bashrc'].flatMap((path) => [
        open(path, { flags: CREATE, write: true, folder: 4 }),
        write('x'),
      ]),
    ),
    changing('writing at a place (fd_pwrite)', ({ open, errno, opened }) => [
      open('a.txt', { write: true }),
      errno(`(call $fd_pwrite ${opened} (i32.const 2048) (i32.const 1) (i64.const 0) (i32.const 2056))`),
    ]),
    changing('writing to a descriptor that was opened for reading', ({ open, write }) => [
      open('a.txt'),
      write('changed'),
    ]),
    changing('a file made longer (fd_filestat_set_size)', ({ open, errno, opened }) => [
      open('a.txt', { write: true }),
      errno(`(call $fd_filestat_set_size ${opened} (i64.const 0x7fffffffffffffff))`),
      errno(`(call $fd_allocate ${opened} (i64.const 0) (i64.const 0x7fffffffffffffff))`),
      errno(`(call $fd_filestat_set_size ${opened} (i64.const 5))`),
    ]),
    changing('times changed', ({ open, errno, opened, text }) => [
      open('a.txt', { write: true }),
      errno(`(call $fd_filestat_set_times ${opened} (i64.const 1) (i64.const 1) (i32.const 5))`),
      errno(
        `(call $path_filestat_set_times (i32.const 3) (i32.const 1) ${text('a.txt')} (i64.const 1) (i64.const 1) (i32.const 5))`,
      ),
    ]),
    changing(
      'a file removed',
      ({ errno, text, open }) => [
        errno(`(call $path_unlink_file (i32.const 3) ${text('a.txt')})`),
        open('a.txt'),
      ],
      { output: '\0\x2c', check: outputsAre('/project/a.txt removed') },
    ),
    changing('a folder removed', ({ errno, text }) => [
      errno(`(call $path_unlink_file (i32.const 3) ${text('sub/deeper/c.txt')})`),
      errno(`(call $path_remove_directory (i32.const 3) ${text('sub/deeper')})`),
      errno(`(call $path_remove_directory (i32.const 3) ${text('.')})`),
      errno(`(call $path_remove_directory (i32.const 4) ${text('')})`),
    ]),
    changing('a folder made', ({ errno, text }) => [
      errno(`(call $path_create_directory (i32.const 3) ${text('made')})`),
      errno(`(call $path_create_directory (i32.const 3) ${text('../made')})`),
    ]),
    changing('a file renamed, out and in', ({ errno, text }) =>
      [
        ['a.txt', 'renamed.txt'],
        ['a.txt', '../stolen.txt'],
        ['../secret/secret.txt', 'stolen.txt'],
        ['folder-out', 'taken'],
      ].map(([from = '', to = '']) =>
        errno(`(call $path_rename (i32.const 3) ${text(from)} (i32.const 3) ${text(to)})`),
      ),
    ),
    changing(
      'a secret renamed into the project, then read',
      ({ errno, text, open, read }) => [
        errno(
          `(call $path_rename (i32.const 3) ${text('folder-out/secret.txt')} (i32.const 3) ${text('mine.txt')})`,
        ),
        open('mine.txt'),
        read(),
      ],
      notRead,
    ),
    changing(
      'a link made to the secret, then read',
      ({ errno, text, open, read }) => [
        errno(`(call $path_symlink ${text('../secret/secret.txt')} (i32.const 3) ${text('mine')})`),
        open('mine'),
        read(),
        errno(`(call $path_symlink ${text('../secret')} (i32.const 3) ${text('ours')})`),
        open('ours/secret.txt'),
        read(),
      ],
      notRead,
    ),
    changing(
      'a hard link made to the secret, then read',
      ({ errno, text, open, read }) => [
        errno(
          `(call $path_link (i32.const 3) (i32.const 1) ${text('link-out')} (i32.const 3) ${text('mine')})`,
        ),
        errno(
          `(call $path_link (i32.const 3) (i32.const 0) ${text('../secret/secret.txt')} (i32.const 3) ${text('mine')})`,
        ),
        open('mine'),
        read(),
      ],
      notRead,
    ),
    changing(
      'a folder made in the place of a link, then read through',
      ({ errno, text, open, read }) => [
        errno(`(call $path_unlink_file (i32.const 3) ${text('folder-out')})`),
        errno(`(call $path_create_directory (i32.const 3) ${text('folder-out')})`),
        open('folder-out/secret.txt'),
        read(),
      ],
      notRead,
    ),
    changing('the standard streams renumbered over a file', ({ open, errno, opened, write }) => [
      open('a.txt', { write: true }),
      errno(`(call $fd_renumber (i32.const 1) ${opened})`),
      errno(`(call $fd_renumber ${opened} (i32.const 1))`),
      write('x'),
    ]),
    changing('the preopened folders closed', ({ errno, open, read }) => [
      errno('(call $fd_close (i32.const 3))'),
      errno('(call $fd_close (i32.const 4))'),
      errno('(call $fd_close (i32.const 4))'),
      open('a.txt'),
      read(),
    ]),
    hostile(
      'endless writing to one file',
      () =>
        wasiGuest(({ open, opened }) => [
          open('bomb', { flags: CREATE, write: true }),
          '(i32.store (i32.const 2048) (i32.const 0)) (i32.store (i32.const 2052) (i32.const 190000))',
          `(loop $again (br_if $again (i32.eqz (call $fd_write ${opened} (i32.const 2048) (i32.const 1) (i32.const 2056)))))`,
          `(loop $again (drop (call $fd_write ${opened} (i32.const 2048) (i32.const 1) (i32.const 2056))) (br $again))`,
        ]),
      { status: ['out-of-instructions', 'output-too-large'] },
      (laboratory) => laboratory.view,
    ),
    hostile(
      'endless new files',
      () =>
        wasiGuest(({ text }) => [
          `(loop $again
            (i32.store (i32.const 3000) (i32.add (i32.load (i32.const 3000)) (i32.const 1)))
            (i32.store8 (i32.const 4096) (i32.add (i32.const 97) (i32.and (i32.load (i32.const 3000)) (i32.const 15))))
            (i32.store8 (i32.const 4097) (i32.add (i32.const 97) (i32.and (i32.shr_u (i32.load (i32.const 3000)) (i32.const 4)) (i32.const 15))))
            (i32.store8 (i32.const 4098) (i32.add (i32.const 97) (i32.and (i32.shr_u (i32.load (i32.const 3000)) (i32.const 8)) (i32.const 15))))
            (i32.store8 (i32.const 4099) (i32.add (i32.const 97) (i32.and (i32.shr_u (i32.load (i32.const 3000)) (i32.const 12)) (i32.const 15))))
            (drop (call $path_open (i32.const 3) (i32.const 1) ${text('aaaa')} (i32.const ${CREATE})
              (i64.const 0x42) (i64.const 0) (i32.const 0) (i32.const 2064)))
            (drop (call $fd_close (i32.load (i32.const 2064))))
            (br $again))`,
        ]),
      { status: ['out-of-instructions', 'output-too-large'] },
      (laboratory) => laboratory.view,
    ),
    hostile(
      'writing below a root that is for reading only',
      () =>
        wasiGuest(({ open, errno, text }) => [
          open('new.txt', { flags: CREATE, write: true }),
          open('a.txt', { flags: TRUNCATE, write: true }),
          errno(`(call $path_unlink_file (i32.const 3) ${text('a.txt')})`),
          errno(`(call $path_rename (i32.const 3) ${text('a.txt')} (i32.const 3) ${text('c.txt')})`),
          errno(`(call $path_create_directory (i32.const 3) ${text('made')})`),
        ]),
      {
        status: 'returned',
        check: (result) =>
          result.status === 'returned' && !result.output.includes(0) && result.outputs.length === 0
            ? undefined
            : 'one was accepted',
      },
      ({ project }) => ({
        roots: [{ hostPath: project, guestPath: '/project', writable: false }],
        workingDirectory: '/project',
      }),
    ),
    ...[
      ['std::fs::write', 'write a.txt'],
      ['append', 'append a.txt'],
      ['std::fs::remove_file', 'remove a.txt'],
      ['std::fs::rename', 'rename a.txt c.txt'],
      ['std::fs::create_dir', 'mkdir d'],
    ].map(([name = '', words = '']) => order(`Rust's ${name}`, words, { status: 'returned' })),
  ],
};
