import { getHeapStatistics } from 'node:v8';
import { expect, test } from 'vitest';
import { collectIdleGarbage, collectYoungGarbage } from './garbage';

const used = (): number => getHeapStatistics().used_heap_size;

test('garbage that has become old is collected where nobody waits', () => {
  collectIdleGarbage();
  const before = used();
  const lists: number[][] = [];
  for (let index = 0; index < 40; index++) {
    lists.push(Array.from({ length: 100_000 }, (_, each) => each + index + 0.5));
    // What has lived through two of these is old.
    collectYoungGarbage();
  }
  expect(used() - before).toBeGreaterThan(25e6);
  lists.length = 0;
  collectIdleGarbage();
  expect(used() - before).toBeLessThan(10e6);
});
