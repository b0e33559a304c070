import { expect, test } from 'vitest';
import { createSandbox, type SandboxOptions } from './sandboxPool';
import { ScriptedThreads } from './testing/scriptedThreads';
import type { CallOptions, Sandbox, SandboxCall, SandboxResult } from './types';

const LONG_MILLIS = 10_000;

interface Scene {
  readonly threads: ScriptedThreads;
  readonly sandbox: Sandbox;
  /** Calls a module with the name of the call as its input. */
  call(name: string, change?: CallChange): Promise<SandboxResult>;
}

type CallChange = Partial<Omit<SandboxCall, 'budget'>> & CallOptions & { readonly memoryPages?: number };

function scene(options: Partial<SandboxOptions> = {}, threads = new ScriptedThreads()): Scene {
  const sandbox = createSandbox({ threads, maximumWorkers: 2, idleMillis: 60_000, ...options });
  return {
    threads,
    sandbox,
    call: (name, { priority, signal, memoryPages = 1, ...change } = {}) => {
      const call: SandboxCall = {
        moduleKey: 'module',
        entry: 'run',
        input: new TextEncoder().encode(name),
        environment: new Map(),
        roots: [],
        workingDirectory: '/',
        budget: {
          instructions: 1000,
          wallMillis: LONG_MILLIS,
          memoryPages,
          stackUnits: 100,
          outputBytes: 1000,
        },
        ...change,
      };
      sandbox.addModule(call.moduleKey, new Uint8Array(8));
      return sandbox.call(call, { priority, signal });
    },
  };
}

const background = { priority: 'background' } as const;

test('threads start with the first call, not before', async () => {
  const { threads, call } = scene();
  expect(threads.started).toHaveLength(0);
  const result = call('a');
  await threads.finish('a');
  expect((await result).status).toBe('returned');
  expect(threads.started).toHaveLength(1);
});

test('modules take turns', async () => {
  const { threads, call } = scene({ maximumWorkers: 1 });
  void call('other 1', { moduleKey: 'other' });
  await threads.finish('other 1');
  for (const number of [1, 2, 3]) void call(`slow ${number}`, { moduleKey: 'slow' });
  expect(await threads.running()).toEqual(['slow 1']);
  for (const number of [2, 3]) void call(`other ${number}`, { moduleKey: 'other' });
  const order: string[] = [];
  for (;;) {
    const [next] = await threads.running();
    if (next === undefined) break;
    order.push(next);
    await threads.finish(next);
  }
  expect(order).toEqual(['slow 1', 'slow 2', 'other 2', 'slow 3', 'other 3']);
});

test('hovers start before what waits in the background', async () => {
  const { threads, call } = scene({ maximumWorkers: 1 });
  void call('first');
  expect(await threads.running()).toEqual(['first']);
  void call('background 1', background);
  void call('background 2', background);
  void call('hover');
  await threads.finish('first');
  expect(await threads.running()).toEqual(['hover']);
});

test('background calls leave a worker free', async () => {
  const { threads, call } = scene({ maximumWorkers: 3 });
  for (const name of ['a', 'b', 'c', 'd']) void call(name, background);
  expect(await threads.running()).toEqual(['a', 'b']);
  void call('hover');
  expect(await threads.running()).toEqual(['a', 'b', 'hover']);
  await threads.finish('a');
  expect(await threads.running()).toEqual(['b', 'hover']);
});

test('with one worker, a background call does not hold a hover', async () => {
  const { threads, call } = scene({ maximumWorkers: 1 });
  void call('long', background);
  expect(await threads.running()).toEqual(['long']);
  void call('hover 1');
  void call('hover 2');
  expect((await threads.running()).sort()).toEqual(['hover 1', 'long']);
  await threads.finish('long');
  // The second thread is no second worker: the two hovers run one after the other.
  expect(await threads.running()).toEqual(['hover 1']);
  void call('background', background);
  await threads.finish('hover 1');
  expect(await threads.running()).toEqual(['hover 2']);
});

test('a replacement is up before the runaway is ended, and others go on', async () => {
  const { threads, call } = scene({ maximumWorkers: 2 });
  const runaway = call('runaway');
  void call('other');
  expect((await threads.running()).sort()).toEqual(['other', 'runaway']);
  const [first, second] = threads.started;
  await threads.pass(LONG_MILLIS - 1);
  expect(threads.started).toHaveLength(3);
  await threads.pass(2);
  expect(await runaway).toMatchObject({ status: 'out-of-time', message: 'ran for more than 10000 ms' });
  expect([first?.terminated, second?.terminated]).not.toEqual([false, false]);
  void call('next');
  expect(await threads.running()).toContain('next');
  expect(threads.started[2]?.running).toBe('next');
});

test('a reply that came in time counts, also when the timer fires first', async () => {
  const threads = new ScriptedThreads();
  threads.afterArrivedMessages = (action) => threads.after(1, action);
  const { call } = scene({}, threads);
  const result = call('a');
  await threads.running();
  await threads.pass(LONG_MILLIS);
  await threads.finish('a');
  await threads.pass(10);
  expect((await result).status).toBe('returned');
});

