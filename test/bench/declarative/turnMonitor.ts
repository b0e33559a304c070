import { processorMillis } from './processorTime';

export interface WatchedTurns<Result> {
  readonly result: Result;
  /** Milliseconds of work on this thread until the task ended. */
  readonly worked: number;
  /** The longest part of it for which the event loop could not turn: how late the answer to another request would have been. */
  readonly blocked: number;
}

/** Runs a task, alone on its thread. */
export async function watchTurns<Result>(task: () => Promise<Result>): Promise<WatchedTurns<Result>> {
  let blocked = 0;
  const began = processorMillis();
  let last = began;
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
    return { result, worked: last - began, blocked };
  } finally {
    clearImmediate(immediate);
  }
}
