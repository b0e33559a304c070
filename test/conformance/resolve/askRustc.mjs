/**
 * Writes scoping.rustc.json: what rustc (the first on the PATH) makes of each program in scoping.cases.rs. How a case with several files is
 * written: see scopingCases.ts. Then generated.rustc.json: what it makes of random programs (randomModules.ts), by their seeds. Programs that it
 * refuses for something else than the call are left out. Then globs.rustc.json, the same for randomGlobs.ts, with those programs that it does not
 * refuse.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { writeRecording } from '../recordings.mjs';

const answers = {};
const text = readFileSync(new URL('scoping.cases.rs', import.meta.url), 'utf8');
for (const part of text.split(/^\/\/= /m).slice(1)) {
  const title = part.slice(0, part.indexOf('\n')).trim();
  const folder = mkdtempSync(join(tmpdir(), 'scoping-'));
  answers[title] = ask(part.slice(part.indexOf('\n') + 1), folder);
  rmSync(folder, { recursive: true });
}
writeFileSync(new URL('scoping.rustc.json', import.meta.url), `${JSON.stringify(answers, undefined, 2)}\n`);

const { randomModules } = await load('randomModules.ts');
await record('generated.rustc.json', randomModules, 300, (answer) => {
  if (/^v\d+$/.test(answer)) return answer;
  if (answer.startsWith('E0659')) return 'ambiguous';
  return answer.startsWith('error: cannot find macro') ? 'none' : undefined;
});
const { randomGlobs } = await load('randomGlobs.ts');
await record('globs.rustc.json', randomGlobs, 500, (answer) => (/^v\w$/.test(answer) ? answer : undefined));

/** Writes what rustc makes of the programs of the first seeds. `kindOf`: what is kept of an answer; undefined for nothing. */
async function record(file, program, seeds, kindOf) {
  const kinds = {};
  for (let seed = 1; seed <= seeds; seed++) {
    const folder = mkdtempSync(join(tmpdir(), 'scoping-'));
    const kind = kindOf(ask(program(seed), folder));
    rmSync(folder, { recursive: true });
    if (kind !== undefined) kinds[seed] = kind;
  }
  await writeRecording(new URL(file, import.meta.url), kinds);
}

/** A module that is written in TypeScript. */
async function load(name) {
  const entry = fileURLToPath(new URL(name, import.meta.url));
  const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: 'esm' });
  const code = Buffer.from(outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${code}`);
}

function ask(code, folder) {
  const edition = /^\/\/- edition:(\d+)$/m.exec(code)?.[1] ?? '2021';
  const [main, ...others] = code.split(/^\/\/- (?=\/)/m);
  const write = (path, content) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content.replace('$0', ''));
  };
  write('/case/src/lib.rs', main);
  const externs = [];
  for (const other of others) write(/^\S+/.exec(other)[0], other.slice(other.indexOf('\n')));
  for (const other of others) {
    const [path, ...keys] = other.slice(0, other.indexOf('\n')).split(/\s+/);
    const {
      crate,
      target = 'lib',
      edition: own = '2021',
    } = Object.fromEntries(keys.map((key) => key.split(':')));
    if (crate === undefined) continue;
    const flags = [
      `--crate-type=${target}`,
      `--crate-name=${crate}`,
      `--edition=${own}`,
      `--out-dir=${folder}`,
    ];
    const { status, stderr } = rustc([...flags, ...externs, `-L${folder}`, join(folder, path)]);
    if (status !== 0) throw new Error(stderr);
    const extension = target === 'proc-macro' ? 'so' : 'rlib';
    externs.push('--extern', `${crate}=${folder}/lib${crate}.${extension}`);
  }
  const flags = ['--crate-type=lib', '--crate-name=case', `--edition=${edition}`, '-Zunpretty=expanded'];
  const { stdout, stderr } = rustc([...flags, ...externs, `-L${folder}`, join(folder, 'case/src/lib.rs')]);
  const value = /cursor: &str =[^"]*"(\w+)"/.exec(stdout)?.[1];
  const error = /^error(?:\[(E\d+)\])?: (.*)$/m.exec(stderr);
  return value && !error ? value : `${error?.[1] ?? 'error'}: ${error?.[2] ?? 'no value'}`;
}

function rustc(args) {
  return spawnSync('rustc', args, { encoding: 'utf8', env: { ...process.env, RUSTC_BOOTSTRAP: '1' } });
}
