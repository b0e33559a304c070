/** Every way in which a call can end. */
import { guest } from '../../../server/src/sandbox/testing/testSandbox';
import { hostile, type Attack, type AttackFamily } from '../attack';
import { order } from '../probe';
import { ALL_OF_WASI, run } from '../wat';

function trap(name: string, body: string, message: RegExp, rest = ''): Attack {
  return hostile(`trap: ${name}`, () => guest(`${run(body)} ${rest}`), { status: 'trapped', message });
}

function exit(name: string, fields: string, code: number): Attack {
  return hostile(name, () => guest(fields, `${ALL_OF_WASI} (memory (export "memory") 1)`), {
    status: 'exited',
    message: `the macro ended its process with code ${code}`,
  });
}

export const endings: AttackFamily = {
  name: 'traps and exits',
  attacks: [
    trap('unreachable', '(unreachable)', /unreachable/),
    trap('division by zero', '(drop (i64.div_u (i64.const 1) (i64.const 0)))', /divide by zero/),
    trap(
      'remainder by zero',
      '(drop (i32.rem_s (i32.const 1) (i32.const 0)))',
      /remainder by zero|divide by zero/,
    ),
    trap(
      'overflow of a division',
      '(drop (i32.div_s (i32.const 0x80000000) (i32.const -1)))',
      /unrepresentable|overflow/,
    ),
    trap('a float that is no integer', '(drop (i32.trunc_f64_s (f64.const nan)))', /unrepresentable/),
    trap('a float that is too large', '(drop (i64.trunc_f32_u (f32.const 1e30)))', /unrepresentable/),
    trap('a load outside', '(drop (i64.load (i32.const 65529)))', /out of bounds/),
    trap('a load far outside', '(drop (i32.load offset=0xffffffff (i32.const -1)))', /out of bounds/),
    trap('a store outside', '(i32.store8 (i32.const 65536) (i32.const 1))', /out of bounds/),
    trap('a fill outside', '(memory.fill (i32.const 65530) (i32.const 1) (i32.const 7))', /out of bounds/),
    trap('a copy outside', '(memory.copy (i32.const 0) (i32.const 65530) (i32.const 7))', /out of bounds/),
    trap(
      'data that was dropped',
      '(data.drop $d) (memory.init $d (i32.const 0) (i32.const 0) (i32.const 1))',
      /out of bounds/,
      '(data $d "x")',
    ),
    trap(
      'an entry outside of the table',
      '(call_indirect (i32.const 7))',
      /out of bounds|index/,
      '(table 1 funcref)',
    ),
    trap(
      'an entry of the table that is empty',
      '(call_indirect (i32.const 0))',
      /null|signature/,
      '(table 1 funcref)',
    ),
    trap(
      'a function of another type',
      '(call_indirect (param i64) (i64.const 1) (i32.const 0))',
      /signature/,
      '(table funcref (elem $run))',
    ),
    trap(
      'data that does not fit, when the instance is made',
      '',
      /out of bounds|data segment/,
      '(data (i32.const 65530) "0123456789")',
    ),
    trap(
      'a table filled outside, when the instance is made',
      '',
      /out of bounds|table/,
      '(table 1 funcref) (elem (i32.const 1) $run)',
    ),
    exit('exit with 0', run('(call $proc_exit (i32.const 0))'), 0),
    exit('exit with a code of 32 bits', run('(call $proc_exit (i32.const -1))'), 4294967295),
    exit(
      'exit in the initialiser',
      `${run('')} (func (export "_initialize") (call $proc_exit (i32.const 7)))`,
      7,
    ),
    exit(
      'exit a hundred functions deep',
      `${run('(call $deep (i32.const 100))')}
      (func $deep (param i32) (if (local.get 0) (then (call $deep (i32.sub (local.get 0) (i32.const 1)))) (else (call $proc_exit (i32.const 3)))))`,
      3,
    ),
    order('a panic in Rust', 'panic boom', { status: 'panicked', message: /boom$/ }),
    order('std::process::exit', 'exit 3', { status: 'exited', message: /code 3$/ }),
    order('std::process::abort', 'abort', { status: 'trapped', message: /unreachable/ }),
    hostile(
      'a panic, and then a normal return',
      () =>
        guest(
          run('(call $report (i32.const 0) (i32.const 5))'),
          '(import "macroscope" "report_panic" (func $report (param i32 i32))) (memory (export "memory") 1)',
        ),
      { status: 'returned' },
    ),
  ],
};
