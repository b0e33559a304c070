import { afterAll, beforeAll, expect, test } from 'vitest';
import { guest, testSandbox, type TestSandbox } from './testing/testSandbox';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await testSandbox();
});
afterAll(() => sandbox.sandbox.dispose());

const head = `(import "macroscope" "catch_unwind" (func $catch (param i32 i32) (result i32)))
  (import "macroscope" "unwind" (func $unwind))
  (memory (export "memory") 1)`;

/** A guest whose result has the length that `run` gives; `macroscope_call` runs `$operation`. */
const program = (operation: string, run: string): Uint8Array =>
  guest(
    `(func (export "macroscope_call") (param $operation i32) (param $data i32) ${operation})
     (func $run (param i32 i32) (result i64) ${run})`,
    head,
  );

const panic = '(call $unwind) (unreachable)';
const catchOnce = '(i64.extend_i32_u (call $catch (i32.const 0) (i32.const 0)))';

test('an announced trap ends no more than the call that is caught', async () => {
  expect(await sandbox.run(program(panic, catchOnce))).toMatchObject({
    status: 'returned',
    output: { length: 1 },
  });
});

test('a call that returns is told from one that was caught', async () => {
  expect(await sandbox.run(program('nop', catchOnce))).toMatchObject({
    status: 'returned',
    output: { length: 0 },
  });
});

test.each([
  ['a trap that was not announced', program('(unreachable)', catchOnce), 'trapped'],
  [
    'a trap that was announced where nothing catches',
    program('nop', '(call $unwind) (unreachable)'),
    'trapped',
  ],
  ['an endless loop', program('(call $unwind) (loop $again (br $again))', catchOnce), 'out-of-instructions'],
  [
    'an endless recursion',
    program('(call $unwind) (drop (call $run (i32.const 0) (i32.const 0)))', catchOnce),
    'invalid-module',
  ],
  [
    'panics without end',
    program(
      panic,
      `(loop $again (drop (call $catch (i32.const 0) (i32.const 0))) (br $again)) (unreachable)`,
    ),
    'out-of-instructions',
  ],
])('%s ends the call', async (_, module, status) => {
  expect(await sandbox.run(module)).toMatchObject({ status });
});

test('what is executed in a call that is caught is counted', async () => {
  const work =
    '(local $left i32) (local.set $left (i32.const 1000)) (loop $again (br_if $again (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))';
  const { used } = await sandbox.run(program(`${work} ${panic}`, catchOnce));
  expect(used.instructions).toBeGreaterThan(5000);
  expect(used.instructions).toBeLessThan(5250);
});

test('frames that were given up give their stack back', async () => {
  const deep = `(if (local.get $data) (then (call $deeper (i32.sub (local.get $data) (i32.const 1)))) (else ${panic}))`;
  const module = guest(
    `(func $deeper (export "macroscope_call_deeper") (param $data i32) ${deep})
     (func (export "macroscope_call") (param $operation i32) (param $data i32) (call $deeper (local.get $data)))
     (func $run (param i32 i32) (result i64) (local $left i32)
       (local.set $left (i32.const 100))
       (loop $again
         (drop (call $catch (i32.const 0) (i32.const 5000)))
         (br_if $again (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))
       (i64.const 0))`,
    head,
  );
  expect((await sandbox.run(module)).status).toBe('returned');
});
