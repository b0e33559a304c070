import { expect, test } from 'vitest';
import { WorkspaceStatus } from './workspaceStatus';

test('an activity is told of when it begins, when it says something, and when it has ended', async () => {
  const status = new WorkspaceStatus();
  const told: unknown[] = [];
  status.onStatus(({ activities, quiescent }) => told.push(quiescent ? 'quiet' : (activities ?? 'busy')));
  await status.whileBusy(async () => {
    await status.duringActivity('Building', (tell) => Promise.resolve(tell('serde_derive')));
    await status.duringActivity('Running build scripts', () => Promise.resolve());
  });
  expect(told).toEqual([
    'quiet',
    'busy',
    ['Building'],
    ['Building: serde_derive'],
    'busy',
    ['Running build scripts'],
    'busy',
    'quiet',
  ]);
});
