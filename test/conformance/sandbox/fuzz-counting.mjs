/**
 * Compares the rewriter with the counting oracle on random modules that `wasm-opt` (Debian package binaryen)
 * makes, and on given ones.
 *
 *     node test/conformance/sandbox/fuzz-counting.mjs COUNT [largest seed in bytes] [--keep FOLDER] [module.wasm ...]
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'macroscope-fuzz-'));
const outfile = join(here, '../../../node_modules/.fuzz-counting.mjs');
await build({
  entryPoints: [join(here, 'compareWithOracle.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  external: ['wabt'],
});
const { compareWithOracle } = await import(pathToFileURL(outfile).href);

const words = process.argv.slice(2);
const kept = words.includes('--keep') ? words.splice(words.indexOf('--keep'), 2)[1] : undefined;
const modules = words.filter((word) => word.endsWith('.wasm'));
const [count = 100, largestSeed = 4000] = words.filter((word) => !word.endsWith('.wasm')).map(Number);
const FEATURES = ['sign-ext', 'nontrapping-float-to-int', 'bulk-memory', 'multivalue', 'mutable-globals'];

const total = { completed: 0, trapped: 0, recounted: 0, budgets: 0, refused: [], differences: [] };
for (const file of modules) compareWithOracle(file, readFileSync(file), total);
for (let number = 0; number < count; number++) {
  const seed = join(folder, 'seed');
  const file = join(folder, `${number}.wasm`);
  writeFileSync(seed, randomBytes(100 + Math.floor(Math.random() * largestSeed)));
  const optimise = number % 3 === 0 ? ['-O2'] : [];
  const features = FEATURES.map((feature) => `--enable-${feature}`);
  execFileSync('wasm-opt', [seed, '-ttf', '--mvp-features', ...features, '--denan', ...optimise, '-o', file]);
  const before = total.differences.length;
  compareWithOracle(String(number), readFileSync(file), total);
  if (kept !== undefined && total.differences.length > before)
    copyFileSync(file, join(kept, `${number}.wasm`));
}
const { refused, differences, ...counts } = total;
console.log({
  modules: count + modules.length,
  ...counts,
  refused: refused.length,
  differences: differences.length,
});
for (const line of [...differences.slice(0, 20), ...refused.slice(0, 5)]) console.log(line);
process.exitCode = differences.length === 0 ? 0 : 1;
