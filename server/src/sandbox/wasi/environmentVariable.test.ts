import { expect, test } from 'vitest';
import { runGuestCall } from '../guestCall';
import { memoryHost } from '../memoryHost';
import { MAXIMUM_STACK_UNITS } from '../rewrite/counter';
import { guest } from '../testing/testSandbox';
import { prepareModule } from '../prepareModule';
import type { SandboxResult } from '../types';
import { environmentHash, variableHash } from './readHashes';

/**
 * Asks for the variable that the input names, with a buffer of four bytes at 100; its output is the answer and
 * the buffer.
 */
const ASKS = guest(
  `(func $run (param $name i32) (param $length i32) (result i64)
     (i32.store (i32.const 96) (call $variable (local.get $name) (local.get $length) (i32.const 100) (i32.const 4)))
     (i64.const ${(96n << 32n) | 8n}))`,
  `(import "macroscope" "environment_variable" (func $variable (param i32 i32 i32 i32) (result i32)))
   (memory (export "memory") 1)`,
);

function run(bytes: Uint8Array, input: Uint8Array): SandboxResult {
  const prepared = prepareModule({ original: bytes });
  if (prepared.kind === 'refused') throw new Error(prepared.message);
  const call = {
    moduleKey: '',
    entry: 'run',
    input,
    environment: new Map([
      ['NAME', 'four'],
      ['EMPTY', ''],
      ['LONG', 'fünf'],
      ['ODD=NAME', 'x'],
    ]),
    roots: [],
    workingDirectory: '/',
    budget: {
      instructions: 1e9,
      wallMillis: 1000,
      memoryPages: 10,
      stackUnits: MAXIMUM_STACK_UNITS,
      outputBytes: 100,
    },
  };
  return runGuestCall(prepared.module, call, memoryHost);
}

function ask(name: string): { length: number; buffer: string; reads: SandboxResult['reads'] } {
  const result = run(ASKS, Buffer.from(name, 'latin1'));
  if (result.status !== 'returned') throw new Error(result.message);
  const output = Buffer.from(result.output);
  return { length: output.readInt32LE(0), buffer: output.subarray(4).toString(), reads: result.reads };
}

test('a variable is read, and recorded by its name with the hash of its value', () => {
  expect(ask('NAME')).toEqual({
    length: 4,
    buffer: 'four',
    reads: [{ kind: 'environment', name: 'NAME', hash: variableHash('four', memoryHost.sha256) }],
  });
  expect(ask('EMPTY')).toMatchObject({ length: 0, reads: [{ name: 'EMPTY' }] });
});

test('a variable that is not there is recorded as that', () => {
  expect(ask('NONE')).toEqual({
    length: -1,
    buffer: '\0\0\0\0',
    reads: [{ kind: 'environment', name: 'NONE', hash: null }],
  });
});

test('a value that does not fit is not cut: its length in bytes is answered', () => {
  expect(ask('LONG')).toMatchObject({ length: 5, buffer: '\0\0\0\0', reads: [{ name: 'LONG' }] });
});

test.each(['', 'ODD=NAME', 'NA\0ME', '\xff\xfe'])('what is no name is not there: %j', (name) => {
  expect(ask(name)).toEqual({ length: -1, buffer: '\0\0\0\0', reads: [] });
});

test('a pointer outside the memory ends the guest', () => {
  const wild = guest(
    `(func $run (param i32 i32) (result i64)
       (drop (call $variable (i32.const -4) (i32.const 8) (i32.const 0) (i32.const 0))) (i64.const 0))`,
    `(import "macroscope" "environment_variable" (func $variable (param i32 i32 i32 i32) (result i32)))
     (memory (export "memory") 1)`,
  );
  expect(run(wild, new Uint8Array())).toMatchObject({ status: 'trapped', reads: [] });
});

test('a guest that takes all variables is recorded with all of them', () => {
  const takesAll = guest(
    `(func $run (param i32 i32) (result i64)
       (drop (call $environ_get (i32.const 2048) (i32.const 4096))) (i64.const 0))`,
    `(import "wasi_snapshot_preview1" "environ_get" (func $environ_get (param i32 i32) (result i32)))
     (memory (export "memory") 1)`,
  );
  const result = run(takesAll, new Uint8Array());
  expect(result.reads).toEqual([
    {
      kind: 'environment',
      name: '*',
      hash: environmentHash(
        new Map([
          ['EMPTY', ''],
          ['LONG', 'fünf'],
          ['NAME', 'four'],
          ['ODD=NAME', 'x'],
        ]),
        memoryHost.sha256,
      ),
    },
  ]);
});
