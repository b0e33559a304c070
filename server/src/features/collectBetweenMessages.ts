import { setImmediate } from 'node:timers/promises';
import { machine } from '#platform/machine';
import type { MessageStrategy } from 'vscode-languageserver/node';

/** A client that has the answer to one message may have another one at once. In milliseconds. */
const restMillis = 1;

/**
 * Collects what the work for messages has left when all of them are answered, so that V8 need not do so in the midst of the next one: that takes longer than
 * most expansions. Messages are handed on as they come.
 */
export function collectBetweenMessages(): MessageStrategy {
  const collectAtRest = async (): Promise<void> => {
    // An answer may be written in a turn of its own, and the one after that is free.
    await setImmediate();
    await setImmediate();
    if (working === 0) machine.collectYoungGarbage();
  };
  /** Messages that are not done with. */
  let working = 0;
  let rest: NodeJS.Timeout | undefined;
  const done = (): void => {
    working--;
    if (working > 0) return;
    if (rest) rest.refresh();
    else rest = setTimeout(() => working === 0 && void collectAtRest(), restMillis).unref();
  };
  return {
    handleMessage: (message, next) => {
      working++;
      const result = next(message);
      if (result instanceof Promise) result.then(done, done);
      else done();
      return result;
    },
  };
}
