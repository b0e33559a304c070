/** Modules that ask for more than they may have: imports, start functions, features that are not rewritten. */
import { ECHO, guest, wasmOf } from '../../../server/src/sandbox/testing/testSandbox';
import { hostile, type Attack, type AttackFamily } from '../attack';
import { wasi } from '../wat';

const ALLOC = '(func (export "macroscope_alloc") (param i32) (result i32) (i32.const 1024))';

/** Refused when it is prepared, with words that name what was found. */
function refused(name: string, module: () => Uint8Array, message: RegExp): Attack {
  return hostile(name, module, { status: 'invalid-module', message });
}

const featured = (
  name: string,
  text: string,
  features: Parameters<typeof wasmOf>[1],
  message: RegExp,
): Attack =>
  refused(
    name,
    () =>
      wasmOf(`(module (memory (export "memory") 1) ${ALLOC} (export "run" (func $run)) ${text})`, features),
    message,
  );

export const imports: AttackFamily = {
  name: 'imports and features',
  attacks: [
    refused(
      'a function of the host that does not exist',
      () =>
        guest(ECHO, '(import "env" "system" (func (param i32) (result i32))) (memory (export "memory") 1)'),
      /imports env\.system, which does not exist/,
    ),
    refused(
      'a function of WASI that does not exist',
      () => guest(ECHO, '(import "wasi_snapshot_preview1" "path_exec" (func)) (memory (export "memory") 1)'),
      /path_exec/,
    ),
    refused(
      'names that every object has',
      () =>
        guest(
          ECHO,
          '(import "wasi_snapshot_preview1" "constructor" (func)) (import "__proto__" "toString" (func)) (memory (export "memory") 1)',
        ),
      /which does not exist/,
    ),
    refused(
      'a function of WASI with another type',
      () =>
        guest(
          ECHO,
          '(import "wasi_snapshot_preview1" "fd_write" (func (param i64) (result i64))) (memory (export "memory") 1)',
        ),
      /fd_write with another signature/,
    ),
    refused(
      'a memory of the host',
      () => guest(ECHO, '(import "env" "memory" (memory 1)) (export "memory" (memory 0))'),
      /imports a memory/,
    ),
    refused(
      'a table of the host',
      () => guest(ECHO, '(import "env" "table" (table 1 funcref)) (memory (export "memory") 1)'),
      /imports a table/,
    ),
    refused(
      'a global of the host, named as the counter',
      () => guest(ECHO, '(import "macroscope" "counter" (global (mut i64))) (memory (export "memory") 1)'),
      /imports a global/,
    ),
    refused('a start function', () => guest(`${ECHO} (func $start) (start $start)`), /start section/),
    refused(
      'a start function that does not end',
      () => guest(`${ECHO} (func $start (loop (br 0))) (start $start)`),
      /start section/,
    ),
    refused(
      'a start function that ends the process',
      () =>
        guest(
          `${ECHO} (func $start (call $exit (i32.const 0))) (start $start)`,
          '(import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32))) (memory (export "memory") 1)',
        ),
      /start section/,
    ),
    refused(
      'an imported function in a table',
      () =>
        guest(
          `${ECHO} (table funcref (elem $sched_yield))`,
          `${wasi('sched_yield')} (memory (export "memory") 1)`,
        ),
      /imported function in its table/,
    ),
    refused(
      'an imported function among two hundred of its own in a table',
      () =>
        guest(
          `${ECHO} (func $own) (table funcref (elem ${'$own '.repeat(100)} $sched_yield ${'$own '.repeat(100)}))`,
          `${wasi('sched_yield')} (memory (export "memory") 1)`,
        ),
      /imported function in its table/,
    ),
    refused(
      'an imported function exported as the entry',
      () =>
        wasmOf(`(module (import "wasi_snapshot_preview1" "fd_prestat_get" (func $f (param i32 i32) (result i32)))
          (memory (export "memory") 1) ${ALLOC} (export "run" (func $f)))`),
      /exports an imported function/,
    ),
    featured(
      'vectors',
      `(func $run (param i32 i32) (result i64) (i64x2.extract_lane 0 (v128.const i64x2 0 0)))`,
      {},
      /SIMD/,
    ),
    featured(
      'a local of a vector',
      `(func $run (param i32 i32) (result i64) (local v128) (i64.const 0))`,
      {},
      /SIMD/,
    ),
    featured(
      'atomic instructions',
      `(func $run (param i32 i32) (result i64) (i64.atomic.rmw.add (i32.const 0) (i64.const 1)))`,
      { threads: true },
      /threads|not valid/,
    ),
    refused(
      'a shared memory',
      () =>
        wasmOf(`(module (memory (export "memory") 1 2 shared) ${ALLOC} (export "run" (func $run)) ${ECHO})`, {
          threads: true,
        }),
      /shared memory/,
    ),
    refused(
      'a memory of 64 bits',
      () =>
        wasmOf(
          `(module (memory (export "memory") i64 1) (func $run (export "run") (result i64) (i64.const 0)))`,
          { memory64: true },
        ),
      /64-bit memory|not valid/,
    ),
    featured(
      'exceptions',
      `(tag $e) (func $run (param i32 i32) (result i64) (throw $e))`,
      { exceptions: true },
      /exceptions/,
    ),
    featured(
      'a handler of exceptions, which could catch the end of a budget',
      `(func $run (param i32 i32) (result i64) (try (do (loop (br 0))) (catch_all)) (i64.const 0))`,
      { exceptions: true },
      /exceptions/,
    ),
    featured(
      'tail calls, which never come to the end of a function',
      `(func $run (param i32 i32) (result i64) (return_call $run (local.get 0) (local.get 1)))`,
      { tail_call: true },
      /tail calls/,
    ),
    featured(
      'tail calls through a table',
      `(type $t (func (param i32 i32) (result i64))) (table funcref (elem $run)) (func $run (type $t) (return_call_indirect (type $t) (local.get 0) (local.get 1) (i32.const 0)))`,
      { tail_call: true },
      /tail calls/,
    ),
    featured('a table of host references', `(table 1 externref) ${ECHO}`, {}, /reference types/),
    featured(
      'a function that takes a host reference',
      `(func (param externref)) ${ECHO}`,
      {},
      /reference types/,
    ),
    featured(
      'a reference to a function',
      `(elem declare func $run) (func $run (param i32 i32) (result i64) (drop (ref.func $run)) (i64.const 0))`,
      {},
      /reference types/,
    ),
    featured(
      'a table that grows',
      `(table 1 funcref) (func $run (param i32 i32) (result i64) (drop (table.grow 0 (ref.null func) (i32.const 1000000))) (i64.const 0))`,
      {},
      /reference types|changing tables/,
    ),
    featured(
      'a table that is written to',
      `(table 2 funcref) (func $run (param i32 i32) (result i64) (table.set 0 (i32.const 0) (ref.null func)) (i64.const 0))`,
      {},
      /reference types|changing tables/,
    ),
    featured(
      'a table filled while running',
      `(table 2 funcref) (elem $e func $run) (func $run (param i32 i32) (result i64) (table.init 0 $e (i32.const 0) (i32.const 0) (i32.const 1)) (i64.const 0))`,
      {},
      /reference types|changing tables/,
    ),
    featured('two tables', `(table 1 funcref) (table 1 externref) ${ECHO}`, {}, /reference types|table/),
    refused('no code', () => wasmOf('(module)'), /no code/),
    refused('nothing', () => new Uint8Array(), /not valid WebAssembly/),
    refused(
      'the first half of a module',
      () => guest(ECHO).slice(0, 60),
      /not valid WebAssembly|no code|cut off/,
    ),
    refused('a megabyte of zeros', () => new Uint8Array(1 << 20), /not valid WebAssembly/),
    refused(
      'a component instead of a module',
      () => Uint8Array.from([0, 0x61, 0x73, 0x6d, 0x0d, 0, 1, 0]),
      /not valid WebAssembly/,
    ),
    refused(
      'the same section twice',
      () => {
        const module = guest(ECHO);
        return Uint8Array.from([...module, ...module.slice(8)]);
      },
      /not valid WebAssembly/,
    ),
  ],
};
