import { getHeapSpaceStatistics, getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** With less than so many new bytes a collection is not worth its time. */
const worthwhileBytes = 4 << 20;

/** The same of all of the heap. */
const worthwhileWhole = 16 << 20;

/** A larger heap takes longer than a tenth of a second, and V8 collects it in parts by itself. */
const largestWhole = 160 << 20;

/** From this size on the young generation shall not grow: V8 holds it twice, and with what it lets it grow to, it was a sixth of a server's memory. */
const largestYoung = 8 << 20;

/** Without options all of the heap is looked through. */
type CollectGarbage = (options?: { readonly type: 'minor' }) => void;

let collectGarbage: CollectGarbage | undefined;
/** Bytes of the heap, behind the last collection. */
let used = getHeapStatistics().used_heap_size;
/** The same, behind the last collection of all of it. */
let wholeUsed = used;

/** Collects what recent work has left, if that is much. Only the young generation is looked through. */
export function collectYoungGarbage(): void {
  const now = getHeapStatistics().used_heap_size;
  if (now - used < worthwhileBytes) {
    // V8 may have collected meanwhile.
    used = Math.min(used, now);
    return;
  }
  collect({ type: 'minor' });
}

/** Collects what work has left for which nobody waits: all of the heap is looked through whenever it has grown much, unless it is so large that this takes long. */
export function collectIdleGarbage(): void {
  const now = getHeapStatistics().used_heap_size;
  wholeUsed = Math.min(wholeUsed, now);
  if (now - wholeUsed < worthwhileWhole || now > largestWhole) {
    collectYoungGarbage();
    return;
  }
  collect();
  wholeUsed = used;
}

function collect(...options: Parameters<CollectGarbage>): void {
  collectGarbage ??= exposedCollector();
  collectGarbage(...options);
  used = getHeapStatistics().used_heap_size;
  limitYoungGeneration();
}

function limitYoungGeneration(): void {
  const young = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space');
  if (!young || young.space_used_size + young.space_available_size < largestYoung) return;
  setFlagsFromString('--semi-space-growth-factor=1');
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
