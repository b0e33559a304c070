import { openSync, readSync } from 'node:fs';

const buffer = Buffer.alloc(64);

/** Linux counts the nanoseconds that a thread has run (Documentation/scheduler/sched-stats.rst); undefined elsewhere. */
const counter = ((): number | undefined => {
  try {
    return openSync('/proc/thread-self/schedstat', 'r');
  } catch {
    return undefined;
  }
})();

/**
 * The milliseconds for which the calling thread has had a processor, from an arbitrary beginning; where the system does not tell, the time that has
 * passed. On a machine that does nothing else both are the same; on a busy one only this says what the work takes. One thread only may ask.
 */
export function processorMillis(): number {
  if (counter === undefined) return performance.now();
  // The count is brought up to date by who asks for the time of the whole process (thread_group_cputime), else every few milliseconds.
  process.cpuUsage();
  const length = readSync(counter, buffer, 0, buffer.length, 0);
  return Number(buffer.toString('latin1', 0, length).split(' ')[0]) / 1e6;
}
