/**
 * The sandbox as a browser runs it: its bundles ask nothing of Node, work where there is nothing but what a worker
 * of a browser has, and give in Chromium what they give in Node.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext, type Context } from 'node:vm';
import { MessageChannel } from 'node:worker_threads';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type * as browserSandbox from '../../../server/src/sandbox/browserSandbox';
import {
  browserBundle,
  browserSandboxBundle,
  browserWorkerBundle,
} from '../../../server/src/sandbox/testing/browserBundles';
import { ECHO, ENDLESS, guest, testSandbox } from '../../../server/src/sandbox/testing/testSandbox';
import { PROBE, order } from './probe';

type SandboxLibrary = Pick<typeof browserSandbox, 'createSandbox' | 'browserThreads'>;

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What the probe reads, and with which words it is told to. */
const FILES = new Map([
  ['/project/templates/page.html', bytes('<p>grüße</p>')],
  ['/project/b.txt', bytes('b')],
]);
const ORDERS = [
  'read templates/page.html',
  'read missing.txt',
  'list .',
  'list templates',
  'read ../secret.txt',
];

describe('the bundles', () => {
  test.each([
    ['pool', browserSandboxBundle],
    ['worker', browserWorkerBundle],
  ])('of the %s use nothing of Node', async (_, bundle) => {
    const { imports, nodeGlobals, code } = await bundle();
    expect({ imports, nodeGlobals }).toEqual({ imports: [], nodeGlobals: [] });
    expect(code).not.toMatch(/["'`]node:/);
  });

  test('of something else would be found out', async () => {
    const contents = 'export const copy = () => { const process = 1; return [Buffer.from("a"), process]; };';
    const { nodeGlobals } = await browserBundle({ stdin: { contents } });
    expect(nodeGlobals).toEqual(['Buffer']);
    await expect(browserBundle({ stdin: { contents: 'import "node:fs";' } })).rejects.toThrow(/node:fs/);
  });
});

/** The worker's bundle in a scope that has what it needs of a dedicated worker and nothing else. */
function bareWorker(code: string): browserSandbox.BrowserWorker {
  const { port1, port2 } = new MessageChannel();
  const scope: Context = createContext({
    performance,
    TextEncoder,
    TextDecoder,
    postMessage: (message: unknown, transfer: ArrayBuffer[]) => port2.postMessage(message, transfer),
    addEventListener: (_: string, listener: (event: { data: unknown }) => void) =>
      port2.on('message', (data) => listener({ data })),
  });
  runInContext(code, scope);
  return {
    postMessage: (message) => port1.postMessage(message),
    addEventListener: (type, listener) => {
      if (type === 'message') port1.on('message', (data) => listener({ data: data as unknown }));
    },
    terminate: () => port1.close(),
  };
}

test('a scope with nothing but messages, text and WebAssembly runs calls', async () => {
  const [pool, worker] = [await browserSandboxBundle(), await browserWorkerBundle()];
  const page = createContext({ setTimeout, clearTimeout, performance });
  const library = runInContext(`${pool.code}; sandboxLibrary`, page) as SandboxLibrary;
  const started: unknown[] = [];
  const bare = await testSandbox(
    {
      threads: library.browserThreads(() => {
        const thread = bareWorker(worker.code);
        started.push(thread);
        return thread;
      }),
      idleMillis: 100,
    },
    library.createSandbox,
  );
  expect(await bare.run(guest(ECHO), { input: bytes('struct S;') })).toMatchObject({
    status: 'returned',
    output: bytes('struct S;'),
  });
  const read = await order(bare, 'read templates/page.html', {
    roots: [{ hostPath: '', guestPath: '/project' }],
    workingDirectory: '/project',
    files: FILES,
  });
  expect(read).toMatchObject({ status: 'returned', reads: [{ name: '/project/templates/page.html' }] });
  expect(started.length).toBeGreaterThan(0);
  await bare.sandbox.dispose();
});

describe('Chromium', () => {
  let folder: string;
  let stop: () => Promise<void>;
  /** Runs an expression in a page that has the `sandbox` and the constants below. */
  let inPage: <Value>(expression: string) => Promise<Value>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'macroscope-browser-'));
    const [pool, worker] = [await browserSandboxBundle(), await browserWorkerBundle()];
    const browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      headless: true,
      args: ['--no-sandbox'],
    });
    stop = () => browser.close();
    const page = await browser.newPage();
    await page.route('**/*', (route) => {
      const script = route.request().url().endsWith('worker.js');
      return route.fulfill({
        contentType: script ? 'text/javascript' : 'text/html',
        body: script ? worker.code : '<!doctype html><title>Sandbox</title>',
      });
    });
    await page.goto('http://sandbox.test/');
    await page.addScriptTag({ content: pool.code });
    inPage = (expression) => page.evaluate(expression);
    await inPage(`
      globalThis.sandbox = sandboxLibrary.createSandbox({
        threads: sandboxLibrary.browserThreads(() => new Worker('/worker.js')),
        maximumWorkers: 2,
        idleMillis: 60000,
      });
      sandbox.addModule('echo', new Uint8Array([${guest(ECHO).join()}]));
      sandbox.addModule('endless', new Uint8Array([${guest(ENDLESS).join()}]));
      sandbox.addModule('probe', new Uint8Array([${PROBE.join()}]));
      globalThis.files = new Map(${JSON.stringify([...FILES].map(([path, file]) => [path, [...file]]))}
        .map(([path, file]) => [path, new Uint8Array(file)]));
      globalThis.call = async (moduleKey, input, wallMillis = 20000) => {
        const result = await sandbox.call({
          moduleKey,
          entry: 'run',
          input: new TextEncoder().encode(input),
          environment: new Map(),
          roots: [{ hostPath: '', guestPath: '/project' }],
          workingDirectory: '/project',
          files,
          budget: { instructions: 2 ** 40, wallMillis, memoryPages: 100, stackUnits: 1000, outputBytes: 100000 },
        });
        return { ...result, output: result.output && new TextDecoder().decode(result.output) };
      };
      undefined`);
  }, 60_000);
  afterAll(async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test('returns the same bytes, reads and counts as Node', async () => {
    const inNode = await testSandbox();
    for (const [path, content] of FILES) {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    for (const words of ORDERS) {
      const expected = await order(inNode, words, {
        roots: [{ hostPath: join(folder, 'project'), guestPath: '/project' }],
        workingDirectory: '/project',
      });
      if (expected.status !== 'returned') throw new Error(`${words}: ${expected.message}`);
      const { output, reads, used } = expected;
      expect(await inPage(`call('probe', ${JSON.stringify(words)})`)).toMatchObject({
        status: 'returned',
        output: new TextDecoder().decode(output),
        reads,
        used: { instructions: used.instructions, memoryPages: used.memoryPages },
      });
    }
    await inNode.sandbox.dispose();
  });

  test('ends a guest that does not end, and only that one', async () => {
    const results = await inPage<{ status: string; message?: string }[]>(
      `Promise.all([call('endless', 'a', 300), call('echo', 'b'), call('echo', 'c')])`,
    );
    expect(results).toMatchObject([
      { status: 'out-of-time', message: 'ran for more than 300 ms' },
      { status: 'returned', output: 'b' },
      { status: 'returned', output: 'c' },
    ]);
    expect(await inPage(`call('echo', 'd')`)).toMatchObject({ status: 'returned', output: 'd' });
  });

  test('says that a worker cannot be started', async () => {
    const result = inPage(`(() => {
      const broken = sandboxLibrary.createSandbox({
        threads: sandboxLibrary.browserThreads(() => new Worker('data:text/javascript,throw new Error("a fault")')),
        maximumWorkers: 1,
        idleMillis: 1000,
      });
      broken.addModule('echo', new Uint8Array([${guest(ECHO).join()}]));
      const budget = { instructions: 1, wallMillis: 1, memoryPages: 1, stackUnits: 1, outputBytes: 1 };
      const input = new Uint8Array();
      return broken.call({ moduleKey: 'echo', entry: 'run', input, environment: new Map(), roots: [], workingDirectory: '/', budget });
    })()`);
    expect(await result).toMatchObject({
      status: 'worker-failed',
      message: expect.stringContaining('a fault') as string,
    });
  });
});
