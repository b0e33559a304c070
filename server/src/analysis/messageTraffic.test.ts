import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { MessageTraffic } from './messageTraffic';

test('it is quiet some time after the last message was answered', async () => {
  const traffic = new MessageTraffic();
  await traffic.quiet(20);
  traffic.begin();
  const order: string[] = [];
  const quiet = traffic.quiet(20).then(() => order.push('quiet'));
  await sleep(50);
  traffic.begin();
  traffic.end();
  traffic.end();
  order.push('answered');
  await quiet;
  expect(order).toEqual(['answered', 'quiet']);
});
