import { expect, test } from 'vitest';
import { wasmOf } from '../testing/testSandbox';
import { webAssembly, type WasmFunction, type WasmGlobal, type WasmInstance } from '../webAssembly';
import { COUNTER_EXPORT, GROWTH_EXPORT, PAGE_LIMIT_EXPORT, fullCounter, readCounter } from './counter';
import { rewriteModule } from './rewriteModule';

const IMPORTS = new Map([['host.call', 'i:i']]);

function instantiate(text: string, pages = 10): WasmInstance {
  const module = new webAssembly.Module(rewriteModule(wasmOf(text), IMPORTS));
  const instance = new webAssembly.Instance(module, { host: { call: (value) => Number(value) + 1 } });
  (instance.exports[PAGE_LIMIT_EXPORT] as WasmGlobal).value = BigInt(pages);
  return instance;
}

/** Calls `f` and gives its result and what it counted. */
function count(instance: WasmInstance, ...parameters: (number | bigint)[]): [unknown, number] {
  const counter = instance.exports[COUNTER_EXPORT] as WasmGlobal;
  counter.value = fullCounter(1e9);
  const result = (instance.exports.f as WasmFunction)(...parameters);
  return [result, 1e9 - readCounter(counter.value).instructionsLeft];
}

test.each<
  [name: string, text: string, parameters: (number | bigint)[], result: unknown, instructions: number]
>([
  ['straight code', '(func (export "f") (result i32) i32.const 1 i32.const 2 i32.add)', [], 3, 3],
  ['marks of structure are free', '(func (export "f") nop block nop end loop end)', [], undefined, 0],
  [
    'the arm of an if that runs',
    '(func (export "f") (param i32) (result i32) (if (result i32) (local.get 0) (then (i32.const 1)) (else (i32.add (i32.const 1) (i32.const 1)))))',
    [0],
    2,
    5,
  ],
  [
    'every round of a loop',
    '(func (export "f") (param i32) (loop (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))',
    [10],
    undefined,
    50,
  ],
  [
    'a return from inside',
    '(func (export "f") (result i32) (block (loop (return (i32.const 7)))) (i32.const 8))',
    [],
    7,
    2,
  ],
  [
    'a branch table',
    '(func (export "f") (param i32) (result i32) (block (block (block (br_table 0 1 2 (local.get 0))) (return (i32.const 10))) (return (i32.const 11))) (i32.const 12))',
    [1],
    11,
    4,
  ],
  [
    'an if whose first arm returns',
    `(func (export "f") (param i32) (result i32)
      (if (local.get 0) (then (return (i32.const 1))) (else (nop))) (i32.const 2))`,
    [0],
    2,
    3,
  ],
  [
    'an if that a branch table leaves',
    '(func (export "f") (param i32) (if (i32.const 1) (then (br_table 0 0 (local.get 0)))))',
    [0],
    undefined,
    4,
  ],
  [
    'ways of different length to the same place',
    `(func (export "f") (param i32) (result i32) (block
      (br_if 0 (local.get 0)) (drop (i32.const 1)) (br_if 0 (i32.eqz (local.get 0))) (drop (i32.const 1)))
      (i32.const 5))`,
    [0],
    5,
    8,
  ],
  [
    'calls, direct and through a table',
    `(type $t (func (param i32) (result i32))) (table funcref (elem $g))
     (func $g (param i32) (result i32) (i32.add (local.get 0) (i32.const 1)))
     (func (export "f") (result i32) (call_indirect (type $t) (call $g (i32.const 1)) (i32.const 0)))`,
    [],
    3,
    10,
  ],
  [
    'calls of the host',
    '(import "host" "call" (func $h (param i32) (result i32))) (func (export "f") (result i32) (call $h (i32.const 1)))',
    [],
    2,
    2,
  ],
  [
    'several results',
    '(func (export "f") (result i32 i64) (block (result i32 i64) (i32.const 1) (i64.const 2) (br 0)))',
    [],
    [1, 2n],
    3,
  ],
  [
    'locals keep their values beside the counter',
    `(func (export "f") (param i32) (result i64) (local i64 i32 f64)
      (local.set 1 (i64.const 5)) (local.set 2 (i32.const 6)) (local.set 3 (f64.const 7))
      (i64.add (i64.extend_i32_u (local.get 0))
        (i64.add (local.get 1) (i64.add (i64.extend_i32_u (local.get 2)) (i64.trunc_f64_u (local.get 3))))))`,
    [4],
    22n,
    16,
  ],
  [
    'moving bytes costs an eighth of an instruction each',
    '(memory 1) (func (export "f") (memory.fill (i32.const 0) (i32.const 1) (i32.const 800)))',
    [],
    undefined,
    104,
  ],
  [
    'a page of memory costs 64, and so does asking',
    '(memory 1) (func (export "f") (result i32) (memory.grow (i32.const 2)))',
    [],
    1,
    193,
  ],
])('counts %s', (_name, fields, parameters, result, instructions) => {
  expect(count(instantiate(`(module ${fields})`), ...parameters)).toEqual([result, instructions]);
});

