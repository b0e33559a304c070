import { expect, test } from 'vitest';
import { memoryHost } from './memoryHost';
import { nodeHost } from './nodeHost';
import { warmUp } from './warmUp';

test.each([
  ['Node', nodeHost],
  ['a browser', memoryHost],
])('the call that warms up a worker goes all the way in %s', (_, host) => {
  expect(warmUp(host)).toMatchObject({ status: 'returned', output: new Uint8Array() });
});
