/** Generated projects that depend on many procedural-macro crates at once, so that what these share is compiled once. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'smol-toml';
import type { MacroCrate } from './surveyFolder';
import { registryOf } from './surveyFolder';

/** A crate with the features to build it with, beside its default ones. */
export interface Candidate {
  readonly crate: MacroCrate;
  readonly features: readonly string[];
}

/**
 * What most macro crates are made of, with the features that some of them ask for: so it is the same in all projects, and compiled once.
 * No macro can tell, since features only add.
 */
const common = Object.fromEntries(
  ['1', '2'].map((version) => [
    `common-syn-${version}`,
    {
      package: 'syn',
      version,
      features: ['full', 'fold', 'visit', 'visit-mut', 'extra-traits', 'parsing', 'printing', 'proc-macro'],
    },
  ]),
);

/** Writes a project, and cargo's configuration by which it finds the corpus and nothing else. */
export function writeProject(folder: string, work: string, candidates: readonly Candidate[]): void {
  mkdirSync(join(folder, 'src'), { recursive: true });
  mkdirSync(join(folder, '.cargo'), { recursive: true });
  writeFileSync(join(folder, 'src/lib.rs'), '');
  writeFileSync(
    join(folder, '.cargo/config.toml'),
    stringify({
      source: { 'crates-io': { 'replace-with': 'corpus' }, corpus: { directory: registryOf(work) } },
      net: { offline: true },
    }),
  );
  const dependencies = candidates.map(({ crate, features }, index) => [
    `macros-${index}`,
    { package: crate.name, version: `=${crate.version}`, features },
  ]);
  writeFileSync(
    join(folder, 'Cargo.toml'),
    stringify({
      package: { name: 'survey', version: '0.0.0', edition: '2021' },
      workspace: {},
      dependencies: { ...common, ...Object.fromEntries(dependencies) },
    }),
  );
}
