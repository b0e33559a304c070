/** The pool and its worker as scripts of this folder use them. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const source = join(dirname(fileURLToPath(import.meta.url)), '../../../server/src/sandbox');
const folder = mkdtempSync(join(tmpdir(), 'macroscope-pool-'));
const options = { bundle: true, platform: 'node' };

export const workerFile = join(folder, 'worker.cjs');
await build({ ...options, entryPoints: [join(source, 'worker.ts')], format: 'cjs', outfile: workerFile });

const outfile = join(folder, 'pool.mjs');
await build({
  ...options,
  stdin: {
    contents: `export { createSandbox } from './sandboxPool'; export { nodeThreads } from './nodeThreads';
      export { MAXIMUM_STACK_UNITS } from './rewrite/counter';`,
    resolveDir: source,
  },
  format: 'esm',
  outfile,
});
export const { createSandbox, nodeThreads, MAXIMUM_STACK_UNITS } = await import(pathToFileURL(outfile).href);

/** A call with a generous budget. */
export function generousCall(moduleKey, entry, input) {
  return {
    moduleKey,
    entry,
    input,
    environment: new Map(),
    roots: [],
    workingDirectory: '/',
    budget: {
      instructions: 1e10,
      wallMillis: 10_000,
      memoryPages: 4096,
      stackUnits: MAXIMUM_STACK_UNITS,
      outputBytes: 2 ** 26,
    },
  };
}
