import { expect, test } from 'vitest';
import { createSandbox, type SandboxOptions } from './sandboxPool';
import { ScriptedThreads } from './testing/scriptedThreads';
import type { CallOptions, Sandbox, SandboxResult } from './types';

const RETRY_MILLIS = 60_000;

interface Scene {
  readonly threads: ScriptedThreads;
  readonly sandbox: Sandbox;
  call(moduleKey: string, input: string, options?: CallOptions): Promise<SandboxResult>;
  /** How many modules are being prepared. */
  preparing(): Promise<number>;
  /** Answers the oldest request to prepare a module. */
  prepared(): Promise<void>;
}

function scene(options: Partial<SandboxOptions> = {}): Scene {
  const threads = new ScriptedThreads({ automatic: false });
  const start = threads.start.bind(threads);
  threads.start = (events) => {
    const thread = start(events);
    queueMicrotask(() => events.replied({ kind: 'ready' }));
    return thread;
  };
  const sandbox = createSandbox({
    threads,
    maximumWorkers: 2,
    idleMillis: 1e9,
    prepareMillis: 1000,
    retryMillis: RETRY_MILLIS,
    ...options,
  });
  const preparing = async () => {
    await threads.running();
    return threads.alive.filter(({ request }) => request?.kind === 'prepare');
  };
  return {
    threads,
    sandbox,
    call: (moduleKey, input, callOptions) =>
      sandbox.call(
        {
          moduleKey,
          entry: 'run',
          input: new TextEncoder().encode(input),
          environment: new Map(),
          roots: [],
          workingDirectory: '/',
          budget: {
            instructions: 1000,
            wallMillis: 10_000,
            memoryPages: 1,
            stackUnits: 100,
            outputBytes: 1000,
          },
        },
        callOptions,
      ),
    preparing: async () => (await preparing()).length,
    prepared: async () => {
      await (await preparing())[0]?.reply({ kind: 'prepared', module: {} as never, rewritten: undefined });
    },
  };
}

test('a module is read and prepared once, however many calls wait for it', async () => {
  const { sandbox, threads, call, preparing, prepared } = scene();
  let reads = 0;
  sandbox.addModule('m', () => {
    reads++;
    return Promise.resolve(new Uint8Array(8));
  });
  const results = [call('m', 'a'), call('m', 'b'), sandbox.prepare('m')];
  expect(await preparing()).toBe(1);
  await prepared();
  expect(await threads.running()).toEqual(['a', 'b']);
  void call('m', 'c');
  await threads.finish('a');
  await threads.finish('b');
  await Promise.all(results);
  expect(await threads.running()).toEqual(['c']);
  expect([await preparing(), reads]).toEqual([0, 1]);
});

test('a module that takes too long to compile is refused, and not tried again for a while', async () => {
  const { sandbox, threads, call, preparing } = scene();
  sandbox.addModule('m', new Uint8Array(8));
  const refusal = { status: 'out-of-time', message: 'the module was not compiled within 1000 ms' };
  const results = [call('m', 'a'), call('m', 'b')];
  expect(await preparing()).toBe(1);
  await threads.pass(1000);
  expect(await Promise.all(results)).toMatchObject([refusal, refusal]);
  expect(threads.started.filter(({ terminated }) => terminated)).toHaveLength(1);

  expect(await call('m', 'c')).toMatchObject(refusal);
  await threads.pass(RETRY_MILLIS - 1000);
  expect(await call('m', 'd')).toMatchObject(refusal);
  expect(await preparing()).toBe(0);

  await threads.pass(1000);
  void call('m', 'e');
  expect(await preparing()).toBe(1);
});

test('a module that ends the worker is not tried again for a while', async () => {
  const { sandbox, threads, call, preparing } = scene();
  sandbox.addModule('m', new Uint8Array(8));
  const first = call('m', 'a');
  expect(await preparing()).toBe(1);
  await threads.started[0]?.crash('out of memory');
  const failure = {
    status: 'worker-failed',
    message: 'the worker failed when it compiled the module: out of memory',
  };
  expect(await first).toMatchObject(failure);
  expect(await call('m', 'b')).toMatchObject(failure);
  expect(await preparing()).toBe(0);
  await threads.pass(RETRY_MILLIS);
  void call('m', 'c');
  expect(await preparing()).toBe(1);
});

test('a slow compilation in the background does not hold a hover of another module', async () => {
  const { sandbox, threads, call, preparing, prepared } = scene({ maximumWorkers: 1 });
  sandbox.addModule('quick', new Uint8Array(8));
  sandbox.addModule('slow', new Uint8Array(8));
  const first = call('quick', 'a');
  await prepared();
  await threads.finish('a');
  await first;
  void sandbox.prepare('slow');
  expect(await preparing()).toBe(1);
  void call('quick', 'b');
  expect(await threads.running()).toEqual(['b']);
});

test('a hover takes along the module that it waits for, also while that is still being read', async () => {
  const { sandbox, threads, call, prepared } = scene({ maximumWorkers: 1 });
  let finishReading: (bytes: Uint8Array) => void = () => undefined;
  sandbox.addModule('m', () => new Promise((resolve) => (finishReading = resolve)));
  sandbox.addModule('other', new Uint8Array(8));
  sandbox.addModule('third', new Uint8Array(8));
  const first = call('other', 'a');
  await prepared();
  expect(await threads.running()).toEqual(['a']);

  void sandbox.prepare('m');
  void call('third', 'b', { priority: 'background' });
  void call('m', 'c');
  await threads.running();
  finishReading(new Uint8Array(16));
  await threads.running();
  await threads.finish('a');
  await first;
  await threads.running();
  const request = threads.alive.map((thread) => thread.request).find((each) => each?.kind === 'prepare');
  expect(request).toMatchObject({ source: { original: new Uint8Array(16) } });
});

test('a call that is cancelled while its module is prepared does not run', async () => {
  const { sandbox, threads, call, preparing, prepared } = scene();
  sandbox.addModule('m', new Uint8Array(8));
  const controller = new AbortController();
  const result = call('m', 'a', { signal: controller.signal });
  expect(await preparing()).toBe(1);
  controller.abort();
  expect((await result).status).toBe('cancelled');
  await prepared();
  expect(await threads.running()).toEqual([]);
});
