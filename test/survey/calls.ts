/** The step `calls`: runs each macro of each built crate on real inputs, natively and as wasm, and compares. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createServices } from '../../server/src/analysis/createServices';
import type { CallsOutcome } from './callsTypes';
import { compareCalls, type CallsContext } from './callsCrate';
import { Registry } from './inputsRegistry';
import { NativeBuilder, type NativeBuild } from './nativeBuild';
import {
  chosenCrates,
  readBuild,
  registryOf,
  resultsFolder,
  writeJson,
  type BuildOutcome,
  type MacroCrate,
  type SurveyOptions,
} from './surveyFolder';

/** Crates that are compiled natively together. */
const batchSize = 10;

/** Crates that have a result are left out, unless they are to be looked at again. */
export async function compareCorpus(options: SurveyOptions): Promise<void> {
  const { work } = options;
  const groups = new Map<string, Map<MacroCrate, BuildOutcome>>();
  for (const crate of chosenCrates(options)) {
    const build = readBuild(work, crate);
    if (build?.status !== 'built' || (!options.again && isCompared(work, crate, build))) continue;
    const group = groups.get(build.project) ?? new Map<MacroCrate, BuildOutcome>();
    groups.set(build.project, group.set(crate, build));
  }
  const registry = new Registry(registryOf(work));
  const builder = new NativeBuilder(work, registry);
  const { sandbox } = createServices(resolve('.'), { ...process.env, XDG_CACHE_HOME: join(work, 'cache') });
  const context: CallsContext = {
    ...{ work, sandbox, registry },
    files: builder,
  };
  try {
    for (const [project, group] of groups) {
      const crates = [...group];
      for (let start = 0; start < crates.length; start += batchSize)
        await compareBatch(project, crates.slice(start, start + batchSize), builder, context);
    }
  } finally {
    await sandbox.dispose();
  }
}

async function compareBatch(
  project: string,
  crates: readonly (readonly [MacroCrate, BuildOutcome])[],
  builder: NativeBuilder,
  context: CallsContext,
): Promise<void> {
  const natives = await builder.build(
    project,
    crates.map(([, build]) => build),
  );
  for (const [crate, build] of crates) {
    const native: NativeBuild = natives.get(`${crate.name} ${crate.version}`) ?? { error: 'no result' };
    const started = performance.now();
    const outcome = await compareCalls(crate, build, native, context);
    writeJson(resultFile(context.work, crate), outcome);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(
      `${crate.name} ${crate.version}: ${outcome.status}, ${outcome.equal} of ${outcome.calls} equal (${seconds} s)`,
      JSON.stringify(outcome.classes),
    );
  }
}

/** Whether there is a result for the module that the crate has now. */
function isCompared(work: string, crate: MacroCrate, build: BuildOutcome): boolean {
  const file = resultFile(work, crate);
  if (!existsSync(file)) return false;
  const { module } = JSON.parse(readFileSync(file, 'utf8')) as CallsOutcome;
  return module === build.sha256;
}

function resultFile(work: string, crate: MacroCrate): string {
  return join(resultsFolder(work, crate), 'calls.json');
}
