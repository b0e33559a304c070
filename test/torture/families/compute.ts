/** Work without end. */
import { ENDLESS, guest, wasmOf } from '../../../server/src/sandbox/testing/testSandbox';
import { hostile, type AttackFamily, type Expected } from '../attack';
import { order } from '../probe';
import { ALL_OF_WASI, run } from '../wat';

const OVER: Expected = {
  status: 'out-of-instructions',
  message: 'the macro executed more than 10000000 instructions',
};
const WASI_HEAD = `${ALL_OF_WASI} (memory (export "memory") 100)`;

export const compute: AttackFamily = {
  name: 'compute',
  attacks: [
    hostile('an endless loop', () => guest(ENDLESS), OVER),
    hostile(
      'endless calls of a function that does nothing',
      () => guest(`${run('(loop (call $nothing) (br 0))')} (func $nothing)`),
      OVER,
    ),
    hostile(
      'an endless loop through a branch table',
      () => guest(run('(loop (block (br_table 1 1 0 1 (i32.const 7))))')),
      OVER,
    ),
    hostile(
      'an endless loop of conditional branches',
      () => guest(run('(loop (br_if 0 (i32.const 1)))')),
      OVER,
    ),
    hostile(
      'forty nested loops, which end after 2^40 rounds',
      () => {
        const locals = Array.from({ length: 40 }, (_, level) => `(local $l${level} i32)`).join(' ');
        let body = '';
        for (let level = 39; level >= 0; level--) {
          body = `(local.set $l${level} (i32.const 0)) (loop ${body}
            (br_if 0 (i32.lt_u (local.tee $l${level} (i32.add (local.get $l${level}) (i32.const 1))) (i32.const 2))))`;
        }
        return guest(run(body, locals));
      },
      OVER,
    ),
    hostile(
      'functions that each call the next one twice, 64 deep',
      () => {
        const functions = Array.from(
          { length: 64 },
          (_, level) => `(func $f${level} (call $f${level + 1}) (call $f${level + 1}))`,
        );
        return guest(`${run('(call $f0)')} ${functions.join('\n')} (func $f64)`);
      },
      OVER,
    ),
    hostile(
      'endless filling of memory',
      () => guest(run('(loop (memory.fill (i32.const 0) (i32.const 1) (i32.const 65536)) (br 0))')),
      OVER,
    ),
    hostile(
      'endless copying of memory',
      () => guest(run('(loop (memory.copy (i32.const 0) (i32.const 8) (i32.const 65000)) (br 0))')),
      OVER,
    ),
    hostile(
      'endless attempts to grow memory',
      () => guest(run('(loop (drop (memory.grow (i32.const 1000))) (br 0))')),
      OVER,
    ),
    hostile(
      'an allocator that does not end',
      () =>
        wasmOf(`(module (memory (export "memory") 1)
          (func (export "macroscope_alloc") (param i32) (result i32) (loop (br 0)) (unreachable))
          (func (export "run") (param i32 i32) (result i64) (i64.const 0)))`),
      OVER,
    ),
    hostile(
      'an initialiser that does not end',
      () => guest(`${run('')} (func (export "_initialize") (loop (br 0)))`),
      OVER,
    ),
    hostile(
      'endless asking for random numbers, six megabytes a time',
      () =>
        guest(run('(loop (drop (call $random_get (i32.const 0) (i32.const 6000000))) (br 0))'), WASI_HEAD),
      { status: 'out-of-instructions' },
    ),
    hostile(
      'endless printing of a megabyte',
      () =>
        guest(
          run(`(i32.store (i32.const 8) (i32.const 1000000))
            (loop (drop (call $fd_write (i32.const 1) (i32.const 4) (i32.const 1) (i32.const 16))) (br 0))`),
          WASI_HEAD,
        ),
      { status: 'out-of-instructions' },
    ),
    hostile(
      'endless asking for the environment',
      () =>
        guest(run('(loop (drop (call $environ_get (i32.const 4096) (i32.const 8192))) (br 0))'), WASI_HEAD),
      { status: 'out-of-instructions' },
      { environment: new Map(Array.from({ length: 500 }, (_, index) => [`NAME_${index}`, 'x'.repeat(100)])) },
    ),
    hostile(
      'endless opening of a file that is missing',
      () =>
        guest(
          run(`(loop (drop (call $path_open (i32.const 3) (i32.const 0) (i32.const 0) (i32.const 5) (i32.const 0)
            (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 64))) (br 0)) (unreachable)`) +
            '(data (i32.const 0) "empty")',
          WASI_HEAD,
        ),
      { status: 'out-of-instructions' },
      (laboratory) => laboratory.view,
    ),
    hostile(
      'endless yielding',
      () => guest(run('(loop (drop (call $sched_yield)) (br 0))'), WASI_HEAD),
      OVER,
    ),
    hostile(
      'waiting for an hour',
      () =>
        guest(
          run(`(i32.store (i32.const 16) (i32.const 1)) (i64.store (i32.const 24) (i64.const 3600000000000))
            (drop (call $poll_oneoff (i32.const 0) (i32.const 128) (i32.const 1) (i32.const 256)))`),
          WASI_HEAD,
        ),
      { status: 'returned', refusals: /^poll_oneoff was refused/ },
    ),
    order('a Rust program that spins', 'spin', { status: 'out-of-instructions' }),
    hostile(
      'an endless loop with a budget of instructions that outlasts the clock',
      () => guest(ENDLESS),
      { status: 'out-of-time', message: 'ran for more than 300 ms', timed: true },
      { budget: { instructions: 2 ** 45, wallMillis: 300 } },
    ),
  ],
};
