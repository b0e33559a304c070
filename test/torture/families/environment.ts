/** What a guest can learn of this process, this machine and the user. */
import { hostname, userInfo } from 'node:os';
import { hostile, outputText, type AttackFamily } from '../attack';
import { order } from '../probe';
import { wasiGuest } from '../wat';

export const environment: AttackFamily = {
  name: 'environment',
  attacks: [
    order('all variables, when the call gives none', 'environment', { status: 'returned', output: '[]' }),
    order(
      'all variables, when the call gives one',
      'environment',
      { status: 'returned', output: '[("CARGO_PKG_NAME", "demo")]' },
      { environment: new Map([['CARGO_PKG_NAME', 'demo']]) },
    ),
    ...['TORTURE_SECRET', 'PATH', 'HOME', 'USER', 'SSH_AUTH_SOCK'].map((name) =>
      order(`the variable ${name}`, `env ${name}`, { status: 'returned', output: 'None' }),
    ),
    order(
      'a variable whose name and value try to become two',
      'environment',
      { status: ['returned', 'worker-failed', 'panicked', 'trapped'] },
      {
        environment: new Map([
          ['A=B', 'x'],
          ['NUL', 'a\0PATH=/bin'],
          ['', 'empty'],
        ]),
      },
    ),
    hostile(
      'variables of this process by name, and names that are none',
      () =>
        wasiGuest(({ errno, text }) =>
          [
            'TORTURE_SECRET',
            'PATH',
            '__proto__',
            'constructor',
            '*',
            '',
            'A=B',
            'A\0',
            'x'.repeat(30_000),
            Uint8Array.of(0xff, 0xfe),
          ].map((name) => errno(`(call $variable ${text(name)} (i32.const 66000) (i32.const 4096))`)),
        ),
      {
        status: 'returned',
        // -1 each time, as a byte.
        check: (result) =>
          result.status === 'returned' &&
          result.output.length === 10 &&
          result.output.every((byte) => byte === 255)
            ? undefined
            : 'one is there',
      },
      { environment: new Map([['CARGO_PKG_NAME', 'demo']]) },
    ),
    hostile(
      'a variable into memory that is not there',
      () =>
        wasiGuest(({ text }) => [
          `(drop (call $variable ${text('CARGO_PKG_NAME')} (i32.const -1) (i32.const 100)))`,
          `(drop (call $variable (i32.const -8) (i32.const 100) (i32.const 66000) (i32.const 100)))`,
          `(drop (call $variable ${text('CARGO_PKG_NAME')} (i32.const 66000) (i32.const 3)))`,
        ]),
      { status: ['returned', 'trapped', 'invalid-module'] },
      { environment: new Map([['CARGO_PKG_NAME', 'demo']]) },
    ),
    order('the arguments of this process', 'arguments', { status: 'returned', output: '[]' }),
    order('standard input', 'stdin', { status: 'returned', output: '' }),
    order('a thread', 'thread', { status: 'returned', output: /Unsupported|operation not supported/ }),
    order('a process', 'spawn', { status: 'returned', output: /Unsupported|operation not supported/ }),
    order('a connection', 'connect', { status: 'returned', output: /Unsupported|operation not supported/ }),
    hostile(
      'sockets from every descriptor',
      () =>
        wasiGuest(({ errno }) =>
          [0, 1, 2, 3, 4, 5, 100].flatMap((fd) => [
            errno(`(call $sock_accept (i32.const ${fd}) (i32.const 0) (i32.const 2064))`),
            errno(
              `(call $sock_recv (i32.const ${fd}) (i32.const 2048) (i32.const 1) (i32.const 0) (i32.const 2056) (i32.const 2072))`,
            ),
            errno(
              `(call $sock_send (i32.const ${fd}) (i32.const 2048) (i32.const 1) (i32.const 0) (i32.const 2056))`,
            ),
            errno(`(call $sock_shutdown (i32.const ${fd}) (i32.const 3))`),
          ]),
        ),
      {
        status: 'returned',
        check: (result) =>
          result.status === 'returned' && !result.output.includes(0) ? undefined : 'one worked',
      },
    ),
    hostile(
      'signals to this process',
      () =>
        wasiGuest(({ errno }) =>
          [6, 9, 15].map((signal) => errno(`(call $proc_raise (i32.const ${signal}))`)),
        ),
      {
        status: 'returned',
        check: (result) =>
          result.status === 'returned' && !result.output.includes(0) ? undefined : 'one was sent',
      },
    ),
    hostile(
      'names of folders outside of the call in the preopened ones',
      () =>
        wasiGuest(({ errno }) =>
          [3, 4, 5].map((fd) =>
            errno(`(call $fd_prestat_dir_name (i32.const ${fd}) (i32.const 66000) (i32.const 8))`),
          ),
        ),
      {
        status: 'returned',
        check: (result, { folder }) => {
          const text = outputText(result);
          const names = [folder, hostname(), userInfo().homedir, process.cwd()];
          return names.some((name) => name.length > 1 && text.includes(name)) ? 'a name got out' : undefined;
        },
      },
      (laboratory) => laboratory.view,
    ),
    order('a listing that tells of the folder above', 'list .', {
      status: 'returned',
      check: (result, { folder }) =>
        JSON.stringify(result).includes(folder) ? 'a host path got out' : undefined,
    }),
  ],
};