test('idle threads end, after their time and not before', async () => {
  const { threads, call } = scene({ idleMillis: 1000 });
  void call('a');
  await threads.finish('a');
  await threads.pass(999);
  void call('b');
  await threads.finish('b');
  await threads.pass(999);
  expect(threads.alive).toHaveLength(1);
  await threads.pass(1);
  expect(threads.alive).toHaveLength(0);
  void call('c');
  expect(await threads.running()).toEqual(['c']);
});

test('only a thread with work keeps the process alive', async () => {
  const { threads, call } = scene();
  void call('a');
  await threads.running();
  expect(threads.started.map(({ keepsAlive }) => keepsAlive)).toEqual([true]);
  await threads.finish('a');
  expect(threads.started.map(({ keepsAlive }) => keepsAlive)).toEqual([false]);
});

test('calls that run at the same time stay within the memory of the pool', async () => {
  const { threads, call } = scene({ maximumWorkers: 4, memoryPages: 100 });
  void call('60', { memoryPages: 60 });
  void call('70', { memoryPages: 70 });
  void call('10', { memoryPages: 10 });
  // The small call would fit, but then the large one might wait for ever.
  expect(await threads.running()).toEqual(['60']);
  await threads.finish('60');
  expect((await threads.running()).sort()).toEqual(['10', '70']);
});

test('a background call does not take the memory that a hover waits for', async () => {
  const { threads, call } = scene({ maximumWorkers: 4, memoryPages: 100 });
  void call('40', { memoryPages: 40 });
  await threads.running();
  void call('70', { memoryPages: 70 });
  void call('background', { ...background, memoryPages: 5 });
  expect(await threads.running()).toEqual(['40']);
});

test('a call that needs more memory than there is fails at once', async () => {
  const { call } = scene({ memoryPages: 100 });
  expect(await call('large', { memoryPages: 101 })).toMatchObject({
    status: 'worker-failed',
    message: 'the call may use 101 pages of memory, all calls together may use 100',
  });
});

test('background calls leave half of the memory free', async () => {
  const { threads, call } = scene({ maximumWorkers: 5, memoryPages: 100 });
  for (const name of ['a', 'b', 'c']) void call(name, { ...background, memoryPages: 25 });
  expect(await threads.running()).toEqual(['a', 'b']);
  void call('hover', { memoryPages: 50 });
  expect(await threads.running()).toEqual(['a', 'b', 'hover']);
});

test('a background call that takes more than half of the memory runs alone', async () => {
  const { threads, call } = scene({ maximumWorkers: 5, memoryPages: 100 });
  void call('large', { ...background, memoryPages: 80 });
  void call('small', { ...background, memoryPages: 1 });
  expect(await threads.running()).toEqual(['large']);
});

test('a cancelled call that waits makes room for the next', async () => {
  const { threads, call } = scene({ maximumWorkers: 4, memoryPages: 100 });
  void call('60', { memoryPages: 60 });
  await threads.running();
  const large = new AbortController();
  const cancelled = call('70', { memoryPages: 70, signal: large.signal });
  void call('10', { memoryPages: 10 });
  expect(await threads.running()).toEqual(['60']);
  large.abort();
  expect((await cancelled).status).toBe('cancelled');
  expect((await threads.running()).sort()).toEqual(['10', '60']);
});

test('a cancelled call that runs is ended soon, also when it was cancelled before its worker was up', async () => {
  const threads = new ScriptedThreads({ automatic: false });
  const { call } = scene({}, threads);
  const controller = new AbortController();
  void call('warm up');
  await threads.running();
  await threads.started[0]?.reply({ kind: 'ready' });
  await threads.started[0]?.reply({ kind: 'prepared', module: {} as never, rewritten: undefined });
  const result = call('cancelled', { signal: controller.signal });
  await threads.running();
  const second = threads.started[1];
  expect(second?.running).toBe('cancelled');
  controller.abort();
  expect((await result).status).toBe('cancelled');
  await second?.reply({ kind: 'ready' });
  expect(second?.terminated).toBe(false);
  await threads.pass(100);
  expect(second?.terminated).toBe(true);
});

test('a worker that never comes up fails its call', async () => {
  const threads = new ScriptedThreads({ automatic: false });
  const { call } = scene({}, threads);
  const result = call('a');
  await threads.running();
  await threads.pass(60_000);
  expect(await result).toMatchObject({
    status: 'worker-failed',
    message: 'the worker failed: it did not start within 30000 ms',
  });
});

test('a worker that cannot start is started once for each call and not on its own', async () => {
  const threads = new ScriptedThreads({ automatic: false });
  const { call } = scene({}, threads);
  for (const name of ['a', 'b', 'c']) {
    const result = call(name);
    await threads.running();
    await threads.started.at(-1)?.crash('no such file');
    expect(await result).toMatchObject({
      status: 'worker-failed',
      message: 'the worker failed: no such file',
    });
  }
  await threads.pass(60_000);
  expect(threads.started).toHaveLength(3);
});

