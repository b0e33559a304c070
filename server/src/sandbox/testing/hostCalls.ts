/** For tests: guests in WebAssembly text that do nothing but call host functions, run without a thread. */
import { runGuestCall } from '../guestCall';
import { GUEST_IMPORTS } from '../guestImports';
import type { SandboxHost } from '../host';
import { memoryHost } from '../memoryHost';
import { prepareModule } from '../prepareModule';
import { MAXIMUM_STACK_UNITS } from '../rewrite/counter';
import type { CallBudget, SandboxCall, SandboxResult } from '../types';
import { guest } from './testSandbox';

/**
 * An argument: a number is passed as it is; a text is written to memory and passed as pointer and length; texts
 * in a list are passed as an array of `iovec`, pointer and count.
 */
type Argument = number | bigint | string | readonly string[];

/** The name of an import (of `wasi_snapshot_preview1`, or of `macroscope` with that before it) and arguments. */
export type HostCall = readonly [name: string, ...Argument[]];

export interface HostCallResults {
  readonly result: SandboxResult;
  /** What each call returned. Empty when the guest did not return. */
  readonly answers: readonly number[];
  /** The guest's memory at its end: one page. Texts stand from 4096 on; below 4096 is room for results. */
  readonly memory: DataView;
}

type CallChange = Partial<Omit<SandboxCall, 'budget'>> & { readonly budget?: Partial<CallBudget> };

const ANSWERS_AT = 3072;
const TEXTS_AT = 4096;
const PAGE_BYTES = 65536;

/** The root that calls have by default. Its descriptor is 3, that of `/` is 4, what is opened first gets 5. */
export const ROOT = '/root';

/**
 * Makes calls one after the other in one guest, with the root `ROOT` and the files of `change`.
 *
 * @param host Default: files in memory.
 */
export function hostCalls(
  calls: readonly HostCall[],
  change: CallChange = {},
  host: SandboxHost = memoryHost,
): HostCallResults {
  const prepared = prepareModule({ original: moduleOf(calls) });
  if (prepared.kind === 'refused') throw new Error(prepared.message);
  const budget = {
    instructions: 1e9,
    wallMillis: 1000,
    memoryPages: 10,
    stackUnits: MAXIMUM_STACK_UNITS,
    outputBytes: 1 << 20,
  };
  const call: SandboxCall = {
    moduleKey: '',
    entry: 'run',
    input: new Uint8Array(),
    environment: new Map(),
    roots: [{ hostPath: ROOT, guestPath: ROOT }],
    workingDirectory: ROOT,
    ...change,
    budget: { ...budget, ...change.budget },
  };
  const result = runGuestCall(prepared.module, call, host);
  if (result.status !== 'returned') return { result, answers: [], memory: new DataView(new ArrayBuffer(0)) };
  const { buffer, byteOffset, byteLength } = result.output;
  const memory = new DataView(buffer, byteOffset, byteLength);
  const answers = calls.map((_, index) => memory.getInt32(ANSWERS_AT + index * 4, true));
  return { result, answers, memory };
}

function moduleOf(calls: readonly HostCall[]): Uint8Array {
  let top = TEXTS_AT;
  let data = '';
  const place = (bytes: Uint8Array): number => {
    const at = top;
    data += `(data (i32.const ${at}) "${[...bytes].map((byte) => `\\${byte.toString(16).padStart(2, '0')}`).join('')}")`;
    top += Math.ceil(bytes.length / 8) * 8;
    return at;
  };
  const placeText = (text: string): [number, number] => {
    const bytes = Buffer.from(text);
    return [place(bytes), bytes.length];
  };
  const valuesOf = (argument: Argument): (number | bigint)[] => {
    if (typeof argument === 'string') return placeText(argument);
    if (typeof argument !== 'object') return [argument];
    const vectors = new Uint32Array(argument.flatMap(placeText));
    return [place(new Uint8Array(vectors.buffer)), argument.length];
  };

  const imports = new Map<string, string>();
  const body = calls.map(([name, ...parameters], index) => {
    const imported = name.includes('.') ? name : `wasi_snapshot_preview1.${name}`;
    const [kinds = '', result] = (GUEST_IMPORTS.get(imported) ?? '').split(':');
    const types = [...kinds].map((kind) => (kind === 'I' ? 'i64' : 'i32'));
    const [module, field] = imported.split('.');
    imports.set(
      imported,
      `(import "${module}" "${field}" (func $${imported} (param ${types.join(' ')}) ${result === 'i' ? '(result i32)' : ''}))`,
    );
    const values = parameters.flatMap(valuesOf);
    if (values.length !== types.length) throw new Error(`${name} takes ${types.length} values`);
    const call = `(call $${imported} ${values.map((value, at) => `(${types[at]}.const ${value})`).join(' ')})`;
    return result === 'i' ? `(i32.store (i32.const ${ANSWERS_AT + index * 4}) ${call})` : call;
  });
  return guest(
    `(func $run (param i32 i32) (result i64) ${body.join('\n')} (i64.const ${PAGE_BYTES})) ${data}`,
    `${[...imports.values()].join('\n')} (memory (export "memory") 1)`,
  );
}
