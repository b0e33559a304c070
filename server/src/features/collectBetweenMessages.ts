import { setImmediate } from 'node:timers/promises';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { MessageStrategy } from 'vscode-languageserver/node';

/** With less than so many new bytes a collection is not worth its time. */
const worthwhileBytes = 4 << 20;

/** After so long without a message the work for the last one is done, mostly. */
const restMillis = 1;

type CollectGarbage = (options: { readonly type: 'minor' }) => void;

/**
 * Collects what the work for messages has left when their answers are out, so that V8 need not do so in the midst of the next one: that takes longer than
 * most expansions. Only the young generation is looked through. Messages are handed on as they come.
 */
export function collectBetweenMessages(): MessageStrategy {
  let collectGarbage: CollectGarbage | undefined;
  let used = getHeapStatistics().used_heap_size;
  const collectAtRest = async (): Promise<void> => {
    // The answer is written in a turn of its own, and the one after that is free.
    await setImmediate();
    await setImmediate();
    const now = getHeapStatistics().used_heap_size;
    if (now - used < worthwhileBytes) {
      // V8 may have collected meanwhile.
      used = Math.min(used, now);
      return;
    }
    collectGarbage ??= exposedCollector();
    collectGarbage({ type: 'minor' });
    used = getHeapStatistics().used_heap_size;
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

/**
 * V8 hands its collector out to contexts that are made under a flag, which is taken back at once: compiled code depends on flags. A runtime that has no
 * such flag collects when it will.
 */
function exposedCollector(): CollectGarbage {
  setFlagsFromString('--expose-gc');
  const collector = runInNewContext('globalThis.gc') as CollectGarbage | undefined;
  setFlagsFromString('--no-expose-gc');
  return collector ?? (() => undefined);
}
