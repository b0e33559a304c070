/** Modules that cost much before they run. */
import { ECHO, guest } from '../../../server/src/sandbox/testing/testSandbox';
import type { SandboxResult } from '../../../server/src/sandbox/types';
import { hostile, type Attack, type AttackFamily, type Expected } from '../attack';

/** A section of a binary module. */
function section(id: number, content: Uint8Array): Uint8Array[] {
  return [Uint8Array.from([id, ...leb(content.length)]), content];
}

function leb(value: number): number[] {
  const bytes = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push((value % 128) | 128);
  return [...bytes, value];
}

/** The guest that returns its input, with another code for its functions, and further sections around. */
function withBody(body: Uint8Array, locals: readonly number[] = [0]): Uint8Array {
  const size = locals.length + body.length;
  const code = Buffer.concat([
    Uint8Array.from([...leb(2)]),
    Uint8Array.from([4, 0, 0x41, 8, 0x0b]),
    Uint8Array.from(leb(size)),
    Uint8Array.from(locals),
    body,
  ]);
  return Buffer.concat([
    Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]),
    ...section(1, Uint8Array.from([2, 0x60, 1, 0x7f, 1, 0x7f, 0x60, 2, 0x7f, 0x7f, 1, 0x7e])),
    ...section(3, Uint8Array.from([2, 0, 1])),
    ...section(5, Uint8Array.from([1, 0, 1])),
    ...section(
      7,
      Buffer.concat([
        Uint8Array.from([3]),
        named('memory', 2, 0),
        named('macroscope_alloc', 0, 0),
        named('run', 0, 1),
      ]),
    ),
    ...section(10, code),
  ]);
}

function named(name: string, kind: number, index: number): Uint8Array {
  return Buffer.concat([
    Uint8Array.from(leb(name.length)),
    Buffer.from(name),
    Uint8Array.from([kind, index]),
  ]);
}

const repeated = (bytes: readonly number[], count: number): Uint8Array =>
  Buffer.alloc(bytes.length * count, Uint8Array.from(bytes));
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

/** Whether it runs or is refused, it must be one of both and for everyone, and in the time that a call has. */
const RUNS_OR_REFUSED: Expected = {
  status: ['returned', 'invalid-module', 'out-of-stack', 'out-of-instructions'],
  check: (result: SandboxResult) => (result.status === 'worker-failed' ? result.message : undefined),
};

function costly(
  name: string,
  module: () => Uint8Array,
  expected: Expected = RUNS_OR_REFUSED,
  thorough = false,
): Attack {
  return hostile(name, module, expected, { budget: { instructions: 1e9, wallMillis: 30_000 } }, { thorough });
}

