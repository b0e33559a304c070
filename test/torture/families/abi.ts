/** Modules that do not keep to the interface between guest and host. */
import { ECHO, guest, wasmOf } from '../../../server/src/sandbox/testing/testSandbox';
import { hostile, type Attack, type AttackFamily } from '../attack';

const MEMORY = '(memory (export "memory") 1)';
const ALLOC = '(func (export "macroscope_alloc") (param i32) (result i32) (i32.const 1024))';
const RUN = '(func (export "run") (param i32 i32) (result i64) (i64.const 0))';

function broken(name: string, text: string, message: string | RegExp): Attack {
  return hostile(name, () => wasmOf(`(module ${text})`), { status: 'invalid-module', message });
}

export const abi: AttackFamily = {
  name: 'interface',
  attacks: [
    broken('no memory', `${ALLOC} ${RUN}`, 'the module exports no memory'),
    broken(
      'a global in place of the memory',
      `(global (export "memory") i32 (i32.const 0)) ${ALLOC} ${RUN}`,
      'the module exports no memory',
    ),
    broken(
      'a function in place of the memory',
      `(func (export "memory")) ${ALLOC} ${RUN}`,
      'the module exports no memory',
    ),
    broken('no allocator', `${MEMORY} ${RUN}`, 'the module exports no function macroscope_alloc'),
    broken('no entry', `${MEMORY} ${ALLOC}`, 'the module exports no function run'),
    broken(
      'a memory in place of the entry',
      `(memory (export "memory") (export "run") 1) ${ALLOC}`,
      'the module exports no function run',
    ),
    broken(
      'a global in place of the initialiser',
      `${MEMORY} (global (export "_initialize") i32 (i32.const 0)) ${ALLOC} ${RUN}`,
      /_initialize/,
    ),
    hostile('another type for the entry', () => guest('(func $run (param i64) (result i64) (local.get 0))'), {
      status: 'invalid-module',
      message: /^run /,
    }),
    broken('an entry without a result', `${MEMORY} ${ALLOC} (func (export "run") (param i32 i32))`, /^run /),
    broken(
      'an entry with two results',
      `${MEMORY} ${ALLOC} (func (export "run") (param i32 i32) (result i64 i64) (i64.const 0) (i64.const 0))`,
      /^run /,
    ),
    broken(
      'an entry that returns a float',
      `${MEMORY} ${ALLOC} (func (export "run") (param i32 i32) (result f64) (f64.const nan))`,
      /^run /,
    ),
    hostile(
      'an allocator that returns a float',
      () =>
        wasmOf(`(module ${MEMORY} ${RUN}
          (func (export "macroscope_alloc") (param i32) (result f32) (f32.const 1e30)))`),
      { status: ['invalid-module', 'returned'] },
    ),
    broken(
      'an allocator that takes an i64',
      `${MEMORY} (func (export "macroscope_alloc") (param i64) (result i32) (i32.const 0)) ${RUN}`,
      /^macroscope_alloc /,
    ),
    broken(
      'an initialiser with parameters',
      `${MEMORY} ${ALLOC} ${RUN} (func (export "_initialize") (param i64))`,
      /_initialize/,
    ),
    hostile(
      'an allocator that grows the memory, so that the host’s view of it ends',
      () =>
        wasmOf(`(module (memory (export "memory") 1)
          (func (export "macroscope_alloc") (param i32) (result i32) (drop (memory.grow (i32.const 10))) (i32.const 600000))
          (func (export "run") (param i32 i32) (result i64) (drop (memory.grow (i32.const 10)))
            (i64.or (i64.shl (i64.extend_i32_u (local.get 0)) (i64.const 32)) (i64.extend_i32_u (local.get 1)))))`),
      { status: 'returned', output: 'abc' },
      { input: new TextEncoder().encode('abc') },
    ),
    hostile(
      'an allocator that gives away the place of other data',
      () =>
        wasmOf(`(module (memory (export "memory") 1) (data (i32.const 0) "precious")
          (func (export "macroscope_alloc") (param i32) (result i32) (i32.const 0))
          (func (export "run") (param i32 i32) (result i64) (i64.const 8)))`),
      { status: 'returned', output: 'abccious' },
      { input: new TextEncoder().encode('abc') },
    ),
    hostile(
      'exports named as what every object has',
      () =>
        guest(`${ECHO} (func (export "__proto__")) (func (export "constructor")) (func (export "toString")) (func (export "then"))
          (global (export "valueOf") i32 (i32.const 1))`),
      { status: 'returned', output: 'x' },
      { input: new TextEncoder().encode('x') },
    ),
    hostile(
      'an entry that is named as what every object has',
      () => guest(ECHO),
      { status: 'invalid-module', message: /no function (constructor|__proto__)/ },
      { entry: 'constructor' },
    ),
  ],
};
