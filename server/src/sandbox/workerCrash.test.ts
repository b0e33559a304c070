/** Real threads that end themselves, run out of memory or cannot start. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeThreads } from './nodeThreads';
import { ECHO, guest, testSandbox, workerFile } from './testing/testSandbox';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'macroscope-crash-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The real worker, which runs `code` first when the input of a call is the word `crash`. */
async function crashingWorker(name: string, code: string): Promise<string> {
  const file = join(folder, `${name}.js`);
  writeFileSync(
    file,
    `const { parentPort } = require('node:worker_threads');
     parentPort.on('message', ({ call }) => {
       if (call && new TextDecoder().decode(call.input) === 'crash') { ${code} }
     });
     require(${JSON.stringify(await workerFile())});`,
  );
  return file;
}

test.each<[string, string, RegExp]>([
  ['fills the heap', 'const all = []; for (;;) all.push(new Array(10000).fill(all.length));', /memory/],
  ['ends its process', 'process.exit(3)', /ended with code 3/],
  ['throws', 'parentPort.postMessage = () => undefined; throw new Error("a fault");', /a fault/],
])(
  'a worker that %s costs the one call',
  async (name, code, message) => {
    const { sandbox, run } = await testSandbox({ threads: nodeThreads(await crashingWorker(name, code)) });
    // A module that keeps the other worker busy for a while.
    const other = run(guest(COUNTING), { budget: { instructions: 2 ** 40 } });
    expect(await run(guest(ECHO), { input: bytes('crash') })).toMatchObject({
      status: 'worker-failed',
      message: expect.stringMatching(message) as string,
    });
    expect((await run(guest(ECHO), { input: bytes('next') })).status).toBe('returned');
    expect((await other).status).toBe('returned');
    await sandbox.dispose();
  },
  60_000,
);

/** Some tenths of a second of work. */
const COUNTING = `(func $run (param i32 i32) (result i64) (local $left i32)
  (local.set $left (i32.const 200000000))
  (loop $again (br_if $again (local.tee $left (i32.sub (local.get $left) (i32.const 1)))))
  (i64.const 0))`;

test.each([
  ['is missing', undefined],
  ['is no JavaScript', 'const ='],
  ['throws', 'throw new Error("not today")'],
  ['ends at once', ''],
])('a worker file that %s fails every call, and no more', async (name, text) => {
  const file = join(folder, `${name}.js`);
  if (text !== undefined) writeFileSync(file, text);
  const threads = nodeThreads(file);
  let started = 0;
  const { sandbox, run } = await testSandbox({
    threads: {
      ...threads,
      start: (events) => {
        started++;
        return threads.start(events);
      },
    },
  });
  for (let call = 1; call <= 3; call++) {
    expect((await run(guest(ECHO))).status).toBe('worker-failed');
    expect(started).toBe(call);
  }
  await sandbox.dispose();
});

test('a module that takes too long to compile is ended, others go on', async () => {
  const { sandbox, run } = await testSandbox({ prepareMillis: 50 });
  expect((await run(guest(ECHO))).status).toBe('returned');
  const large = moduleWith(100, 100_000);
  const slow = run(large);
  expect((await run(guest(ECHO), { input: bytes('x') })).status).toBe('returned');
  expect(await slow).toMatchObject({
    status: 'out-of-time',
    message: 'the module was not compiled within 50 ms',
  });
  await sandbox.dispose();
});

/** A valid module with so many functions of so many bytes. */
function moduleWith(functions: number, bodyBytes: number): Uint8Array {
  const number = (value: number): number[] =>
    value < 128 ? [value] : [(value & 127) | 128, ...number(value >> 7)];
  const section = (id: number, content: Uint8Array | number[]) => [
    Uint8Array.from([id, ...number(content.length)]),
    Uint8Array.from(content),
  ];
  const constantAndDrop = [0x41, 0x00, 0x1a];
  const code = Array.from({ length: bodyBytes }, (_, at) => constantAndDrop[at % 3] ?? 0);
  code.length -= bodyBytes % 3;
  const body = Buffer.from([...number(code.length + 2), 0, ...code, 0x0b]);
  const bodies = Buffer.concat([
    Buffer.from(number(functions)),
    ...Array.from({ length: functions }, () => body),
  ]);
  return new Uint8Array(
    Buffer.concat([
      Buffer.from('\0asm\x01\0\0\0', 'latin1'),
      ...section(1, [1, 0x60, 0, 0]),
      ...section(3, [...number(functions), ...Array.from({ length: functions }, () => 0)]),
      ...section(10, bodies),
    ]),
  );
}
