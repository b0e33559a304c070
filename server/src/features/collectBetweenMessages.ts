import { setImmediate } from 'node:timers/promises';
import { machine } from '#platform/machine';
import type { MessageTraffic } from '../analysis/messageTraffic';

/** A client that has the answer to one message may have another one at once. In milliseconds. */
const restMillis = 10;

/**
 * Collects what the work for messages has left when all of them are answered, so that V8 need not do so in the midst of the next one: that takes longer than
 * most expansions.
 */
export function collectBetweenMessages(traffic: MessageTraffic): void {
  const collectAtRest = async (): Promise<void> => {
    // An answer may be written in a turn of its own, and the one after that is free.
    await setImmediate();
    await setImmediate();
    if (traffic.size === 0) machine.collectYoungGarbage();
  };
  let rest: NodeJS.Timeout | undefined;
  traffic.onIdle(() => {
    if (rest) rest.refresh();
    else rest = setTimeout(() => traffic.size === 0 && void collectAtRest(), restMillis).unref();
  });
}
