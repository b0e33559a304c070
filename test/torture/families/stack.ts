/** Recursion without end. V8 must never notice: where its own stack ends depends on its compilers. */
import { guest } from '../../../server/src/sandbox/testing/testSandbox';
import { hostile, type AttackFamily, type Expected } from '../attack';
import { order } from '../probe';
import { run } from '../wat';

const OVER: Expected = { status: 'out-of-stack', message: 'the macro used up the stack' };
const budget = { instructions: 1e9 };

export const stack: AttackFamily = {
  name: 'stack',
  attacks: [
    hostile(
      'endless recursion',
      () => guest('(func $run (param i32 i32) (result i64) (call $run (i32.const 0) (i32.const 0)))'),
      OVER,
      { budget },
    ),
    hostile(
      'endless recursion of two functions',
      () => guest(`${run('(call $there)')} (func $there (call $back)) (func $back (call $there))`),
      OVER,
      { budget },
    ),
    hostile(
      'endless recursion through a table',
      () =>
        guest(`(type $entry (func (param i32 i32) (result i64))) (table funcref (elem $run))
        (func $run (param i32 i32) (result i64) (call_indirect (type $entry) (i32.const 0) (i32.const 0) (i32.const 0)))`),
      OVER,
      { budget },
    ),
    hostile(
      'endless recursion of a hundred functions in a circle through a table',
      () => {
        const names = Array.from({ length: 100 }, (_, index) => `$f${index}`);
        const functions = names.map(
          (name, index) => `(func ${name} (call_indirect (type $none) (i32.const ${(index + 1) % 100})))`,
        );
        return guest(
          `(type $none (func)) (table funcref (elem ${names.join(' ')})) ${functions.join('\n')} ${run('(call $f0)')}`,
        );
      },
      OVER,
      { budget },
    ),
    hostile(
      'endless recursion with forty thousand locals a frame',
      () => guest(`${run('(call $deep)')} (func $deep (local ${'i64 '.repeat(40_000)}) (call $deep))`),
      OVER,
      { budget },
    ),
    hostile(
      'endless recursion with nine hundred parameters and operands',
      () => {
        const values = Array.from({ length: 900 }, (_, index) => `(local.get ${index})`).join(' ');
        return guest(`${run(`(call $deep ${'(i64.const 1) '.repeat(900)})`)}
          (func $deep (param ${'i64 '.repeat(900)}) (call $deep ${values}))`);
      },
      OVER,
      { budget },
    ),
    hostile(
      'endless recursion that keeps a thousand computed values alive',
      () => {
        const sums = Array.from(
          { length: 1000 },
          (_, index) => `(i64.mul (local.get 0) (i64.const ${index + 3}))`,
        );
        return guest(`${run('(drop (call $deep (i64.const 1)))')}
          (func $deep (param i64) (result i64)
            ${sums.join(' ')} (call $deep (i64.add (local.get 0) (i64.const 1))) ${'(i64.add) '.repeat(1000)})`);
      },
      OVER,
      { budget },
    ),
    hostile(
      'endless recursion in the allocator',
      () => guest(`${run('')} (func $deep (export "_initialize") (call $deep))`),
      OVER,
      { budget },
    ),
    hostile(
      'a recursion deeper than the call allows, though V8 would allow it',
      () =>
        guest(`${run('(call $deep (i32.const 100))')}
        (func $deep (param i32) (if (local.get 0) (then (call $deep (i32.sub (local.get 0) (i32.const 1))))))`),
      OVER,
      { budget: { stackUnits: 50 } },
    ),
    hostile(
      'a recursion just deep enough, a thousand times',
      () =>
        guest(`${run('(loop (call $deep (i32.const 3000)) (br_if 0 (i32.lt_u (local.tee 0 (i32.add (local.get 0) (i32.const 1))) (i32.const 2024))))')}
          (func $deep (param i32) (if (local.get 0) (then (call $deep (i32.sub (local.get 0) (i32.const 1))))))`),
      { status: 'returned' },
      { budget },
    ),
    order(
      'a Rust function that calls itself',
      'recurse 1000000',
      { status: ['out-of-stack', 'trapped'] },
      { budget: { instructions: 1e9 } },
    ),
  ],
};