export const compiling: AttackFamily = {
  name: 'compiling',
  attacks: [
    costly(
      'a function of three megabytes',
      () => withBody(Buffer.concat([repeated([0x41, 1, 0x1a], 1_000_000), bytes(0x42, 0, 0x0b)])),
      { status: 'invalid-module', message: /function of \d+ bytes/ },
    ),
    costly(
      'a function of two megabytes, just allowed, of additions that depend on each other',
      () =>
        withBody(
          Buffer.concat([bytes(0x42, 0), repeated([0x42, 1, 0x7c], 650_000), bytes(0x1a, 0x42, 0, 0x0b)]),
        ),
      RUNS_OR_REFUSED,
      true,
    ),
    costly(
      'fifty thousand functions',
      () => guest(`${ECHO} ${'(func (loop (br 0)))'.repeat(50_000)}`),
      RUNS_OR_REFUSED,
      true,
    ),
    costly('forty-nine thousand locals', () => withBody(bytes(0x42, 0, 0x0b), [1, ...leb(49_000), 0x7e])),
    costly(
      'four thousand million locals in nine bytes',
      () => withBody(bytes(0x42, 0, 0x0b), [1, ...leb(4_000_000_000), 0x7e]),
      {
        status: 'invalid-module',
      },
    ),
    costly('a hundred thousand nested blocks', () =>
      withBody(
        Buffer.concat([repeated([0x02, 0x40], 100_000), repeated([0x0b], 100_000), bytes(0x42, 0, 0x0b)]),
      ),
    ),
    costly('fifty thousand nested loops, each with a branch to the outermost', () =>
      withBody(
        Buffer.concat([
          repeated([0x03, 0x40], 50_000),
          repeated([0x41, 0, 0x0d, 0xcf, 0x86, 0x03, 0x0b], 1),
          repeated([0x0b], 49_999),
          bytes(0x42, 0, 0x0b),
        ]),
      ),
    ),
    costly('a thousand nested conditions that each yield a value', () =>
      withBody(
        Buffer.concat([
          repeated([0x20, 0, 0x04, 0x7e], 1000),
          bytes(0x42, 0),
          repeated([0x05, 0x42, 1, 0x0b], 1000),
          bytes(0x0b),
        ]),
      ),
    ),
    costly('a branch table of sixty thousand entries', () =>
      withBody(
        Buffer.concat([
          bytes(0x02, 0x40, 0x20, 0, 0x0e, ...leb(60_000)),
          repeated([0], 60_001),
          bytes(0x0b, 0x42, 0, 0x0b),
        ]),
      ),
    ),
    costly(
      'thirty branch tables of sixty thousand entries over fifty blocks',
      () => {
        const table = Buffer.concat([
          bytes(0x02, 0x40, 0x20, 0, 0x0e, ...leb(60_000)),
          Buffer.from(Array.from({ length: 60_001 }, (_, index) => index % 50)),
          bytes(0x0b),
        ]);
        return withBody(
          Buffer.concat([
            repeated([0x02, 0x40], 50),
            ...Array.from({ length: 30 }, () => table),
            repeated([0x0b], 50),
            bytes(0x42, 0, 0x0b),
          ]),
        );
      },
      RUNS_OR_REFUSED,
      true,
    ),
    costly(
      'fifty thousand types',
      () => {
        const types = Array.from(
          { length: 50_000 },
          (_, index) => `(type (func (param ${index % 2 === 0 ? 'i32' : 'i64'}) (result i64)))`,
        );
        return guest(`${ECHO} ${types.join('')}`);
      },
      RUNS_OR_REFUSED,
      true,
    ),
    costly(
      'ninety thousand segments of data',
      () => guest(`${ECHO} ${'(data (i32.const 0) "x")'.repeat(90_000)}`),
      RUNS_OR_REFUSED,
      true,
    ),
    costly(
      'three hundred segments of data over the same sixty kilobytes',
      () => guest(`${ECHO} ${`(data (i32.const 0) "${'y'.repeat(60_000)}")`.repeat(300)}`),
      RUNS_OR_REFUSED,
      true,
    ),
    costly(
      'ninety thousand exports',
      () => {
        const exports = Array.from({ length: 90_000 }, (_, index) => `(export "e${index}" (func $run))`);
        return guest(`${ECHO} ${exports.join('')}`);
      },
      RUNS_OR_REFUSED,
      true,
    ),
    costly('an export with a name of a hundred kilobytes', () =>
      guest(`${ECHO} (func (export "${'n'.repeat(99_000)}"))`),
    ),
    costly(
      'twenty megabytes of names that nobody reads',
      () =>
        Buffer.concat([
          guest(ECHO),
          ...section(0, Buffer.concat([bytes(4), Buffer.from('name'), Buffer.alloc(20_000_000)])),
        ]),
      RUNS_OR_REFUSED,
      true,
    ),
    costly(
      'sections that say they are longer than the module',
      () => Buffer.concat([guest(ECHO), bytes(0, 0xff, 0xff, 0xff, 0xff, 0x0f)]),
      {
        status: 'invalid-module',
      },
    ),
    costly(
      'functions with a thousand parameters and a thousand results',
      () => {
        const type = `(param ${'i64 '.repeat(900)}) (result ${'i64 '.repeat(900)})`;
        const gets = Array.from({ length: 900 }, (_, index) => `(local.get ${index})`).join(' ');
        return guest(`${ECHO} ${`(func ${type} ${gets})`.repeat(100)}`);
      },
      RUNS_OR_REFUSED,
      true,
    ),
    costly(
      'eight megabytes of code',
      () =>
        guest(
          `${ECHO} ${`(func (param i64) (result i64) (local.get 0) ${'(i64.const 3) (i64.mul) (local.get 0) (i64.add)'.repeat(4000)})`.repeat(200)}`,
        ),
      { status: ['returned', 'worker-failed', 'invalid-module'], timed: true },
      true,
    ),
  ],
};
