/**
 * Records what rustc makes of the cases: `node test/conformance/declarative/recordRustc.mjs [RUSTC]` writes rustc.json. For each
 * case the steps that `-Ztrace-macros` prints, or the first error with its place and notes.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messagesOf, writeRecording } from '../recordings.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const rustc = process.argv[2] ?? 'rustc';
const output = mkdtempSync(join(tmpdir(), 'record-rustc-'));
const recorded = { rustc: execFileSync(rustc, ['--version'], { encoding: 'utf8' }).trim(), cases: {} };

for (const kind of ['expand', 'fail', 'std']) {
  for (const name of readdirSync(join(here, 'cases', kind)).sort()) {
    const path = join(here, 'cases', kind, name);
    const edition = /^\/\/ edition: (\d+)/.exec(readFileSync(path, 'utf8'))?.[1] ?? '2021';
    const result = spawnSync(
      rustc,
      [
        '-Ztrace-macros',
        '--error-format=json',
        '--crate-type=lib',
        `--edition=${edition}`,
        '--emit=metadata',
        '--cap-lints=allow',
        '-o',
        join(output, 'case.rmeta'),
        path,
      ],
      { encoding: 'utf8', env: { ...process.env, RUSTC_BOOTSTRAP: '1' } },
    );
    const messages = messagesOf(result.stderr);
    recorded.cases[`${kind}/${name}`] = {
      edition: Number(edition),
      steps: steps(messages),
      ...error(messages, kind, name),
    };
  }
}
rmSync(output, { recursive: true });
await writeRecording(join(here, 'rustc.json'), recorded);

function steps(messages) {
  const traced = [];
  for (const message of messages.filter(({ message }) => message === 'trace_macro')) {
    for (const { message: text } of message.children) {
      const start = /^expanding `(?:r#)?(\S+)! \{ ([\s\S]*) \}`$/.exec(text);
      const end = /^to `([\s\S]*)`$/.exec(text);
      const call = message.spans[0].byte_start;
      if (start) traced.push({ call, name: start[1], in: start[2], out: null });
      else if (end) traced[traced.length - 1].out = end[1];
    }
  }
  return traced;
}

function error(messages, kind, name) {
  if (kind !== 'fail') {
    // What has a code is about names and types, which the cases do not care for.
    const refused = messages.find(({ level, code }) => level === 'error' && code === null);
    if (refused && !refused.message.startsWith('aborting')) throw new Error(`${name}: ${refused.message}`);
    return {};
  }
  const first = messages.find(({ level }) => level === 'error');
  if (!first) throw new Error(`${name} should fail and does not`);
  const span = first.spans.find(({ is_primary: primary }) => primary);
  return {
    error: {
      message: first.message,
      line: span.line_start,
      column: span.column_start,
      notes: first.children.map(({ message }) => message),
    },
  };
}
