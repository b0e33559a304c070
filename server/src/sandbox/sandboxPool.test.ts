import { afterAll, beforeAll, expect, test } from 'vitest';
import { nodeThreads } from './nodeThreads';
import { ECHO, ENDLESS, guest, testSandbox, type TestSandbox } from './testing/testSandbox';
import type { CallPriority } from './types';

let shared: TestSandbox;
beforeAll(async () => {
  shared = await testSandbox();
});
afterAll(() => shared.sandbox.dispose());

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('a call gives the bytes that the guest returns', async () => {
  const result = await shared.run(guest(ECHO), { input: bytes('struct S;') });
  expect(result).toMatchObject({ status: 'returned', output: bytes('struct S;'), reads: [], refusals: [] });
});

test('the input stays usable for the caller', async () => {
  const input = bytes('struct S;');
  await shared.run(guest(ECHO), { input });
  expect(input).toEqual(bytes('struct S;'));
});

test('nothing of a call is left for the next', async () => {
  const counting = guest(`
    (global $calls (mut i32) (i32.const 0))
    (func $run (param i32 i32) (result i64)
      (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
      (i32.store8 (i32.const 0) (i32.add (i32.load8_u (i32.const 0)) (global.get $calls)))
      (i64.const 1))`);
  for (let call = 0; call < 3; call++) {
    expect(await shared.run(counting)).toMatchObject({ status: 'returned', output: new Uint8Array([1]) });
  }
});

test('the wall clock ends a guest, and only that one', async () => {
  const slow = shared.run(guest(ENDLESS), { budget: { wallMillis: 300, instructions: 2 ** 46 } });
  const quick = await shared.run(guest(ECHO), { input: bytes('x') });
  expect(quick.status).toBe('returned');
  expect(await slow).toMatchObject({
    status: 'out-of-time',
    message: expect.stringContaining('300 ms') as string,
  });
  expect((await shared.run(guest(ECHO))).status).toBe('returned');
});

test('a waiting call can be cancelled, and so can a running one', async () => {
  const { sandbox, run } = await testSandbox({ maximumWorkers: 1 });
  const [running, waiting] = [new AbortController(), new AbortController()];
  const endless = { budget: { wallMillis: 60_000, instructions: 2 ** 46 } };
  const first = run(guest(ENDLESS), endless, { signal: running.signal });
  const second = run(guest(ECHO), {}, { signal: waiting.signal });
  waiting.abort();
  expect((await second).status).toBe('cancelled');
  running.abort();
  expect((await first).status).toBe('cancelled');
  expect((await run(guest(ECHO))).status).toBe('returned');
  expect((await run(guest(ECHO), {}, { signal: AbortSignal.abort() })).status).toBe('cancelled');
  await sandbox.dispose();
});

test('a hover overtakes what waits in the background', async () => {
  const { sandbox, run } = await testSandbox({ maximumWorkers: 1 });
  await run(guest(ECHO));
  const order: string[] = [];
  const runNoted = async (name: string, priority: CallPriority): Promise<void> => {
    await run(guest(ECHO), { input: bytes(name) }, { priority });
    order.push(name);
  };
  await Promise.all([
    runNoted('background 1', 'background'),
    runNoted('background 2', 'background'),
    runNoted('hover', 'hover'),
  ]);
  expect(order.indexOf('hover')).toBeLessThan(order.indexOf('background 2'));
  await sandbox.dispose();
});

test('background calls leave a worker free', async () => {
  const { sandbox, run } = await testSandbox({ maximumWorkers: 2 });
  const endless = { budget: { wallMillis: 60_000, instructions: 2 ** 46 } };
  const stuck = [1, 2, 3].map(() => run(guest(ENDLESS), endless, { priority: 'background' }));
  expect((await run(guest(ECHO))).status).toBe('returned');
  await sandbox.dispose();
  expect((await Promise.all(stuck)).map((result) => result.status)).toEqual([
    'cancelled',
    'cancelled',
    'cancelled',
  ]);
});

test('a module that cannot be run says why', async () => {
  expect(await shared.run(bytes('no module'))).toMatchObject({
    status: 'invalid-module',
    message: 'the module cannot be run: it is not valid WebAssembly',
  });
  expect(await shared.run(guest(ECHO), { entry: 'walk' })).toMatchObject({
    status: 'invalid-module',
    message: 'the module exports no function walk',
  });
  expect(await shared.run(guest('(func $run (param i32 i32) (result i32) (i32.const 0))'))).toMatchObject({
    status: 'invalid-module',
    message: 'run does not return an i64',
  });
});

test('a module that cannot be read fails the call and is tried again for the next', async () => {
  let attempts = 0;
  shared.sandbox.addModule('late', () =>
    attempts++ === 0 ? Promise.reject(new Error('disk full')) : Promise.resolve(guest(ECHO)),
  );
  const late = { moduleKey: 'late', input: bytes('x') };
  expect(await shared.run(guest(ECHO), late)).toMatchObject({
    status: 'worker-failed',
    message: 'the module cannot be read: disk full',
  });
  expect((await shared.run(guest(ECHO), late)).status).toBe('returned');
});

test('a broken worker costs a call and no more', async () => {
  const { sandbox, run } = await testSandbox({ threads: nodeThreads('/nonexistent/worker.js') });
  expect((await run(guest(ECHO))).status).toBe('worker-failed');
  expect((await run(guest(ECHO))).status).toBe('worker-failed');
  await sandbox.dispose();
});

test('idle workers end and come back', async () => {
  const { sandbox, run } = await testSandbox({ idleMillis: 1 });
  expect((await run(guest(ECHO))).status).toBe('returned');
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await run(guest(ECHO))).status).toBe('returned');
  await sandbox.dispose();
});

test('rewritten modules are kept and used again', async () => {
  const kept = new Map<string, Uint8Array>();
  const rewriteCache = {
    get: (key: string) => Promise.resolve(kept.get(key)),
    put: (key: string, value: Uint8Array) => Promise.resolve(void kept.set(key, value)),
  };
  const first = await testSandbox({ rewriteCache });
  expect((await first.run(guest(ECHO), { moduleKey: 'echo' })).status).toBe('worker-failed');
  first.sandbox.addModule('echo', guest(ECHO));
  expect((await first.run(guest(ECHO), { moduleKey: 'echo' })).status).toBe('returned');
  await first.sandbox.dispose();
  expect([...kept.keys()]).toEqual([expect.stringMatching(/^echo-/)]);

  const second = await testSandbox({ rewriteCache });
  second.sandbox.addModule('echo', () => Promise.reject(new Error('not needed')));
  expect((await second.run(guest(ECHO), { moduleKey: 'echo' })).status).toBe('returned');
  await second.sandbox.dispose();

  for (const key of kept.keys()) kept.set(key, bytes('damaged'));
  const third = await testSandbox({ rewriteCache });
  third.sandbox.addModule('echo', guest(ECHO));
  expect((await third.run(guest(ECHO), { moduleKey: 'echo' })).status).toBe('returned');
  await third.sandbox.dispose();
});
