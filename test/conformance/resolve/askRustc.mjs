/** Writes scoping.rustc.json: what rustc (the first on the PATH) makes of each program in scoping.cases.rs. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const answers = {};
const folder = mkdtempSync(join(tmpdir(), 'scoping-'));
const text = readFileSync(new URL('scoping.cases.rs', import.meta.url), 'utf8');
for (const part of text.split(/^\/\/= /m).slice(1)) {
  const title = part.slice(0, part.indexOf('\n')).trim();
  const edition = /^\/\/- edition:(\d+)$/m.exec(part)?.[1] ?? '2021';
  const file = join(folder, 'case.rs');
  writeFileSync(file, part.slice(part.indexOf('\n') + 1).replace('$0', ''));
  const flags = ['--crate-type=lib', '--crate-name=case', `--edition=${edition}`, '-Zunpretty=expanded'];
  const { stdout, stderr } = spawnSync('rustc', [...flags, file], {
    encoding: 'utf8',
    env: { ...process.env, RUSTC_BOOTSTRAP: '1' },
  });
  const value = /cursor: &str =[^"]*"(\w+)"/.exec(stdout)?.[1];
  const error = /^error(?:\[(E\d+)\])?: (.*)$/m.exec(stderr);
  answers[title] = value && !error ? value : `${error?.[1] ?? 'error'}: ${error?.[2] ?? 'no value'}`;
}
rmSync(folder, { recursive: true });
writeFileSync(new URL('scoping.rustc.json', import.meta.url), `${JSON.stringify(answers, undefined, 2)}\n`);