test('a platform that cannot start a thread at all fails the call', async () => {
  const threads = new ScriptedThreads();
  threads.start = () => {
    throw new Error('no threads here');
  };
  expect(await scene({}, threads).call('a')).toMatchObject({
    status: 'worker-failed',
    message: 'the worker failed: no threads here',
  });
});

test('a crash costs the one call', async () => {
  const { threads, call } = scene({ maximumWorkers: 2 });
  const [first, second, third] = [call('a'), call('b'), call('c')];
  const thread = await threads.threadOf('a');
  await thread.crash('out of memory');
  expect(await first).toMatchObject({
    status: 'worker-failed',
    message: 'the worker failed: out of memory',
  });
  await threads.finish('b');
  await threads.finish('c');
  expect([(await second).status, (await third).status]).toEqual(['returned', 'returned']);
});

test('a thread that ends while it is idle costs no call', async () => {
  const { threads, call } = scene();
  void call('a');
  await threads.finish('a');
  await threads.started[0]?.crash('it ended with code 1');
  const result = call('b');
  await threads.finish('b');
  expect((await result).status).toBe('returned');
});

test('too many calls are refused at once', async () => {
  const { threads, call } = scene({ maximumWorkers: 1, maximumCalls: 2 });
  const first = call('a');
  void call('b');
  expect(await call('c')).toMatchObject({
    status: 'worker-failed',
    message: '2 calls are waiting already',
  });
  await threads.finish('a');
  await first;
  const next = call('d');
  await threads.finish('b');
  await threads.finish('d');
  expect((await next).status).toBe('returned');
});

test('the same call at the same time runs once, and each caller has an output of its own', async () => {
  const { threads, call } = scene();
  const results = [call('same'), call('same'), call('same', { entry: 'other' })];
  expect(await threads.running()).toEqual(['same', 'same']);
  await threads.finish('same');
  await threads.finish('same');
  const [first, second, third] = await Promise.all(results);
  expect([first?.status, second?.status, third?.status]).toEqual(['returned', 'returned', 'returned']);
  if (first?.status === 'returned' && second?.status === 'returned') {
    expect(first.output).toEqual(second.output);
    expect(first.output.buffer).not.toBe(second.output.buffer);
  }
});

test.each<[string, CallChange]>([
  ['module', { moduleKey: 'another' }],
  ['environment', { environment: new Map([['NAME', 'value']]) }],
  ['roots', { roots: [{ hostPath: '/a', guestPath: '/a' }] }],
  ['working folder', { workingDirectory: '/a' }],
  ['budget', { memoryPages: 2 }],
])('calls with a different %s are different', async (_, change) => {
  const { threads, call } = scene();
  void call('same');
  void call('same', change);
  expect(await threads.running()).toEqual(['same', 'same']);
});

test('one of several callers can leave', async () => {
  const { threads, call } = scene();
  const controller = new AbortController();
  const leaving = call('same', { signal: controller.signal });
  const staying = call('same');
  await threads.running();
  controller.abort();
  expect((await leaving).status).toBe('cancelled');
  await threads.pass(1000);
  await threads.finish('same');
  expect((await staying).status).toBe('returned');
});

test('nobody joins a call that was cancelled', async () => {
  const { threads, call } = scene();
  const controller = new AbortController();
  void call('same', { signal: controller.signal });
  await threads.running();
  controller.abort();
  const result = call('same');
  expect(await threads.running()).toEqual(['same', 'same']);
  await threads.pass(1000);
  await threads.finish('same');
  expect((await result).status).toBe('returned');
});

test('a call that reads files is joined only before it starts: a file may have changed since', async () => {
  const { threads, call } = scene({ maximumWorkers: 1 });
  const reading = { roots: [{ hostPath: '/a', guestPath: '/a' }] };
  void call('first', reading);
  await threads.running();
  const results = [call('first', reading), call('first', reading)];
  await threads.finish('first');
  await threads.finish('first');
  await Promise.all(results);
  expect(await threads.running()).toEqual([]);
});

test.each([
  ['waits for a worker', true],
  ['has only just been made', false],
])('a hover that joins a background call which %s takes it along', async (_, waits) => {
  const { threads, call } = scene({ maximumWorkers: 1 });
  void call('running');
  await threads.running();
  void call('a', background);
  void call('b', background);
  if (waits) await threads.running();
  void call('b');
  await threads.finish('running');
  expect(await threads.running()).toEqual(['b']);
});

test('what is disposed runs nothing any more', async () => {
  const { threads, sandbox, call } = scene({ maximumWorkers: 1 });
  const results = [call('a'), call('b')];
  await threads.running();
  await sandbox.dispose();
  results.push(call('c'));
  expect((await Promise.all(results)).map(({ status }) => status)).toEqual([
    'cancelled',
    'cancelled',
    'cancelled',
  ]);
  expect(threads.alive).toEqual([]);
});
