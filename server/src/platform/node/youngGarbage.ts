import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** With less than so many new bytes a collection is not worth its time. */
const worthwhileBytes = 4 << 20;

type CollectGarbage = (options: { readonly type: 'minor' }) => void;

let collectGarbage: CollectGarbage | undefined;
/** Bytes of the heap, behind the last collection. */
let used = getHeapStatistics().used_heap_size;

/** Collects what recent work has left, if that is much. Only the young generation is looked through. */
export function collectYoungGarbage(): void {
  const now = getHeapStatistics().used_heap_size;
  if (now - used < worthwhileBytes) {
    // V8 may have collected meanwhile.
    used = Math.min(used, now);
    return;
  }
  collectGarbage ??= exposedCollector();
  collectGarbage({ type: 'minor' });
  used = getHeapStatistics().used_heap_size;
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
