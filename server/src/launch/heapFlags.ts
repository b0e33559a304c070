import { setFlagsFromString } from 'node:v8';

/**
 * When the heap has grown by so many percent, V8 collects all of it. By itself it waits until there is up to four times as much, and a server's memory is
 * for the most part what it has not collected.
 */
const heapGrowth = 30;

/** The young generation begins with 1 MB and grows by this factor, whenever as much as it holds has survived in it. */
const youngGrowth = 12;

/** Sets how the heap grows. */
export function setHeapFlags(): void {
  setFlagsFromString(`--heap-growing-percent=${heapGrowth}`);
  setFlagsFromString(`--semi-space-growth-factor=${youngGrowth}`);
}
