/** Anything that could differ between two runs, two workers, two machines. `hostile` compares two workers; the answers themselves are fixed here. */
import { guest } from '../../../server/src/sandbox/testing/testSandbox';
import { hostile, lasting, type Attack, type AttackFamily } from '../attack';
import { order } from '../probe';
import { PROBE } from '../../conformance/sandbox/probe';
import { run, wasiGuest } from '../wat';

const inputOf = (words: string): Uint8Array => new TextEncoder().encode(words);

/** All at once in all workers, and again: one answer, and one count. */
function sameEverywhere(name: string, words: string): Attack {
  return {
    name,
    run: async ({ sandboxes, view }) => {
      const results = [];
      for (let round = 0; round < 3; round++) {
        const calls = sandboxes.flatMap(({ run }) =>
          [0, 1].map(() => run(PROBE, { ...view, input: inputOf(words) })),
        );
        results.push(...(await Promise.all(calls)));
      }
      const distinct = new Set(results.map(lasting));
      const problems =
        distinct.size === 1 ? [] : [`${distinct.size} answers: ${[...distinct].join(' | ').slice(0, 500)}`];
      return { verdict: `${results.length} equal results`, problems, results };
    },
  };
}

export const determinism: AttackFamily = {
  name: 'determinism',
  attacks: [
    order('the clock', 'clock', { status: 'returned', output: 'SystemTime(1000000000s)' }),
    order('time that passes', 'elapsed', { status: 'returned', output: '0ns' }),
    hostile(
      'all clocks, and their resolution',
      () =>
        wasiGuest(({ errno }) =>
          [0, 1, 2, 3, 4, -1].flatMap((clock) => [
            errno(`(call $clock_time_get (i32.const ${clock}) (i64.const 0) (i32.const 66000))`),
            errno(`(call $clock_res_get (i32.const ${clock}) (i32.const 66100))`),
          ]),
        ),
      { status: 'returned' },
    ),
    order('random numbers, as the order of a hash map', 'order', {
      status: 'returned',
      output: /^\[\d+(, \d+){19}\]$/,
    }),
    hostile(
      'random bytes',
      () =>
        wasiGuest(({ errno }) => [
          errno('(call $random_get (i32.const 65537) (i32.const 4000))'),
          '(global.set $out (i32.const 69537))',
        ]),
      { status: 'returned' },
    ),
    order('the bits of numbers that are none', 'nan', {
      status: 'returned',
      output: '7ff8000000000000 7ff8000000000000 7fc00000 ffc00000',
    }),
    hostile(
      'the payload of a NaN through every operation',
      () => {
        const nan = '(f64.reinterpret_i64 (i64.const 0xfff4dead0000beef))';
        const operations = [
          ...['ceil', 'floor', 'trunc', 'nearest', 'sqrt'].map((name) => `(f64.${name} ${nan})`),
          ...['add', 'sub', 'mul', 'div', 'min', 'max'].flatMap((name) => [
            `(f64.${name} ${nan} (f64.const 1))`,
            `(f64.${name} (f64.const 1) ${nan})`,
          ]),
          `(f64.promote_f32 (f32.demote_f64 ${nan}))`,
        ];
        const stores = operations.map(
          (operation, index) => `(f64.store (i32.const ${index * 8}) ${operation})`,
        );
        return guest(
          `(func $run (param i32 i32) (result i64) ${stores.join('\n')} (i64.const ${operations.length * 8}))`,
        );
      },
      {
        status: 'returned',
        check: (result) => {
          if (result.status !== 'returned') return 'no output';
          const view = new BigUint64Array(result.output.slice().buffer);
          return view.length === 18 && view.every((bits) => bits === 0x7ff8000000000000n)
            ? undefined
            : 'not canonical';
        },
      },
    ),
    order('the order and the numbers of directory entries', 'list .', {
      status: 'returned',
      output: /^a\.txt absolute-link-out@ /,
    }),
    order('times of files', 'stat a.txt', { status: 'returned', output: /SystemTime\(0ns\)$/ }),
    hostile(
      'what memory holds before anyone wrote to it',
      () =>
        guest(
          '(func $run (param i32 i32) (result i64) (i64.const 0xa0000))',
          '(memory (export "memory") 12)',
        ),
      {
        status: 'returned',
        check: (result) =>
          result.status === 'returned' && result.output.every((byte) => byte === 0) ? undefined : 'not zero',
      },
    ),
    hostile(
      'what an earlier call left in memory and globals',
      () =>
        guest(
          `(global $calls (mut i32) (i32.const 0))
          (func $run (param i32 i32) (result i64)
            (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
            (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1)))
            (i32.store (i32.const 4) (global.get $calls)) (i64.const 8))`,
        ),
      { status: 'returned', output: '\x01\0\0\0\x01\0\0\0' },
    ),
    hostile(
      'the instruction at which the budget ends, seen through what was done before',
      () =>
        guest(
          run('(loop (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1))) (br 0))'),
        ),
      { status: 'out-of-instructions' },
      { budget: { instructions: 1_000_003 } },
    ),
    sameEverywhere('the same call twelve times, in four workers', 'order'),
    sameEverywhere('the same failure twelve times, in four workers', 'allocate 2000000000'),
    sameEverywhere('the same panic twelve times, in four workers', 'panic boom'),
  ],
};
