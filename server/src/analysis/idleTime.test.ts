import { expect, test } from 'vitest';
import { CallQueue } from './callQueue';
import { IdleTime } from './idleTime';

test('while a call of a procedural macro is under way there is no idle time', async () => {
  const calls = new CallQueue();
  const order: string[] = [];
  let finish = (): void => undefined;
  const answered = calls
    .during(new Promise<void>((resolve) => (finish = resolve)))
    .then(() => Promise.resolve())
    .then(() => order.push('the answer'));
  const rested = new IdleTime(100, calls).pause().then(() => order.push('the next part of the work'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(order).toEqual([]);
  finish();
  await Promise.all([answered, rested]);
  expect(order).toEqual(['the answer', 'the next part of the work']);
});
