/**
 * What rewriting costs: one call of a real macro in a fresh instance, as it is and rewritten, in turn.
 *
 * With `oracle` as last word, the count is compared with the oracle's too.
 *
 *     node [--liftoff-only] test/conformance/sandbox/measure-overhead.mjs MODULE.wasm ENTRY INPUT-FILE [rounds] [oracle]
 */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const outfile = join(here, '../../../node_modules/.measure-overhead.mjs');
await build({
  stdin: {
    contents: `export { runGuestCall } from './guestCall'; export { rewriteModule } from './rewrite/rewriteModule';
      export { GUEST_IMPORTS } from './guestImports'; export { nodeHost } from './nodeHost';
      export { webAssembly } from './webAssembly';
      export { oracleOf } from '../../../test/conformance/sandbox/countingOracle';`,
    resolveDir: join(here, '../../../server/src/sandbox'),
  },
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  external: ['wabt'],
});
const { runGuestCall, rewriteModule, GUEST_IMPORTS, nodeHost, oracleOf, webAssembly } = await import(
  pathToFileURL(outfile).href
);

const [file, entry, inputFile, rounds = '60', oracle] = process.argv.slice(2);
const original = new Uint8Array(readFileSync(file));
const timed = (work) => {
  const start = performance.now();
  const value = work();
  return [value, performance.now() - start];
};
const rewrites = Array.from({ length: 12 }, () => timed(() => rewriteModule(original, GUEST_IMPORTS)));
const rewritten = rewrites[0][0];
const rewriteTimes = rewrites.map(([, time]) => time);
const variants = { original, rewritten };
const compiled = Object.fromEntries(
  Object.entries(variants).map(([name, bytes]) => [name, timed(() => new webAssembly.Module(bytes))]),
);

const call = {
  moduleKey: '',
  entry,
  input: new Uint8Array(readFileSync(inputFile)),
  environment: new Map(),
  roots: [],
  workingDirectory: '/',
  budget: {
    instructions: 2 ** 45,
    wallMillis: 0,
    memoryPages: 4096,
    stackUnits: 32767,
    outputBytes: 2 ** 26,
  },
};
const times = { original: [], rewritten: [] };
const results = {};
const firsts = {};
for (let round = 0; round < Number(rounds); round++) {
  const order = Math.random() < 0.5 ? ['original', 'rewritten'] : ['rewritten', 'original'];
  for (const name of order) {
    const [result, time] = timed(() => runGuestCall(compiled[name][0], call, nodeHost));
    firsts[name] ??= time;
    times[name].push(time);
    results[name] = result;
  }
}
const sorted = (list) => [...list].sort((a, b) => a - b);
const summary = (name) => {
  const list = sorted(times[name].slice(Math.floor(times[name].length / 3)));
  return {
    bytes: variants[name].length,
    'compile ms': +compiled[name][1].toFixed(2),
    'first call ms': +firsts[name].toFixed(2),
    'warm min ms': +list[0].toFixed(3),
    'warm median ms': +list[list.length >> 1].toFixed(3),
    status: results[name].status,
    instructions: results[name].used.instructions,
    outputBytes: results[name].output?.length,
  };
};
console.table({ original: summary('original'), rewritten: summary('rewritten') });
console.log(
  'rewriting: first',
  rewriteTimes[0].toFixed(1),
  'ms, then best',
  sorted(rewriteTimes)[0].toFixed(1),
  'ms',
);
if (results.original.status !== results.rewritten.status) process.exitCode = 1;
if (oracle !== undefined) {
  const counted = runGuestCall(new webAssembly.Module(oracleOf(original)), call, nodeHost).used.instructions;
  console.log('the oracle counts', counted);
  if (counted !== results.rewritten.used.instructions) process.exitCode = 1;
}
