import { processorMillis } from './processorTime';

/**
 * Runs a task and gives what it gives together with the longest time in milliseconds of work for which the event loop could not turn: how late
 * the answer to another request would have been.
 */
export async function watchTurns<Result>(
  task: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly blocked: number }> {
  let blocked = 0;
  let last = processorMillis();
  const turn = (): void => {
    const now = processorMillis();
    blocked = Math.max(blocked, now - last);
    last = now;
  };
  let immediate = setImmediate(function again() {
    turn();
    immediate = setImmediate(again);
  });
  try {
    const result = await task();
    turn();
    return { result, blocked };
  } finally {
    clearImmediate(immediate);
  }
}