test('growth beyond the limit of pages is refused and noted', () => {
  const text = '(module (memory 1) (func (export "f") (param i32) (result i32) (memory.grow (local.get 0))))';
  const instance = instantiate(text, 3);
  const refused = instance.exports[GROWTH_EXPORT] as WasmGlobal;
  expect(count(instance, 2)[0]).toBe(1);
  expect(refused.value).toBe(0);
  expect(count(instance, 1)[0]).toBe(-1);
  expect(refused.value).toBe(1);
});

test("growth beyond the module's own maximum is refused as it would be without us, and not noted", () => {
  const text =
    '(module (memory 1 2) (func (export "f") (param i32) (result i32) (memory.grow (local.get 0))))';
  const instance = instantiate(text, 10);
  expect(count(instance, 2)[0]).toBe(-1);
  expect(count(instance, -1)[0]).toBe(-1);
  expect((instance.exports[GROWTH_EXPORT] as WasmGlobal).value).toBe(1);
  const other = instantiate(text, 10);
  expect(count(other, 5)[0]).toBe(-1);
  expect(count(other, 1)[0]).toBe(1);
  expect((other.exports[GROWTH_EXPORT] as WasmGlobal).value).toBe(0);
});

test('without a budget no loop runs', () => {
  const { exports } = instantiate('(module (func (export "f") (loop (br 0))))');
  expect(() => (exports.f as WasmFunction)()).toThrow('unreachable');
});

