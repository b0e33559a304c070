/**
 * Prints the expansions of the bundled example, call by call. Needs no Rust toolchain: the example's procedural macros come as a module, and
 * the standard library's macros are our own definitions where its sources are not installed.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const repository = fileURLToPath(new URL('..', import.meta.url));
const command = join(repository, 'dist/cli.js');

let shown = 0;
let failed = 0;
for (const name of ['declarative.rs', 'procedural.rs']) {
  const file = join(repository, 'test/fixtures/demo/src', name);
  const lines = readFileSync(file, 'utf8').split('\n');
  const output = execFileSync(process.execPath, [command, 'expand', file, '--all', '--json', '--no-trust'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for (const line of output.trim().split('\n')) {
    const { range, text, engine, error, stats } = JSON.parse(line);
    const { line: number, column } = range.start;
    console.log(`\n━━ ${relative(repository, file)}:${number}:${column}  ${lines[number - 1].trim()}`);
    if (error) {
      failed++;
      console.log(`   ${error.message}`);
      continue;
    }
    shown++;
    const cost = stats.instructions > 0 ? `, ${stats.instructions.toLocaleString('en')} instructions` : '';
    console.log(`   ${engine}, ${stats.steps} ${stats.steps === 1 ? 'step' : 'steps'}${cost}\n`);
    console.log(text.replace(/^(?=.)/gm, '    '));
  }
}
console.log(`\n${shown} macro calls expanded, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
