import { expect, test, vi } from 'vitest';
import { memoryHost } from './memoryHost';
import { RequestAnswerer } from './requestAnswerer';
import { guest } from './testing/testSandbox';
import type { SandboxCall } from './types';
import { webAssembly, type CompiledModule } from './webAssembly';
import type { WorkerReply } from './workerMessages';

/** A guest that answers with a byte of its memory, and a variable of its environment, which it then changes. */
const COUNTING = `
  (global $calls (mut i32) (i32.const 48))
  (data (i32.const 64) "A")
  (func $run (param i32 i32) (result i64)
    (drop (call $variable (i32.const 64) (i32.const 1) (i32.const 81) (i32.const 1)))
    (i32.store8 (i32.const 80) (global.get $calls))
    (i32.store8 (i32.const 96) (i32.add (i32.load8_u (i32.const 96)) (i32.const 49)))
    (i32.store8 (i32.const 82) (i32.load8_u (i32.const 96)))
    (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
    (i64.or (i64.shl (i64.const 80) (i64.const 32)) (i64.const 3)))`;

/** What comes first in it. */
const head = (pages: number): string => `
  (import "macroscope" "environment_variable" (func $variable (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") ${pages})`;

function call(moduleKey: string, value: string): SandboxCall {
  return {
    moduleKey,
    entry: 'run',
    input: new Uint8Array(),
    environment: new Map([['A', value]]),
    roots: [],
    workingDirectory: '/',
    budget: { instructions: 1e6, wallMillis: 1000, memoryPages: 1000, stackUnits: 100, outputBytes: 100 },
  };
}

function prepared(answerer: RequestAnswerer, pages: number, moduleKey = 'prepared'): CompiledModule {
  const source = { original: guest(COUNTING, head(pages)) };
  const request = { kind: 'prepare', moduleKey, source } as const;
  const { reply } = answerer.answer(request);
  if (reply.kind !== 'prepared') throw new Error('the module was refused');
  answerer.makeReady(request, reply);
  return reply.module;
}

function textOf(reply: WorkerReply): string {
  if (reply.kind !== 'result' || reply.result.status !== 'returned') throw new Error(JSON.stringify(reply));
  return new TextDecoder().decode(reply.result.output);
}

/** Counts the instances that are made from now on. */
function countInstances() {
  const { Instance } = webAssembly;
  return vi.spyOn(webAssembly, 'Instance').mockImplementation(function count(module, imports) {
    return new Instance(module, imports);
  });
}

test('an instance that was made ahead serves one call, with the host of that call, and no other', () => {
  const answerer = new RequestAnswerer(memoryHost);
  const module = prepared(answerer, 1);
  const instances = countInstances();
  for (const value of ['x', 'y', 'z']) {
    const request = { kind: 'call', module, call: call('counting', value) } as const;
    const { reply } = answerer.answer(request);
    expect(textOf(reply)).toBe(`0${value}1`);
    answerer.makeReady(request, reply);
  }
  // One for the first call, and one after each.
  expect(instances).toHaveBeenCalledTimes(4);
  instances.mockRestore();
});

test('the first call of a module that was compiled finds an instance', () => {
  const answerer = new RequestAnswerer(memoryHost);
  const module = prepared(answerer, 1, 'counting');
  const instances = countInstances();
  const { reply } = answerer.answer({ kind: 'call', module, call: call('counting', 'x') });
  expect(textOf(reply)).toBe('0x1');
  expect(instances).not.toHaveBeenCalled();
  instances.mockRestore();
});

test('calls of many modules keep a few instances ready, and none that is large', () => {
  const answerer = new RequestAnswerer(memoryHost);
  const module = prepared(answerer, 1);
  const large = prepared(answerer, 300);
  const serve = (key: string): number => {
    const instances = countInstances();
    const request = { kind: 'call', module: key === 'large' ? large : module, call: call(key, 'v') } as const;
    const { reply } = answerer.answer(request);
    expect(textOf(reply)).toBe('0v1');
    const made = instances.mock.calls.length;
    instances.mockRestore();
    answerer.makeReady(request, reply);
    return made;
  };
  const keys = ['a', 'b', 'c', 'd', 'e'];
  for (const key of keys) expect(serve(key)).toBe(1);
  // The one that was made longest ago is gone, the others are there.
  expect(keys.slice(1).map(serve)).toEqual([0, 0, 0, 0]);
  expect(serve('a')).toBe(1);
  expect([serve('large'), serve('large')]).toEqual([1, 1]);
});

test('the exact code of a module that traps is made once, however often the module arrives', () => {
  const answerer = new RequestAnswerer(memoryHost);
  const { reply } = answerer.answer({
    kind: 'prepare',
    moduleKey: 'trapping',
    source: {
      original: guest('(func $run (param i32 i32) (result i64) (i64.div_u (i64.const 1) (i64.const 0)))'),
    },
  });
  if (reply.kind !== 'prepared') throw new Error('the module was refused');
  const { Module } = webAssembly;
  const compiled = vi.spyOn(webAssembly, 'Module').mockImplementation(function compile(bytes) {
    return new Module(bytes);
  });
  Object.assign(webAssembly.Module, { customSections: Module.customSections, imports: Module.imports });
  try {
    for (let round = 0; round < 3; round++) {
      const arrived = structuredClone(reply.module);
      const answer = answerer.answer({ kind: 'call', module: arrived, call: call('trapping', '') });
      expect(answer.reply).toMatchObject({ result: { status: 'trapped', used: { instructions: 8 } } });
    }
    expect(compiled).toHaveBeenCalledTimes(1);
  } finally {
    compiled.mockRestore();
  }
});
