import { setImmediate } from 'node:timers/promises';
import { machine } from '#platform/machine';
import type { MessageStrategy } from 'vscode-languageserver/node';

/** After so long without a message the work for the last one is done, mostly. */
const restMillis = 1;

/**
 * Collects what the work for messages has left when their answers are out, so that V8 need not do so in the midst of the next one: that takes longer than
 * most expansions. Messages are handed on as they come.
 */
export function collectBetweenMessages(): MessageStrategy {
  const collectAtRest = async (): Promise<void> => {
    // The answer is written in a turn of its own, and the one after that is free.
    await setImmediate();
    await setImmediate();
    machine.collectYoungGarbage();
  };
  let rest: NodeJS.Timeout | undefined;
  return {
    handleMessage: (message, next) => {
      if (rest) rest.refresh();
      else rest = setTimeout(() => void collectAtRest(), restMillis).unref();
      return next(message);
    },
  };
}
