/**
 * Modules made to do harm. Each gets its verdict, the same every time, and the next call works as if nothing
 * had been.
 */
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  ECHO,
  ENDLESS,
  guest,
  testSandbox,
  wasmOf,
  type TestSandbox,
} from '../../../server/src/sandbox/testing/testSandbox';
import { answer, order } from './probe';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await testSandbox({ maximumWorkers: 1 });
});
afterAll(() => sandbox.sandbox.dispose());

const GROWING = '(memory (export "memory") 1)';

const HOSTILE: [name: string, module: () => Uint8Array, status: string, message: string | RegExp][] = [
  [
    'an endless loop',
    () => guest(ENDLESS),
    'out-of-instructions',
    'the macro executed more than 10000000 instructions',
  ],
  [
    'endless calls',
    () =>
      guest(
        `(func $run (param i32 i32) (result i64) (loop (call $nothing) (br 0)) (unreachable)) (func $nothing)`,
      ),
    'out-of-instructions',
    /10000000/,
  ],
  [
    'endless recursion',
    () => guest(`(func $run (param i32 i32) (result i64) (call $run (i32.const 0) (i32.const 0)))`),
    'out-of-stack',
    'the macro used up the stack',
  ],
  [
    'endless recursion through a table',
    () =>
      guest(`(type $entry (func (param i32 i32) (result i64))) (table funcref (elem $run))
        (func $run (param i32 i32) (result i64)
          (call_indirect (type $entry) (i32.const 0) (i32.const 0) (i32.const 0)))`),
    'out-of-stack',
    'the macro used up the stack',
  ],
  [
    'endless growth of memory',
    () =>
      guest(`(func $run (param i32 i32) (result i64)
        (loop (br_if 0 (i32.ne (memory.grow (i32.const 1)) (i32.const -1)))) (unreachable))`),
    'out-of-memory',
    'the macro asked for more than 100 pages of memory',
  ],
  [
    'growth of memory by as much as can be written',
    () =>
      guest(`(func $run (param i32 i32) (result i64)
        (drop (memory.grow (i32.const -1))) (unreachable))`),
    'out-of-memory',
    /100 pages/,
  ],
  [
    'endless attempts to grow memory',
    () =>
      guest(`(func $run (param i32 i32) (result i64)
        (loop (drop (memory.grow (i32.const 1000))) (br 0)) (unreachable))`),
    'out-of-instructions',
    /10000000/,
  ],
  [
    'endless filling of memory',
    () =>
      guest(`(func $run (param i32 i32) (result i64)
        (loop (memory.fill (i32.const 0) (i32.const 1) (i32.const 65536)) (br 0)) (unreachable))`),
    'out-of-instructions',
    /10000000/,
  ],
  [
    'more memory to start with than the call allows',
    () => guest(ECHO, '(memory (export "memory") 200)'),
    'invalid-module',
    'the module needs 200 pages of memory to start',
  ],
  [
    'output that is too large',
    () =>
      guest(`(func $run (param i32 i32) (result i64) (i64.const 0x200000))`, '(memory (export "memory") 64)'),
    'output-too-large',
    'the output has 2097152 bytes, allowed are 1048576',
  ],
  [
    'output outside the memory',
    () => guest(`(func $run (param i32 i32) (result i64) (i64.const -1))`),
    'invalid-module',
    "run returned 4294967295 bytes at 4294967295, outside the module's memory",
  ],
  [
    'an allocator that lies',
    () =>
      wasmOf(`(module ${GROWING} (func (export "macroscope_alloc") (param i32) (result i32) (i32.const -1))
        (func (export "run") (param i32 i32) (result i64) (i64.const 0)))`),
    'invalid-module',
    /^macroscope_alloc returned 3 bytes at 4294967295, outside/,
  ],
  [
    'an allocator that does not end',
    () =>
      wasmOf(`(module ${GROWING} (func (export "macroscope_alloc") (param i32) (result i32) (loop (br 0)) (unreachable))
        (func (export "run") (param i32 i32) (result i64) (i64.const 0)))`),
    'out-of-instructions',
    /10000000/,
  ],
  [
    'a trap',
    () => guest(`(func $run (param i32 i32) (result i64) (i64.div_u (i64.const 1) (i64.const 0)))`),
    'trapped',
    'divide by zero',
  ],
  [
    'an export with the name of the counter',
    () => guest(`${ECHO} (global (export "macroscope:counter") (mut i64) (i64.const 0x7fffffffffffffff))`),
    'invalid-module',
    'the module cannot be run: it exports the reserved name macroscope:counter',
  ],
  [
    'another type for the entry',
    () => guest(`(func $run (param i64) (result i64) (local.get 0))`),
    'invalid-module',
    'run has another signature than it should',
  ],
  [
    'no memory',
    () =>
      wasmOf(`(module (func (export "macroscope_alloc") (param i32) (result i32) (i32.const 0))
        (func (export "run") (param i32 i32) (result i64) (i64.const 0)))`),
    'invalid-module',
    'the module exports no memory',
  ],
  [
    'a global in place of the memory',
    () => guest(ECHO, '(memory 1) (global (export "memory") i32 (i32.const 0))'),
    'invalid-module',
    'the module exports no memory',
  ],
];

