/** Runs the whole suite and prints what came of it. */
import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { Worker, isMainThread, parentPort } from 'node:worker_threads';
import { fileURLToPath } from 'node:url';
import { runScript, type SpecReport } from './specScript';

/** @param packed The file `tests.json.br`. */
function runSuite(packed: string): SpecReport {
  const report: SpecReport = {
    scripts: 0,
    modules: 0,
    assertions: 0,
    skipped: 0,
    invalid: 0,
    malformed: 0,
    unreadable: 0,
    refused: new Map(),
    differences: [],
  };
  const scripts = JSON.parse(brotliDecompressSync(readFileSync(packed)).toString()) as Record<string, string>;
  for (const [name, source] of Object.entries(scripts)) runScript(name, source, report);
  return report;
}

function print(report: SpecReport): void {
  const { scripts, modules, assertions, skipped, invalid, malformed, unreadable, refused, differences } =
    report;
  for (const difference of differences.slice(0, 50)) console.log(`difference: ${difference}`);
  console.log('valid modules that are refused, by reason:');
  for (const [reason, count] of [...refused].sort(([, a], [, b]) => b - a)) {
    console.log(`${String(count).padStart(6)}  ${reason}`);
  }
  console.log(
    `${scripts} files, ${modules} modules run as they are and rewritten, ${invalid} invalid modules refused, ` +
      `${malformed} malformed texts, ${unreadable} others that wabt cannot read`,
  );
  console.log(
    `${assertions} assertions checked, ${skipped} about refused modules, differences = ${differences.length}`,
  );
  process.exitCode = differences.length === 0 ? 0 : 1;
}

if (isMainThread) {
  // In a thread with the stack of the sandbox's workers: the counted stack must run out before V8's does.
  const worker = new Worker(fileURLToPath(import.meta.url), {
    argv: process.argv.slice(2),
    resourceLimits: { stackSizeMb: 128, maxOldGenerationSizeMb: 4096 },
  });
  worker.on('message', print);
  worker.on('error', (error) => {
    console.log(error);
    process.exitCode = 1;
  });
} else parentPort?.postMessage(runSuite(process.argv[2] ?? ''));
