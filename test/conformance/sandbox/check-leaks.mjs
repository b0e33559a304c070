/**
 * Runs many calls through one pool and prints time and memory as it goes: both must stay flat.
 *
 *     node test/conformance/sandbox/check-leaks.mjs MODULE.wasm ENTRY INPUT-FILE [calls]
 */
import { readFileSync } from 'node:fs';
import { createSandbox, generousCall, nodeThreads, workerFile } from './poolBundle.mjs';

const [file, entry, inputFile, calls = '10000'] = process.argv.slice(2);
const call = generousCall(file, entry, new Uint8Array(readFileSync(inputFile)));
const sandbox = createSandbox({
  threads: nodeThreads(workerFile),
  maximumWorkers: 1,
  idleMillis: 1000,
});
sandbox.addModule(file, () => Promise.resolve(new Uint8Array(readFileSync(file))));
const timed = async (work) => {
  const start = performance.now();
  const result = await work();
  if (result !== undefined && result.status !== 'returned') throw new Error(JSON.stringify(result));
  return performance.now() - start;
};
const megabytes = () => Math.round(process.memoryUsage().rss / 1e6);

console.log('start worker, rewrite, compile:', (await timed(() => sandbox.prepare(file))).toFixed(1), 'ms');
console.log('first call:', (await timed(() => sandbox.call(call))).toFixed(1), 'ms');
console.log('second call:', (await timed(() => sandbox.call(call))).toFixed(2), 'ms');
const step = Math.ceil(Number(calls) / 10);
for (let done = 0; done < Number(calls); done += step) {
  const times = [];
  for (let index = 0; index < step; index++) times.push(await timed(() => sandbox.call(call)));
  times.sort((a, b) => a - b);
  const [median, p99] = [times[step >> 1], times[Math.floor(step * 0.99)]];
  console.log(
    `${done + step} calls: median ${median.toFixed(2)} ms, 99th percentile ${p99.toFixed(2)} ms, ${megabytes()} MB`,
  );
}
await sandbox.dispose();