test.each(HOSTILE)('%s', async (_name, module, status, message) => {
  const input = new Uint8Array([1, 2, 3]);
  for (let round = 0; round < 2; round++) {
    expect(await sandbox.run(module(), { input })).toMatchObject({
      status,
      message: typeof message === 'string' ? message : (expect.stringMatching(message) as string),
    });
    expect(await sandbox.run(guest(ECHO), { input })).toMatchObject({ status: 'returned', output: input });
  }
});

test('a module cannot write a counter that it does not have yet', async () => {
  // Valid only after a rewrite: the body sets global 0, which the rewriter adds.
  const body = [0, 0x42, 1, 0x24, 0, 0x0b];
  const spoof = Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 0x66, 0, 0],
    ...[10, body.length + 2, 1, body.length, ...body],
  ]);
  expect(await sandbox.run(spoof)).toMatchObject({
    status: 'invalid-module',
    message: 'the module cannot be run: it is not valid WebAssembly',
  });
});

test('pointers that lead nowhere are answered with an error, not with a crash', async () => {
  // Every call passes what it gets as iovecs, paths and results. The output is the sum of the errors.
  const pointers = [-1, -8, 0x7fffffff, 65536];
  const calls = pointers.flatMap((pointer) => [
    `(call $fd_write (i32.const 1) (i32.const ${pointer}) (i32.const 1) (i32.const 0))`,
    `(call $fd_write (i32.const 1) (i32.const 0) (i32.const -1) (i32.const 0))`,
    `(call $fd_read (i32.const 0) (i32.const ${pointer}) (i32.const 1000) (i32.const 0))`,
    `(call $random_get (i32.const ${pointer}) (i32.const 2))`,
    `(call $environ_get (i32.const ${pointer}) (i32.const ${pointer}))`,
    `(call $fd_prestat_dir_name (i32.const 3) (i32.const ${pointer}) (i32.const -1))`,
    `(call $path_open (i32.const 3) (i32.const 0) (i32.const ${pointer}) (i32.const -1)
       (i32.const 0) (i64.const 0) (i64.const 0) (i32.const 0) (i32.const 0))`,
    `(call $fd_readdir (i32.const 3) (i32.const ${pointer}) (i32.const -1) (i64.const -1) (i32.const 0))`,
  ]);
  const module = guest(
    `(func $run (param i32 i32) (result i64) (local $errors i32)
      ${calls.map((call) => `(if (i32.eqz ${call}) (then) (else (local.set $errors (i32.add (local.get $errors) (i32.const 1)))))`).join('\n')}
      (i64.extend_i32_u (local.get $errors)))`,
    `${wasi('fd_write', 'i32 i32 i32 i32')} ${wasi('fd_read', 'i32 i32 i32 i32')} ${wasi('random_get', 'i32 i32')}
     ${wasi('environ_get', 'i32 i32')} ${wasi('fd_prestat_dir_name', 'i32 i32 i32')}
     ${wasi('path_open', 'i32 i32 i32 i32 i32 i64 i64 i32 i32')} ${wasi('fd_readdir', 'i32 i32 i32 i64 i32')}
     (memory (export "memory") 1)`,
  );
  const result = await sandbox.run(module, { environment: new Map([['NAME', 'value']]) });
  expect(result.status === 'returned' && result.output.length).toBe(calls.length);
});

function wasi(name: string, parameters: string): string {
  return `(import "wasi_snapshot_preview1" "${name}" (func $${name} (param ${parameters}) (result i32)))`;
}

test('a panic message outside the memory is replaced', async () => {
  const module = guest(
    `(func $run (param i32 i32) (result i64) (call $report (i32.const -1) (i32.const 5)) (unreachable))`,
    `(import "macroscope" "report_panic" (func $report (param i32 i32))) (memory (export "memory") 1)`,
  );
  expect(await sandbox.run(module)).toMatchObject({
    status: 'panicked',
    message: 'the macro panicked with a message that lies outside its memory',
  });
});

test('a call needs exactly as many instructions as it is said to have used', async () => {
  for (const words of ['order', 'recurse 50', 'float 2.5', 'allocate 100000']) {
    const { used } = await order(sandbox, words);
    const instructions = used.instructions ?? 0;
    expect(instructions).toBeGreaterThan(1000);
    expect((await order(sandbox, words, { budget: { instructions } })).status).toBe('returned');
    const short = await order(sandbox, words, { budget: { instructions: instructions - 1 } });
    expect(short.status).toBe('out-of-instructions');
  }
});

test('the same call always uses the same', async () => {
  const first = await order(sandbox, 'order');
  for (let round = 0; round < 5; round++) {
    const { used } = await order(sandbox, 'order');
    expect(used).toMatchObject({
      instructions: first.used.instructions,
      memoryPages: first.used.memoryPages,
    });
  }
});

test('Rust programs end as they should when memory and stack run out', async () => {
  expect(await answer(sandbox, 'allocate 100000000')).toMatch(/^out-of-memory: /);
  expect(await answer(sandbox, 'try-allocate 100000000')).toBe('false');
  expect(await answer(sandbox, 'recurse 1000000')).toMatch(/^(out-of-stack|trapped): /);
  expect(await answer(sandbox, 'spin')).toMatch(/^out-of-instructions: /);
  expect(await answer(sandbox, 'recurse 100')).toBe('100');
});

test('a NaN has the same bits everywhere', async () => {
  expect(await answer(sandbox, 'nan')).toBe('7ff8000000000000 7ff8000000000000 7fc00000 ffc00000');
  expect(await answer(sandbox, 'float 2.5')).toBe('7.5 1.5811388300841898 0');
});
