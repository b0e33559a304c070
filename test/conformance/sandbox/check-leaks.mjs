/**
 * Runs many calls through one pool and prints time and memory as it goes: both must stay flat.
 *
 *     node test/conformance/sandbox/check-leaks.mjs MODULE.wasm ENTRY INPUT-FILE [calls]
 */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const source = join(dirname(fileURLToPath(import.meta.url)), '../../../server/src/sandbox');
const folder = mkdtempSync(join(tmpdir(), 'macroscope-leaks-'));
const options = { bundle: true, platform: 'node', outdir: folder };
await build({
  ...options,
  entryPoints: [join(source, 'worker.ts')],
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
});
await build({
  ...options,
  entryPoints: [join(source, 'sandboxPool.ts'), join(source, 'nodeThreads.ts')],
  format: 'esm',
  outExtension: { '.js': '.mjs' },
});
const { createSandbox } = await import(pathToFileURL(join(folder, 'sandboxPool.mjs')).href);
const { nodeThreads } = await import(pathToFileURL(join(folder, 'nodeThreads.mjs')).href);

const [file, entry, inputFile, calls = '10000'] = process.argv.slice(2);
const call = {
  moduleKey: file,
  entry,
  input: new Uint8Array(readFileSync(inputFile)),
  environment: new Map(),
  roots: [],
  workingDirectory: '/',
  budget: { instructions: 1e10, wallMillis: 10_000, memoryPages: 4096, outputBytes: 2 ** 26 },
};
const sandbox = createSandbox({
  threads: nodeThreads(join(folder, 'worker.cjs')),
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
