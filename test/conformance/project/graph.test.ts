import { expect, test } from 'vitest';
import { defaultProjectSettings, type ProjectSettings } from '../../../server/src/project/loadOptions';
import { fixtureProject } from '../../../server/src/project/testing/fixtureProject';
import { generatedProject } from './generatedProject';
import { graphDifferences } from './graphDifferences';

/** More of them were compared when the rules were written: raise the number after a change. */
const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

/** What users set, one after the other. */
const variants: readonly Partial<ProjectSettings>[] = [
  {},
  { features: 'all' },
  { noDefaultFeatures: true },
  { target: 'x86_64-pc-windows-msvc' },
  { features: 'all', target: 'wasm32-unknown-unknown' },
];

/** cargo, and cargo's plan of a build, know what is right. */
test.each(seeds)(
  'the crates of generated workspace %i are those that cargo compiles, with and without running a program',
  async (seed) => {
    const root = fixtureProject(generatedProject(seed));
    const env = { ...process.env, CARGO_HOME: `${root}/home`, RUSTFLAGS: undefined };
    const settings = { ...defaultProjectSettings, ...variants[seed % variants.length] };
    expect(await graphDifferences({ root, settings, env })).toEqual([]);
  },
  60_000,
);
