/** Too much of everything that a call gives back. */
import { guest, wasmOf } from '../../../server/src/sandbox/testing/testSandbox';
import { hostile, type AttackFamily } from '../attack';
import { order } from '../probe';
import { ALL_OF_WASI, run } from '../wat';

const REPORT = '(import "macroscope" "report_panic" (func $report (param i32 i32)))';

/** Opens paths that differ in six digits, `count` times. */
function manyPaths(prefix: string, count: number): Uint8Array {
  const digits = Array.from(
    { length: 6 },
    (_, place) =>
      `(i32.store8 (i32.const ${100 + prefix.length + place})
        (i32.add (i32.const 48) (i32.rem_u (i32.div_u (local.get $n) (i32.const ${10 ** (5 - place)})) (i32.const 10))))`,
  );
  return guest(
    `${run(
      `(loop ${digits.join('\n')}
        (drop (call $path_open (i32.const 4) (i32.const 0) (i32.const 100) (i32.const ${prefix.length + 6})
          (i32.const 0) (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 64)))
        (br_if 0 (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const ${count}))))`,
      '(local $n i32)',
    )} (data (i32.const 100) "${prefix}")`,
    `${ALL_OF_WASI} (memory (export "memory") 1)`,
  );
}

export const output: AttackFamily = {
  name: 'output',
  attacks: [
    hostile(
      'an output that is too large',
      () =>
        guest(
          '(func $run (param i32 i32) (result i64) (i64.const 0x200000))',
          '(memory (export "memory") 64)',
        ),
      { status: 'output-too-large', message: 'the output has 2097152 bytes, allowed are 1048576' },
    ),
    hostile(
      'an output outside of the memory',
      () => guest('(func $run (param i32 i32) (result i64) (i64.const -1))'),
      {
        status: 'invalid-module',
        message: "run returned 4294967295 bytes at 4294967295, outside the module's memory",
      },
    ),
    hostile(
      'an output that ends one byte behind the memory',
      () => guest('(func $run (param i32 i32) (result i64) (i64.const 0xffff00000002))'),
      { status: 'invalid-module', message: /^run returned 2 bytes at 65535, outside/ },
    ),
    hostile(
      'an allocator that lies',
      () =>
        wasmOf(`(module (memory (export "memory") 1) (func (export "macroscope_alloc") (param i32) (result i32) (i32.const -1))
        (func (export "run") (param i32 i32) (result i64) (i64.const 0)))`),
      { status: 'invalid-module', message: /^macroscope_alloc returned 3 bytes at 4294967295, outside/ },
      { input: new Uint8Array([1, 2, 3]) },
    ),
    order('a hundred megabytes to the console', 'shout 100000', {
      status: ['returned', 'out-of-instructions'],
      check: ({ console }) =>
        console.length > 70_000 ? `the console has ${console.length} characters` : undefined,
    }),
    hostile(
      'bytes to the console that are not UTF-8',
      () =>
        guest(
          `${run(`(i32.store (i32.const 0) (i32.const 100)) (i32.store (i32.const 4) (i32.const 6))
            (drop (call $fd_write (i32.const 2) (i32.const 0) (i32.const 1) (i32.const 16)))`)}
            (data (i32.const 100) "\\ff\\fe\\c0\\80\\ed\\a0")`,
          `${ALL_OF_WASI} (memory (export "memory") 1)`,
        ),
      {
        status: 'returned',
        check: ({ console }) =>
          /^\uFFFD+$/.test(console) ? undefined : `the console is ${JSON.stringify(console)}`,
      },
    ),
    hostile(
      'a panic message that is not UTF-8',
      () =>
        guest(
          `${run('(call $report (i32.const 100) (i32.const 4)) (unreachable)')} (data (i32.const 100) "a\\ff\\c0b")`,
          `${REPORT} (memory (export "memory") 1)`,
        ),
      { status: 'panicked', message: 'a\uFFFD\uFFFDb' },
    ),
    hostile(
      'a panic message outside of the memory',
      () =>
        guest(
          run('(call $report (i32.const -1) (i32.const 5)) (unreachable)'),
          `${REPORT} (memory (export "memory") 1)`,
        ),
      { status: 'panicked', message: 'the macro panicked with a message that lies outside its memory' },
    ),
    hostile(
      'a panic message of six megabytes',
      () =>
        guest(
          run('(call $report (i32.const 0) (i32.const 6000000)) (unreachable)'),
          `${REPORT} (memory (export "memory") 100)`,
        ),
      {
        status: 'panicked',
        check: (result) =>
          'message' in result && result.message.length > 70_000
            ? `it has ${result.message.length} characters`
            : undefined,
      },
    ),
    hostile(
      'endless panic messages',
      () =>
        guest(
          run('(loop (call $report (i32.const 0) (i32.const 60000)) (br 0))'),
          `${REPORT} (memory (export "memory") 1)`,
        ),
      { status: 'out-of-instructions' },
    ),
    hostile(
      'five thousand refused paths',
      () => manyPaths('etc/', 5_000),
      {
        status: ['returned', 'out-of-instructions'],
        check: ({ refusals }) => (refusals.length > 1000 ? `${refusals.length} refusals` : undefined),
      },
      (laboratory) => ({ ...laboratory.view, budget: { instructions: 1e9, wallMillis: 60_000 } }),
    ),
    hostile(
      'twenty-one thousand missing files',
      () => manyPaths('project/', 21_000),
      {
        status: ['returned', 'out-of-instructions'],
        check: ({ reads }) => (reads.length > 20_000 ? `${reads.length} reads` : undefined),
      },
      (laboratory) => ({ ...laboratory.view, budget: { instructions: 1e9, wallMillis: 60_000 } }),
      { thorough: true },
    ),
  ],
};
