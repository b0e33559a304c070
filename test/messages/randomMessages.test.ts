/** `npm run messages` sends more of them, and other ones. */
import { expect, it } from 'vitest';
import { ownFolders } from '../fuzz/ownFolders';
import { runMessages } from './messageRun';

it('answers a thousand random messages, with ranges that are in their documents', async () => {
  const { counts } = await runMessages(ownFolders, 1, 1000);
  expect(counts.answers).toBeGreaterThan(300);
  expect(counts.ranges).toBeGreaterThan(100);
  expect(counts.hovers).toBeGreaterThan(50);
}, 300_000);
