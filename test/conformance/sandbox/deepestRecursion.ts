/**
 * How deep a guest's recursion gets before it is out of stack, for functions with frames of several shapes,
 * in a real worker. Run as a program by `tiers.test.ts` under different flags of V8, whose compilers lay out
 * frames differently: prints one JSON object.
 */
import { guest, testSandbox } from '../../../server/src/sandbox/testing/testSandbox';

const LOCALS = 500;
const numbers = Array.from({ length: LOCALS }, (_, index) => index);

/** `$down` calls itself until its first parameter is 0; `run` starts it with the length of its input. */
const recursion = (down: string, start: string): Uint8Array =>
  guest(`${down} (func $run (param i32 i32) (result i64) ${start} (i64.const 0))`);

/** An optimising compiler keeps what is computed before the call for the same computations after it. */
const commonExpressions = (count: number): Uint8Array => {
  const products = Array.from(
    { length: count },
    (_, index) => `(i64.mul (i64.extend_i32_u (local.get 0)) (i64.const ${index + 3}))`,
  );
  return recursion(
    `(func $down (param i32) (result i64) (local i64 i64)
      ${products.map((product) => `(local.set 1 (i64.xor (local.get 1) ${product}))`).join('\n')}
      (if (local.get 0) (then (local.set 2 (call $down (i32.sub (local.get 0) (i32.const 1))))))
      ${products.map((product) => `(local.set 2 (i64.add (local.get 2) ${product}))`).join('\n')}
      (i64.xor (local.get 1) (local.get 2)))`,
    '(drop (call $down (local.get 1)))',
  );
};

const SHAPES: Record<string, Uint8Array> = {
  plain: recursion(
    `(func $down (param i32) (if (local.get 0) (then (call $down (i32.sub (local.get 0) (i32.const 1))))))`,
    '(call $down (local.get 1))',
  ),
  'many locals in use': recursion(
    `(func $down (param i32) (result i64) (local ${'i64 '.repeat(LOCALS)})
      ${numbers.map((index) => `(local.set ${index + 1} (i64.mul (i64.extend_i32_u (local.get 0)) (i64.const ${index + 3})))`).join('\n')}
      (if (local.get 0) (then (local.set 1 (call $down (i32.sub (local.get 0) (i32.const 1))))))
      ${numbers.map((index) => `(local.get ${index + 1})`).join(' ')} ${'i64.xor '.repeat(LOCALS - 1)})`,
    '(drop (call $down (local.get 1)))',
  ),
  'many parameters': recursion(
    `(func $down (param i32) (param ${'i64 '.repeat(LOCALS)})
      (if (local.get 0) (then (call $down (i32.sub (local.get 0) (i32.const 1)) ${numbers.map((index) => `(local.get ${index + 1})`).join(' ')}))))`,
    `(call $down (local.get 1) ${numbers.map((index) => `(i64.const ${index})`).join(' ')})`,
  ),
  'many operands': recursion(
    `(func $down (param i32) (result i32)
      ${numbers.map((index) => `(i32.load offset=${index * 4} (i32.and (local.get 0) (i32.const 255)))`).join(' ')}
      (if (result i32) (local.get 0) (then (call $down (i32.sub (local.get 0) (i32.const 1)))) (else (i32.const 1)))
      ${'i32.xor '.repeat(LOCALS)})`,
    '(drop (call $down (local.get 1)))',
  ),
  'many common expressions': commonExpressions(LOCALS),
  'very many common expressions': commonExpressions(8 * LOCALS),
};

const { sandbox, run } = await testSandbox({ maximumWorkers: 1 });
const deepest: Record<string, number | string> = {};
for (const [name, module] of Object.entries(SHAPES)) {
  let [works, fails] = [1, 20_000];
  let ending = '';
  // Often enough before, for the optimising compiler to take over where it may.
  for (let round = 0; round < 30; round++) await run(module, { input: new Uint8Array(100) });
  while (works + 1 < fails) {
    const depth = (works + fails) >> 1;
    const result = await run(module, {
      input: new Uint8Array(depth),
      budget: { instructions: 1e10, memoryPages: 1000 },
    });
    if (result.status === 'returned') works = depth;
    else {
      fails = depth;
      ending = result.status;
    }
  }
  deepest[`${name}: ${ending}`] = works;
}
await sandbox.dispose();
console.log(JSON.stringify(deepest));
