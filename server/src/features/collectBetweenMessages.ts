import { setImmediate } from 'node:timers/promises';
import { machine } from '#platform/machine';
import type { MessageStrategy } from 'vscode-languageserver/node';
import type { MessageTraffic } from '../analysis/messageTraffic';

/** A client that has the answer to one message may have another one at once. In milliseconds. */
const restMillis = 1;

/**
 * Collects what the work for messages has left when all of them are answered, so that V8 need not do so in the midst of the next one: that takes longer than
 * most expansions. Messages are handed on as they come, and counted.
 */
export function collectBetweenMessages(traffic: MessageTraffic): MessageStrategy {
  const collectAtRest = async (): Promise<void> => {
    // An answer may be written in a turn of its own, and the one after that is free.
    await setImmediate();
    await setImmediate();
    if (traffic.size === 0) machine.collectYoungGarbage();
  };
  let rest: NodeJS.Timeout | undefined;
  const done = (): void => {
    traffic.end();
    if (traffic.size > 0) return;
    if (rest) rest.refresh();
    else rest = setTimeout(() => traffic.size === 0 && void collectAtRest(), restMillis).unref();
  };
  return {
    handleMessage: (message, next) => {
      traffic.begin();
      const result = next(message);
      if (result instanceof Promise) result.then(done, done);
      else done();
      return result;
    },
  };
}
