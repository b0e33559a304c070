/**
 * Compares the rewriter with the counting oracle on random modules that `wasm-opt` (Debian package binaryen)
 * makes, and on given ones: results, calls of the host, memory, traps, counts, budgets.
 *
 *     node test/conformance/sandbox/fuzz-counting.mjs [COUNT] [largest seed in bytes] [--keep FOLDER] [module.wasm ...]
 *
 * COUNT is 500 unless given. Exits with 1 when anything differs, or when too few modules were compared to mean
 * anything.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'macroscope-fuzz-'));
const outfile = join(here, `../../../node_modules/.fuzz-counting-${process.pid}.mjs`);
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
const [count = modules.length > 0 ? 0 : 500, largestSeed = 4000] = words
  .filter((word) => !word.endsWith('.wasm'))
  .map(Number);
/** What the rewriter runs beyond WebAssembly 1.0. Each module may use a random part of it. */
const FEATURES = ['sign-ext', 'nontrapping-float-to-int', 'bulk-memory', 'multivalue', 'mutable-globals'];
/** What it mostly refuses: modules that do not use it although they may are compared, too. */
const REFUSED_FEATURES = ['reference-types', 'extended-const', 'tail-call'];
const OPTIMISATIONS = [[], [], ['-O1'], ['-O2'], ['-Os'], ['-O3', '--flatten']];

const pick = (list) => list[Math.floor(Math.random() * list.length)];
const started = performance.now();
const total = { completed: 0, trapped: 0, recounted: 0, budgets: 0, refused: [], differences: [] };
for (const file of modules) compareWithOracle(file, readFileSync(file), total);
for (let number = 0; number < count; number++) {
  const seed = join(folder, 'seed');
  const file = join(folder, `${number}.wasm`);
  writeFileSync(seed, randomBytes(100 + Math.floor(Math.random() * largestSeed)));
  const features = FEATURES.filter(() => Math.random() < 0.8);
  if (number % 10 === 0) features.push(pick(REFUSED_FEATURES));
  const options = features.map((feature) => `--enable-${feature}`);
  const optimise = pick(OPTIMISATIONS);
  execFileSync('wasm-opt', [seed, '-ttf', '--mvp-features', ...options, '--denan', ...optimise, '-o', file], {
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const before = total.differences.length;
  compareWithOracle(String(number), readFileSync(file), total);
  if (kept !== undefined && total.differences.length > before)
    copyFileSync(file, join(kept, `${number}.wasm`));
}
rmSync(folder, { recursive: true, force: true });
rmSync(outfile, { force: true });

const { refused, differences, ...counts } = total;
console.log({
  modules: count + modules.length,
  ...counts,
  refused: refused.length,
  differences: differences.length,
  seconds: Math.round((performance.now() - started) / 1000),
});
for (const line of [...differences.slice(0, 20), ...refused.slice(0, 5)]) console.log(line);
const compared = count + modules.length - refused.length;
process.exitCode = differences.length === 0 && compared > refused.length ? 0 : 1;
