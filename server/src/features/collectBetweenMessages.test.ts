import { constants, PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Message, MessageStrategy } from 'vscode-languageserver/node';
import { MessageTraffic } from '../analysis/messageTraffic';
import { collectBetweenMessages } from './collectBetweenMessages';
import { countMessages } from './countMessages';

interface CollectionEntry extends PerformanceEntry {
  readonly detail: { readonly flags: number };
}

/** Collections that were asked for, as Node reports them. */
function observeCollections(): PerformanceEntry[] {
  const asked: PerformanceEntry[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { flags } = (entry as CollectionEntry).detail;
      if ((flags & constants.NODE_PERFORMANCE_GC_FLAGS_FORCED) !== 0) asked.push(entry);
    }
  });
  observer.observe({ entryTypes: ['gc'] });
  onTestFinished(() => observer.disconnect());
  return asked;
}

function collecting(): MessageStrategy {
  const traffic = new MessageTraffic();
  collectBetweenMessages(traffic);
  return countMessages(traffic);
}

const message: Message = { jsonrpc: '2.0' };

/** In use to the end: V8 collects by itself what is not. */
const left: object[] = [];

function leaveObjects(count: number): void {
  for (let index = 0; index < count; index++) left.push({ index });
}

test('what a message has left is collected after it, and a message that leaves little costs nothing', async () => {
  const collections = observeCollections();
  const { handleMessage } = collecting();
  const leave = (objects: number): void => {
    void handleMessage(message, () => leaveObjects(objects));
    expect(collections).toHaveLength(0);
  };
  leave(300_000);
  await expect.poll(() => collections.length).toBe(1);
  collections.length = 0;
  leave(10);
  await sleep(50);
  expect(collections).toHaveLength(0);
});

test('the answer is out before anything is collected', async () => {
  const collections = observeCollections();
  const { handleMessage } = collecting();
  await handleMessage(message, async () => {
    leaveObjects(300_000);
    await Promise.resolve();
  });
  expect(collections).toHaveLength(0);
  await expect.poll(() => collections.length).toBe(1);
});

test('nothing is collected while a message is worked on, nor while a further one is', async () => {
  const collections = observeCollections();
  const { handleMessage } = collecting();
  const answers: (() => void)[] = [];
  const work = (): void =>
    void handleMessage(message, () => {
      leaveObjects(300_000);
      return new Promise((resolve) => answers.push(resolve));
    });
  work();
  work();
  await sleep(50);
  answers[0]?.();
  await sleep(50);
  expect(collections).toHaveLength(0);
  answers[1]?.();
  await expect.poll(() => collections.length).toBe(1);
});
