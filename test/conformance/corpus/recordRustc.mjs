/**
 * Records what rustc makes of the cases: `node test/conformance/corpus/recordRustc.mjs [RUSTC]` writes rustc.json. For each case the crate
 * with every macro expanded (`-Zunpretty=expanded`) and the number of steps of declarative macros (`-Ztrace-macros`), or the first error.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messagesOf, writeRecording } from '../recordings.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const rustc = process.argv[2] ?? 'rustc';
const output = mkdtempSync(join(tmpdir(), 'record-corpus-'));
const library = join(output, 'libcorpus_macros.so');

/** The exit status, and what was written; unstable options are allowed. */
function run(...args) {
  const common = ['--edition=2021', '--cap-lints=allow', `--extern=corpus_macros=${library}`, '-L', output];
  return spawnSync(rustc, [...common, ...args], {
    encoding: 'utf8',
    env: { ...process.env, RUSTC_BOOTSTRAP: '1' },
  });
}

function record(path, ...dependencies) {
  const expanded = run(
    '--crate-type=lib',
    '-Zunpretty=expanded',
    '--error-format=json',
    ...dependencies,
    path,
  );
  if (expanded.status !== 0) {
    const [first] = messagesOf(expanded.stderr).filter(({ level }) => level === 'error');
    const span = first.spans.find(({ is_primary: primary }) => primary);
    return { error: { message: first.message, line: span.line_start, column: span.column_start } };
  }
  const traced = run(
    '--crate-type=lib',
    '-Ztrace-macros',
    '--error-format=json',
    '--emit=metadata',
    '--out-dir',
    output,
    ...dependencies,
    path,
  );
  const steps = messagesOf(traced.stderr)
    .filter(({ message }) => message === 'trace_macro')
    .flatMap(({ children }) => children.filter(({ message }) => message.startsWith('to `'))).length;
  return { steps, expanded: expanded.stdout.trim().split('\n') };
}

try {
  execFileSync(rustc, [
    ...['--edition=2021', '--crate-type=proc-macro', '--crate-name=corpus_macros', '-o', library],
    join(here, 'procedural/macros.rs'),
  ]);
  const recorded = { rustc: execFileSync(rustc, ['--version'], { encoding: 'utf8' }).trim(), cases: {} };
  const inner = `--extern=inner=${join(output, 'libinner.rlib')}`;
  const middle = `--extern=middle=${join(output, 'libmiddle.rlib')}`;
  run('--crate-type=lib', '--out-dir', output, join(here, 'crates/inner.rs'));
  run('--crate-type=lib', '--out-dir', output, inner, join(here, 'crates/middle.rs'));
  recorded.cases['crates/outer.rs'] = record(join(here, 'crates/outer.rs'), middle);
  for (const folder of ['cases', 'procedural'])
    for (const name of readdirSync(join(here, folder)).sort())
      if (name !== 'macros.rs') recorded.cases[`${folder}/${name}`] = record(join(here, folder, name));
  await writeRecording(join(here, 'rustc.json'), recorded);
} finally {
  rmSync(output, { recursive: true });
}
