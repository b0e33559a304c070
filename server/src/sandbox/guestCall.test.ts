import { afterEach, describe, expect, test, vi } from 'vitest';
import { runGuestCall } from './guestCall';
import { HostFailure, type SandboxHost } from './host';
import { memoryHost } from './memoryHost';
import { prepareModule } from './prepareModule';
import { hostCalls, ROOT, type HostCall } from './testing/hostCalls';
import { ECHO, guest } from './testing/testSandbox';
import type { CallBudget, SandboxResult } from './types';
import { webAssembly } from './webAssembly';

const OPEN: HostCall = ['path_open', 3, 0, 'a.txt', 0, 0n, 0n, 0, 64];

/** A host whose files cannot be read because of `error`. */
const failingWith = (error: Error): SandboxHost => ({
  ...memoryHost,
  filesOf: () => ({
    read: () => {
      throw error;
    },
  }),
});

describe("this machine's bad luck is never the guest's verdict", () => {
  afterEach(() => void vi.restoreAllMocks());

  test.each([
    ['no descriptors', new HostFailure('a file could not be read: EMFILE')],
    ['no memory', new RangeError('Array buffer allocation failed')],
    ["a stack that is smaller than the budget's", new RangeError('Maximum call stack size exceeded')],
    ['a fault of the host', new TypeError('x is not a function')],
  ])('%s', (_what, error) => {
    const { result } = hostCalls([OPEN], {}, failingWith(error));
    expect(result).toMatchObject({ status: 'worker-failed', message: error.message });
  });

  test('no memory for the instance', () => {
    const message = 'WebAssembly.Instance(): Out of memory: Cannot allocate Wasm memory for new instance';
    vi.spyOn(webAssembly, 'Instance').mockImplementation(function fail() {
      throw new RangeError(message);
    });
    expect(hostCalls([OPEN]).result).toMatchObject({ status: 'worker-failed', message });
  });
});

describe('budgets', () => {
  const run = (fields: string, budget: Partial<CallBudget>): SandboxResult => {
    const prepared = prepareModule({ original: guest(fields) });
    if (prepared.kind === 'refused') throw new Error(prepared.message);
    const generous = {
      instructions: 1e9,
      wallMillis: 1000,
      memoryPages: 10,
      stackUnits: 1000,
      outputBytes: 1000,
    };
    const call = {
      moduleKey: '',
      entry: 'run',
      input: Buffer.from('input'),
      environment: new Map(),
      roots: [],
      workingDirectory: '/',
      budget: { ...generous, ...budget },
    };
    return runGuestCall(prepared.module, call, memoryHost);
  };
  /** Calls itself a hundred times. */
  const DEEP = `
    (func $down (param $left i32) (result i32)
      (if (result i32) (local.get $left) (then (call $down (i32.sub (local.get $left) (i32.const 1)))) (else (i32.const 0))))
    (func $run (param i32 i32) (result i64) (i64.extend_i32_u (call $down (i32.const 100))))`;

  test('the stack is the one that the call allows', () => {
    expect(run(DEEP, { stackUnits: 1000 }).status).toBe('returned');
    expect(run(DEEP, { stackUnits: 50 })).toMatchObject({
      status: 'out-of-stack',
      message: 'the macro used up the stack',
    });
  });

  test('what was used is reported', () => {
    const { used } = run(ECHO, {});
    expect(used).toMatchObject({ memoryPages: 1, outputBytes: 'input'.length });
    expect(used.instructions).toBeGreaterThan(5);
    expect(Number.isInteger(used.wallMicros)).toBe(true);
  });

  test('bytes that were written count as output', () => {
    const write: HostCall[] = [
      ['path_open', 3, 0, 'new.txt', 1, 1n << 6n, 0n, 0, 64],
      ['fd_write', 5, ['abc', 'de'], 64],
    ];
    const { result } = hostCalls(write);
    expect(result.used.outputBytes).toBe(65536 + 5);
    expect(result.outputs).toEqual([
      { kind: 'file', path: `${ROOT}/new.txt`, bytes: new TextEncoder().encode('abcde') },
    ]);
    const { answers, result: refused } = hostCalls(
      [
        ['path_open', 3, 0, 'new.txt', 1, 1n << 6n, 0n, 0, 64],
        ['fd_filestat_set_size', 5, 65537n],
      ],
      { budget: { outputBytes: 65536 } },
    );
    expect(answers).toEqual([0, 51]);
    expect(refused.refusals).toEqual([
      `${ROOT}/new.txt was not written: the macro may write no more than 65536 bytes`,
    ]);
  });

  test('reading a file and listing a folder cost what is read', () => {
    const used = (bytes: number, entries: number): number => {
      const names = Array.from({ length: entries }, (_, at): [string, Uint8Array] => [
        `${ROOT}/folder/${at}`,
        new Uint8Array(),
      ]);
      const files = new Map<string, Uint8Array>([[`${ROOT}/a.txt`, new Uint8Array(bytes)], ...names]);
      const list: HostCall = ['path_filestat_get', 3, 0, 'folder', 64];
      return hostCalls([OPEN, list], { files }).result.used.instructions ?? 0;
    };
    expect(used(8000, 1) - used(0, 1)).toBe(1000);
    expect(used(0, 101) - used(0, 1)).toBe(5000);
    const { result } = hostCalls([OPEN], {
      files: new Map([[`${ROOT}/a.txt`, new Uint8Array(8_000_000)]]),
      budget: { instructions: 1_000_000 },
    });
    expect(result.status).toBe('out-of-instructions');
  });

  test('a guest that fails has written all the same', () => {
    const { result } = hostCalls([
      ['path_create_directory', 3, 'new'],
      ['proc_exit', 1],
    ]);
    expect(result).toMatchObject({ status: 'exited', outputs: [{ kind: 'directory', path: `${ROOT}/new` }] });
  });
});
