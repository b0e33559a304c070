/** The corpus: the crates of all `librust-*-dev` packages, unpacked and not installed. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from '../../server/src/platform/node/runProgram';
import { findMacroCrates } from './corpusCrates';
import { registryOf, writeJson } from './surveyFolder';

/** How many names `apt-get download` is given at once. */
const portion = 200;

/** Downloads and unpacks what is missing, and writes `corpus.json`. Needs nothing of root, but apt's lists must be there. */
export async function prepareCorpus(work: string): Promise<void> {
  if (existsSync(join(work, 'corpus.json'))) return;
  const archives = join(work, 'debs');
  mkdirSync(archives, { recursive: true });
  const listed = await succeed('apt-cache', ['search', '--names-only', '^librust-.*-dev$'], work);
  const packages = listed.split('\n').flatMap((line) => line.split(' ')[0] || []);
  console.log(`${packages.length} packages of crates`);
  for (let start = 0; start < packages.length; start += portion) {
    // What is there already apt does not fetch again.
    await succeed('apt-get', ['--quiet', 'download', ...packages.slice(start, start + portion)], archives);
    console.log(`fetched ${Math.min(start + portion, packages.length)}`);
  }
  await unpack(work, archives);
  completeRegistry(registryOf(work));
  const crates = findMacroCrates(registryOf(work));
  writeJson(join(work, 'corpus.json'), crates);
  console.log(`${crates.length} procedural-macro crates`);
}

async function unpack(work: string, archives: string): Promise<void> {
  const destination = join(work, 'root');
  mkdirSync(destination, { recursive: true });
  const log = join(work, 'unpacked.txt');
  const done = new Set(existsSync(log) ? readFileSync(log, 'utf8').split('\n') : []);
  for (const archive of readdirSync(archives)
    .filter((name) => name.endsWith('.deb'))
    .sort()) {
    if (done.has(archive)) continue;
    await succeed('dpkg-deb', ['--extract', join(archives, archive), destination], work);
    writeFileSync(log, `${archive}\n`, { flag: 'a' });
  }
}

/** Gives the few crates a checksum file that have none: cargo refuses a whole directory source because of one of them. */
function completeRegistry(registry: string): void {
  for (const crate of readdirSync(registry)) {
    const file = join(registry, crate, '.cargo-checksum.json');
    if (!existsSync(file)) writeFileSync(file, '{"files":{}}');
  }
}

async function succeed(program: string, args: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, stderr, failure } = await runProgram(program, args, {
    cwd,
    env: process.env,
    timeoutMillis: 3_600_000,
  });
  if (code !== 0) throw new Error(`${program} ${args[0] ?? ''}: ${failure ?? stderr.trim().slice(0, 2000)}`);
  return stdout;
}
