/**
 * Procedural macros in the sandbox beside the compiler's own: the same real inputs, one after the other in one process, for our modules and for
 * native libraries behind rust-analyzer's macro server.
 *
 *     npm run bench -- procmacro [--profiles] [--only CRATE,…] [--folder FOLDER] [--rounds COUNT]
 *
 * `--profiles` also compiles the modules with other profiles and measures them. `--only` measures some of the macro crates. `--folder` keeps
 * what was built for the next run with the same crates.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { installPackages } from '../../setup/install.mjs';
import { SourceMap } from '../../../server/src/syntax/sourceMap';
import { hurry } from '../hurry';
import { startNative, startWasm, type Contestant, type Sample } from './contestants';
import { buildNatively, buildToWasm, makeWorkspace, nativeProfiles, wasmProfiles } from './macroBuilds';
import { measuredCrates, packageOf } from './macroCrates';
import { findInputs, fiveFields, type BenchInput } from './macroInputs';
import { Report } from './report';

const { values } = parseArgs({
  args: process.argv.slice(3),
  options: {
    profiles: { type: 'boolean', default: false },
    folder: { type: 'string' },
    only: { type: 'string' },
    rounds: { type: 'string', default: '60' },
  },
});
const scratch =
  values.folder === undefined ? mkdtempSync(join(tmpdir(), 'macroscope-bench-')) : resolve(values.folder);

async function measure(): Promise<void> {
  mkdirSync(scratch, { recursive: true });
  const only = values.only?.split(',');
  const crates = measuredCrates.filter(({ name }) => only?.includes(name) ?? true);
  installPackages(['rust-analyzer', ...crates.map(packageOf)]);
  const sources = new SourceMap();
  const inputs = await findInputs(crates, join(scratch, 'sources'), sources);
  const workspace = makeWorkspace(crates, scratch);
  const installation = process.cwd();
  const natives = nativeProfiles.map((profile) => ({
    profile,
    build: buildNatively(workspace, profile, scratch),
  }));
  const wasms: { profile: (typeof wasmProfiles)[number]; build: Awaited<ReturnType<typeof buildToWasm>> }[] =
    [];
  for (const profile of values.profiles ? wasmProfiles : wasmProfiles.slice(0, 1))
    wasms.push({
      profile,
      build: await buildToWasm(workspace, profile, scratch, join(installation, 'server')),
    });
  const report = new Report([...natives, ...wasms]);

  hurry();
  const start = (): Promise<Contestant[]> =>
    Promise.all([
      ...wasms.map(({ profile, build }) =>
        startWasm(profile.name, build, {
          sources,
          inputs,
          rewritten: scratch,
          worker: join(installation, 'dist/sandboxWorker.js'),
        }),
      ),
      ...natives.map(({ profile, build }) => startNative(profile.name, build)),
    ]);

  const contestants = await start();
  const comparable: BenchInput[] = [];
  for (const input of inputs.inputs) {
    const answers: (readonly string[] | undefined)[] = [];
    for (const contestant of contestants) answers.push(await contestant.leaves(input));
    if (report.compared(input, answers)) comparable.push(input);
  }
  await Promise.all(contestants.map((contestant) => contestant.stop()));

  // The first call of each macro in a new thread, and in a new process.
  for (const input of firstOfEachMacro(comparable)) {
    const fresh = await start();
    for (const contestant of fresh)
      report.add('first', contestant.name, input, await contestant.expand(input));
    await Promise.all(fresh.map((contestant) => contestant.stop()));
  }

  const warm = await start();
  const rounds = Number(values.rounds);
  for (let round = 0; round < rounds; round++) {
    // V8 compiles what runs often a second time; who comes first changes, so that nobody always comes after the same one.
    const phase =
      round < 3 ? undefined : round < rounds / 4 ? 'warm' : round < rounds / 2 ? undefined : 'hot';
    for (const input of comparable)
      for (let turn = 0; turn < warm.length; turn++) {
        const contestant = warm[(turn + round) % warm.length];
        if (!contestant) continue;
        const sample: Sample | undefined = await contestant.expand(input);
        if (phase) report.add(phase, contestant.name, input, sample);
      }
  }
  await Promise.all(warm.map((contestant) => contestant.stop()));
  report.print(fiveFields);
}

function firstOfEachMacro(inputs: readonly BenchInput[]): BenchInput[] {
  return inputs.filter((input, index) => inputs.findIndex(({ macro }) => macro === input.macro) === index);
}

try {
  await measure();
} finally {
  if (values.folder === undefined) rmSync(scratch, { recursive: true, force: true });
}
