/** Guests that try to write their own fuel, or to run without paying. */
import { guest, wasmOf } from '../../../server/src/sandbox/testing/testSandbox';
import {
  COUNTER_EXPORT,
  GROWTH_EXPORT,
  PAGE_LIMIT_EXPORT,
} from '../../../server/src/sandbox/rewrite/counter';
import { PROBE } from '../../conformance/sandbox/probe';
import { hostile, verdictOf, type Attack, type AttackFamily } from '../attack';
import { ECHO } from '../../../server/src/sandbox/testing/testSandbox';
import { run } from '../wat';

const INVALID = {
  status: 'invalid-module',
  message: 'the module cannot be run: it is not valid WebAssembly',
} as const;

/** A module whose only function, exported as `run`, has a body that is valid only once the rewriter has added something. */
function binary(body: readonly number[], locals: readonly number[] = [0]): Uint8Array {
  const code = [...locals, ...body, 0x0b];
  const exported = [...new TextEncoder().encode('run')];
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, 7, 1, 0x60, 2, 0x7f, 0x7f, 1, 0x7e],
    ...[3, 2, 1, 0],
    ...[7, 4 + exported.length, 1, exported.length, ...exported, 0, 0],
    ...[10, code.length + 2, 1, code.length, ...code],
  ]);
}

function invalid(name: string, body: readonly number[]): Attack {
  return hostile(name, () => binary(body), INVALID);
}

/** A call needs exactly as many instructions as it is said to have used: one less is not enough. */
const underpaid: Attack = {
  name: 'calls that are one instruction short',
  run: async ({ sandboxes, view }) => {
    const problems: string[] = [];
    const results = [];
    for (const words of ['order', 'recurse 50', 'float 2.5', 'allocate 100000', 'read a.txt', 'list .']) {
      for (const sandbox of sandboxes) {
        const input = new TextEncoder().encode(words);
        const full = await sandbox.run(PROBE, { ...view, input });
        const used = full.used.instructions ?? 0;
        const exact = await sandbox.run(PROBE, { ...view, input, budget: { instructions: used } });
        const short = await sandbox.run(PROBE, { ...view, input, budget: { instructions: used - 1 } });
        if (used < 1000 || exact.status !== 'returned' || short.status !== 'out-of-instructions') {
          problems.push(`${words}: ${used} used, ${verdictOf(exact)}, ${verdictOf(short)}`);
        }
        results.push(full, exact, short);
      }
    }
    return { verdict: 'out-of-instructions', problems, results };
  },
};

export const counter: AttackFamily = {
  name: 'counter',
  attacks: [
    ...[COUNTER_EXPORT, PAGE_LIMIT_EXPORT, GROWTH_EXPORT].map((name) =>
      hostile(
        `an export of its own named ${name}`,
        () => guest(`${ECHO} (global (export "${name}") (mut i64) (i64.const 0x7fffffffffffffff))`),
        {
          status: 'invalid-module',
          message: `the module cannot be run: it exports the reserved name ${name}`,
        },
      ),
    ),
    hostile('a function named as the counter', () => guest(`${ECHO} (func (export "${COUNTER_EXPORT}"))`), {
      status: 'invalid-module',
      message: /reserved name/,
    }),
    // global.set of the first three globals that the rewriter adds: i64.const 1, global.set N, i64.const 0.
    invalid('the counter written by its index', [0x42, 1, 0x24, 0, 0x42, 0]),
    invalid('the limit of pages written by its index', [0x42, 1, 0x24, 1, 0x42, 0]),
    invalid('the mark of refused growth written by its index', [0x41, 0, 0x24, 2, 0x42, 0]),
    invalid('the counter read by its index', [0x23, 0]),
    // local.set 2 is the parameter that the rewriter adds.
    invalid('the counter written as the hidden parameter', [0x42, 1, 0x21, 2, 0x42, 0]),
    invalid('the counter returned as a hidden result', [0x42, 0, 0x42, 0x7f]),
    invalid('a call of the function that the rewriter adds', [0x20, 0, 0x20, 1, 0x10, 1]),
    invalid('a block of a type that the rewriter adds', [0x42, 0, 0x02, 1, 0x0b]),
    hostile(
      'an indirect call with the type that functions have after rewriting',
      () =>
        guest(`(type $plain (func)) (type $counted (func (param i64) (result i64)))
          (table funcref (elem $nothing)) (func $nothing)
          (func $run (param i32 i32) (result i64)
            (call_indirect (type $counted) (i64.const 0x7fffffffffffffff) (i32.const 0)))`),
      { status: 'trapped', message: /signature|indirect/ },
    ),
    hostile(
      'charges so large at once that the counter wraps around',
      () => guest(run(`${'(drop (memory.grow (i32.const -1)))'.repeat(5000)} (loop (br 0))`)),
      { status: 'out-of-instructions' },
    ),
    hostile(
      'charges that wrap around in a function of its own, four thousand times',
      () =>
        guest(`${run(`${'(call $ask)'.repeat(4000)} (loop (br 0))`)}
          (func $ask (drop (memory.grow (i32.const -1))) (drop (memory.grow (i32.const -1))))`),
      { status: 'out-of-instructions' },
    ),
    hostile(
      'a hundred thousand instructions in a row, with a budget of fifty',
      () => guest(run('(drop (i32.add (i32.const 1) (i32.const 2)))'.repeat(25_000))),
      { status: 'out-of-instructions' },
      { budget: { instructions: 50 } },
    ),
    underpaid,
    hostile(
      'a call with no budget at all',
      () => guest(ECHO),
      { status: 'out-of-instructions' },
      { budget: { instructions: 0 } },
    ),
    hostile(
      'the trap that saves a call from its budget',
      () =>
        guest(
          `(func $run (param i32 i32) (result i64) ${'(drop (i32.const 1))'.repeat(1000)} (unreachable))`,
        ),
      { status: 'out-of-instructions' },
      { budget: { instructions: 1000 } },
    ),
    hostile(
      'a second entry that continues with the fuel of the first',
      () =>
        wasmOf(`(module (memory (export "memory") 1)
          (func (export "macroscope_alloc") (param i32) (result i32) (loop (br_if 0 (i32.lt_u (local.tee 0 (i32.add (local.get 0) (i32.const 1))) (i32.const 1000)))) (i32.const 8))
          (func (export "run") (param i32 i32) (result i64) (local $n i32)
            (loop (br_if 0 (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 1000)))) (i64.const 0)))`),
      { status: 'out-of-instructions' },
      { budget: { instructions: 9000 } },
    ),
  ],
};
