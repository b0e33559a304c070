/**
 * Loaded into a server by `--import`: notes for how long its main thread cannot turn to another request. After each SIGUSR2 the longest time
 * since the last one is written to the file that the environment names: `{ "answers": number, "passed": ms, "worked": ms }`.
 */
import { openSync, readSync, writeFileSync } from 'node:fs';
import { setInterval } from 'node:timers';
import { isMainThread } from 'node:worker_threads';

/** How often the thread should be free, in milliseconds. */
const interval = 5;

if (isMainThread && process.env.MACROSCOPE_TURNS_FILE !== undefined) watch(process.env.MACROSCOPE_TURNS_FILE);

function watch(file) {
  const processorMillis = processorClock();
  const longest = { answers: 0, passed: 0, worked: 0 };
  let [time, processor] = [performance.now(), processorMillis()];
  setInterval(() => {
    const [timeNow, processorNow] = [performance.now(), processorMillis()];
    longest.passed = Math.max(longest.passed, timeNow - time);
    // On a busy machine the thread also waits for others: what it worked itself is what it is to blame for.
    longest.worked = Math.max(longest.worked, Math.min(processorNow - processor, timeNow - time));
    [time, processor] = [timeNow, processorNow];
  }, interval).unref();
  process.on('SIGUSR2', () => {
    longest.answers++;
    writeFileSync(file, JSON.stringify(longest));
    [longest.passed, longest.worked] = [0, 0];
  });
}

/** The milliseconds for which this thread has had a processor, to some milliseconds (Documentation/scheduler/sched-stats.rst). */
function processorClock() {
  const buffer = Buffer.alloc(64);
  const counter = openSync('/proc/thread-self/schedstat', 'r');
  return () => {
    const length = readSync(counter, buffer, 0, buffer.length, 0);
    return Number(buffer.toString('latin1', 0, length).split(' ')[0]) / 1e6;
  };
}
