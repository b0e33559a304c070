/**
 * What the pool costs: starting a worker, the first call in a worker, the way there and back.
 *
 *     node test/conformance/sandbox/measure-pool.mjs MODULE.wasm ENTRY INPUT-FILE [rounds]
 */
import { readFileSync } from 'node:fs';
import { createSandbox, generousCall, nodeThreads, workerFile } from './poolBundle.mjs';

const [file, entry, inputFile, rounds = '20'] = process.argv.slice(2);
const original = new Uint8Array(readFileSync(file));
const call = generousCall('module', entry, new Uint8Array(readFileSync(inputFile)));
const threads = nodeThreads(workerFile);

/** A thread without a pool, which answers one request at a time. */
function startThread() {
  let settle;
  const next = () => new Promise((resolve, reject) => (settle = { resolve, reject }));
  const ready = next();
  const thread = threads.start({
    replied: (reply) => settle.resolve(reply),
    ended: (reason) => settle.reject(new Error(reason)),
  });
  thread.keepProcessAlive(true);
  return {
    ready,
    ask(request) {
      const reply = next();
      thread.post(request);
      return reply;
    },
    end: () => thread.terminate(),
  };
}

const times = new Map();
async function timed(name, work) {
  const start = performance.now();
  const value = await work();
  const millis = performance.now() - start;
  times.set(name, [...(times.get(name) ?? []), millis]);
  return value;
}

for (let round = 0; round < Number(rounds); round++) {
  const [first, second] = [startThread(), startThread()];
  await Promise.all([first.ready, second.ready]);
  const third = startThread();
  await timed('a worker starts', () => third.ready);
  await third.end();
  const prepared = await timed('check, rewrite and compile in a new worker', () =>
    first.ask({ kind: 'prepare', source: { original } }),
  );
  if (prepared.kind !== 'prepared') throw new Error(prepared.message);
  const request = { kind: 'call', module: prepared.module, call };
  await timed('first call of the module', () => first.ask(request));
  await timed('second call', () => first.ask(request));
  const { result } = await timed('first call in a second worker', () => second.ask(request));
  if (result.status !== 'returned') throw new Error(result.message);
  await Promise.all([first.end(), second.end()]);
}

const sandbox = createSandbox({ threads, maximumWorkers: 1, idleMillis: 60_000 });
sandbox.addModule('module', original);
for (let round = 0; round < Number(rounds) * 50; round++) {
  const start = performance.now();
  const { used } = await sandbox.call(call);
  if (round < Number(rounds) * 10) continue;
  const whole = performance.now() - start;
  for (const [name, millis] of [
    ['warm call, whole', whole],
    ['warm call, inside the worker', used.wallMicros / 1000],
    ['warm call, there and back', whole - used.wallMicros / 1000],
  ]) {
    times.set(name, [...(times.get(name) ?? []), millis]);
  }
}
await sandbox.dispose();

for (const [name, values] of times) {
  values.sort((a, b) => a - b);
  const at = (part) => values[Math.floor((values.length - 1) * part)].toFixed(2);
  console.log(
    `${name}: best ${at(0)}, median ${at(0.5)}, 95th percentile ${at(0.95)} ms (${values.length} times)`,
  );
}
