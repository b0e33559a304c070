/** However a call ends, what it used is exact, and the budget is spent exactly when it is used up. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { guest, testSandbox, type TestSandbox } from './testing/testSandbox';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await testSandbox();
});
afterAll(() => sandbox.sandbox.dispose());

/** `macroscope_alloc` in a test's guest. */
const ALLOC = 5;
const HEAD = `
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (memory (export "memory") 1)`;

test.each<[name: string, body: string, status: string, instructions: number]>([
  ['a return', '(i64.const 0)', 'returned', 1],
  ['unreachable', '(drop (i32.const 1)) (unreachable)', 'trapped', 3],
  ['unreachable in a called function', '(drop (i32.const 1)) (call $fails) (i64.const 0)', 'trapped', 4],
  ['a division', '(i64.div_u (i64.const 1) (i64.extend_i32_u (local.get 0)))', 'returned', 4],
  ['a trap', '(drop (i32.const 1)) (i64.div_u (i64.const 1) (i64.const 0))', 'trapped', 5],
  ['a trap in a called function', '(call $reads) (i64.const 0)', 'trapped', 3],
  ['an exit', '(call $exit (i32.const 3)) (i64.const 0)', 'exited', 102],
  [
    'a call of the host',
    '(drop (call $random (i32.const 0) (i32.const 800))) (i64.const 0)',
    'returned',
    205,
  ],
])('%s', async (_name, body, status, own) => {
  const module = guest(
    `(func $fails (unreachable)) (func $reads (drop (i32.load (i32.const -1))))
     (func $run (param i32 i32) (result i64) ${body})`,
    HEAD,
  );
  const instructions = ALLOC + own;
  const enough = await sandbox.run(module, { budget: { instructions } });
  expect(enough).toMatchObject({ status, used: { instructions } });
  const tooFew = await sandbox.run(module, { budget: { instructions: instructions - 1 } });
  expect(tooFew).toMatchObject({ status: 'out-of-instructions' });
});

test('the host does not work for a guest that cannot pay', async () => {
  const module = guest(
    `(func $run (param i32 i32) (result i64)
       (drop (call $random (i32.const 0) (i32.const 65536))) (i64.const 0))`,
    HEAD,
  );
  expect(await sandbox.run(module, { budget: { instructions: 8000 } })).toMatchObject({
    status: 'out-of-instructions',
    used: { instructions: ALLOC + 3 + 100 + 65536 / 8 },
  });
});