test.each([
  ['it has a start section', '(start $f) (func $f)'],
  ['it imports a memory (host.m)', '(import "host" "m" (memory 1)) (func)'],
  ['it imports a table (host.t)', '(import "host" "t" (table 1 funcref)) (func)'],
  ['it imports a global (host.g)', '(import "host" "g" (global i32)) (func)'],
  ['it imports host.other, which does not exist', '(import "host" "other" (func)) (func)'],
  [
    'it imports host.call with another signature than i:i',
    '(import "host" "call" (func (param i64))) (func)',
  ],
  [
    'it has an imported function in its table',
    '(import "host" "call" (func (param i32) (result i32))) (table funcref (elem 0)) (func)',
  ],
  [
    'it exports an imported function (g)',
    '(import "host" "call" (func (param i32) (result i32))) (export "g" (func 0)) (func)',
  ],
  ['it has a 64-bit memory', '(memory i64 1) (func)'],
  ['it has 2 memories', '(memory 1) (memory 1) (func)'],
  [
    'it has a computed constant (instruction 0x6a)',
    '(global i32 (i32.add (i32.const 1) (i32.const 2))) (func)',
  ],
  ['it has a shared memory', '(memory 1 1 shared) (func)'],
  ['it starts with 65536 pages of memory', '(memory 65536) (func)'],
  ['it has a table of 10000000 entries', '(table 10000000 funcref) (func)'],
  ['it uses SIMD (instruction 0xfd)', '(func (drop (v128.const i32x4 0 0 0 0)))'],
  ['it uses SIMD (type v128)', '(func (param v128))'],
  ['it uses threads (instruction 0xfe)', '(memory 1) (func (drop (i32.atomic.load (i32.const 0))))'],
  ['it uses tail calls (instruction 0x12)', '(func $f (return_call $f))'],
  ['it uses exceptions (tag section)', '(tag) (func (throw 0))'],
  ['it uses exceptions (instruction 0x6)', '(func (try (do) (catch_all)))'],
  ['it uses reference types (type 0x6f)', '(func (param externref))'],
  ['it uses reference types (instruction 0xd2)', '(func $f (export "f") (drop (ref.func $f)))'],
  [
    'it uses changing tables (instruction 0xfc 14)',
    '(table 1 funcref) (func (table.copy (i32.const 0) (i32.const 0) (i32.const 0)))',
  ],
  ['it uses changing tables (instruction 0x25)', '(table 1 funcref) (func (drop (table.get (i32.const 0))))'],
])('refused: %s', (message, fields) => {
  const features = {
    threads: true,
    tail_call: true,
    exceptions: true,
    reference_types: true,
    simd: true,
    memory64: true,
    multi_memory: true,
    extended_const: true,
  };
  expect(() => rewriteModule(wasmOf(`(module ${fields})`, features), IMPORTS)).toThrow(message);
});

test('what is not WebAssembly is refused', () => {
  for (const bytes of [[], [0, 0x61, 0x73, 0x6d], [0x50, 0x4b, 3, 4, 0, 0, 0, 0, 99]]) {
    expect(() => rewriteModule(Uint8Array.from(bytes), IMPORTS)).toThrow('it is not valid WebAssembly');
  }
  const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  expect(() => rewriteModule(Uint8Array.from([...header, 99, 0]), IMPORTS)).toThrow(
    'it has an unknown section (99)',
  );
  // A number of types that the rest of the module has no room for.
  expect(() => rewriteModule(Uint8Array.from([...header, 1, 2, 100, 0x60, 10, 1, 0]), IMPORTS)).toThrow(
    /^it /,
  );
  expect(() => rewriteModule(wasmOf('(module)'), IMPORTS)).toThrow('it has no code');
});

const section = (id: number, content: readonly number[]): number[] => [
  id,
  ...leb(content.length),
  ...content,
];
const moduleOf = (body: readonly number[], types = 1): Uint8Array =>
  Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [...leb(types), ...repeated(types, [0x60, 0, 0])]),
    ...section(3, [1, 0]),
    ...section(10, [1, ...leb(body.length), ...body]),
  ]);

test('sizes are limited', () => {
  const nops = (count: number): number[] => [0, ...repeated(count, [0x01]), 0x0b];
  expect(() => rewriteModule(moduleOf(nops(1 << 21)), IMPORTS)).toThrow(
    /^it has a function of 2097154 bytes/,
  );
  expect(() => rewriteModule(moduleOf(nops(10), 100_001), IMPORTS)).toThrow('it has 100001 types');
  const operands = [0, ...repeated(100_001, [0x41, 0]), ...repeated(100_001, [0x1a]), 0x0b];
  expect(() => rewriteModule(moduleOf(operands), IMPORTS)).toThrow(/^it has a function with 1000\d\d values/);
});

test('deep nesting is no problem', () => {
  const depth = 20_000;
  const body = [0, ...repeated(depth, [0x02, 0x40]), ...repeated(depth, [0x0b]), 0x0b];
  const module = moduleOf(body);
  expect(webAssembly.validate(rewriteModule(module, IMPORTS))).toBe(true);
});

function repeated(count: number, bytes: number[]): number[] {
  return Array.from({ length: count }, () => bytes).flat();
}

function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)];
}
