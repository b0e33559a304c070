/** More memory than a call may have. */
import { ECHO, guest } from '../../../server/src/sandbox/testing/testSandbox';
import { hostile, type AttackFamily, type Expected } from '../attack';
import { order } from '../probe';
import { run } from '../wat';

const OVER: Expected = {
  status: 'out-of-memory',
  message: 'the macro asked for more than 100 pages of memory',
};

export const memory: AttackFamily = {
  name: 'memory',
  attacks: [
    hostile(
      'memory that grows page by page',
      () => guest(run('(loop (br_if 0 (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))) (unreachable)')),
      OVER,
    ),
    hostile(
      'memory that doubles',
      () => guest(run('(loop (br_if 0 (i32.ne (memory.grow (memory.size)) (i32.const -1)))) (unreachable)')),
      OVER,
    ),
    hostile(
      'growth by as much as can be written',
      () => guest(run('(drop (memory.grow (i32.const -1))) (unreachable)')),
      { status: ['out-of-memory', 'out-of-instructions'] },
    ),
    hostile(
      'growth to the last page of 32 bits',
      () => guest(run('(drop (memory.grow (i32.const 65535))) (unreachable)')),
      OVER,
    ),
    hostile(
      'growth before the call, in the initialiser',
      () =>
        guest(`${run('')} (func (export "_initialize") (drop (memory.grow (i32.const 5000))) (unreachable))`),
      OVER,
    ),
    hostile(
      'more memory to start with than the call allows',
      () => guest(ECHO, '(memory (export "memory") 200)'),
      { status: 'invalid-module', message: 'the module needs 200 pages of memory to start' },
    ),
    hostile('four gigabytes to start with', () => guest(ECHO, '(memory (export "memory") 65536)'), {
      status: 'invalid-module',
      message: /starts with 65536 pages of memory/,
    }),
    hostile('a table of ten million entries', () => guest(`${ECHO} (table 10000000 funcref)`), {
      status: 'invalid-module',
    }),
    hostile(
      'a hundred thousand tables of a thousand entries',
      () => guest(`${ECHO} ${'(table 1000 funcref)'.repeat(100_000)}`, '(memory (export "memory") 1)'),
      { status: 'invalid-module' },
    ),
    hostile(
      'memory refused, and the macro goes on without it',
      () => guest(`${ECHO.replace('(result i64)', '(result i64) (drop (memory.grow (i32.const 5000)))')}`),
      { status: 'returned', output: '' },
    ),
    order('an allocation bomb in Rust', 'allocate 2000000000', { status: 'out-of-memory' }),
    order('an allocation that Rust may refuse', 'try-allocate 2000000000', {
      status: 'returned',
      output: 'false',
    }),
  ],
};
