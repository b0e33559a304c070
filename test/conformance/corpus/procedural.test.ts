/** The corpus's cases that need procedural macros, in a trusted project of which cargo builds them: against rustc, and in the editor. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Analysis } from '../../../server/src/analysis/analysis';
import { createServices } from '../../../server/src/analysis/createServices';
import { defaultProjectSettings } from '../../../server/src/project/loadOptions';
import { patience, TemporaryProject } from '../../integration/temporaryProject';
import { positionOf, repository, type TestClient } from '../../integration/testClient';
import { comparableText, corpusCases, corpusText } from './corpusCases';

const cases = corpusCases('procedural');

const derives = `use corpus_macros::{First, Second};
#[derive(First)]
struct Alone;
#[derive(Clone, First, Debug, Second)]
struct Mixed;
#[derive(Second)]
#[cfg_attr(all(), derive(First, Default))]
#[second]
struct Several;
fn main() {}
`;

const incomplete = `use corpus_macros::strict;
#[strict]
fn typed() -> Vec<u8> {
    let unfinished = vec![1, 2];
    unfinished.
}
fn main() {}
`;

describe('cases with procedural macros', { timeout: patience }, () => {
  const project = new TemporaryProject({
    'Cargo.toml': '[workspace]\nmembers = ["app", "corpus_macros"]\nresolver = "2"\n',
    'app/Cargo.toml':
      '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\ncorpus_macros = { path = "../corpus_macros" }\n',
    ...Object.fromEntries(cases.map(({ name, text }) => [`app/src/bin/${name}.rs`, text])),
    'app/src/bin/derives.rs': derives,
    'app/src/bin/incomplete.rs': incomplete,
    'corpus_macros/Cargo.toml':
      '[package]\nname = "corpus_macros"\nversion = "0.1.0"\nedition = "2021"\n[lib]\nproc-macro = true\n',
    'corpus_macros/src/lib.rs': corpusText('procedural/macros.rs'),
  });
  const environment = (): NodeJS.ProcessEnv => ({
    ...process.env,
    PATH: `/usr/bin:${process.env.PATH ?? ''}`,
    XDG_CACHE_HOME: project.path('store'),
    CARGO_TARGET_DIR: undefined,
  });
  let client: TestClient;

  beforeAll(async () => {
    client = await project.start({ trusted: true, environment: environment() });
    expect((await client.ready()).message).toBeUndefined();
  }, patience);
  afterAll(() => project.expectAlive(), patience);

  async function hover(file: string, text: string, needle: string, within = 0): Promise<string> {
    const path = project.path(`app/src/bin/${file}.rs`);
    await client.open(path, text);
    return client.hoverText(path, positionOf(text, needle, within));
  }

  test.each(cases.map((each) => [each.title, each] as const))('%s', async (_, { name, expanded }) => {
    const services = createServices(repository, environment());
    try {
      const analysis = await Analysis.load({
        ...services,
        root: project.folder,
        trusted: true,
        settings: defaultProjectSettings,
      });
      const file = analysis.openFile(project.path(`app/src/bin/${name}.rs`));
      const { text } = file ? await analysis.expandFile(file) : { text: '' };
      expect(comparableText(text)).toBe(comparableText((expanded ?? []).join('\n')));
    } finally {
      await services.sandbox.dispose();
    }
  });

  test.each([
    ['First)]', 'impl First {}'],
    ['Clone,', 'impl ::core::clone::Clone for Mixed'],
    ['First, Debug', 'impl First {}'],
    ['Debug,', 'impl ::core::fmt::Debug for Mixed'],
    ['Second)]\nstruct Mixed', 'impl Second {}'],
    ['Second)]\n#[cfg', 'impl Second {}'],
    ['First, Default', 'impl First {}'],
    ['Default))', 'impl ::core::default::Default for Several'],
  ])(
    'rust-analyzer#21489: a hover shows the derive under the cursor, whatever stands before it: %s',
    async (place, expected) => {
      const name = /^\w+/.exec(place)?.[0] ?? '';
      for (const within of [0, name.length - 1]) {
        const text = await hover('derives', derives, place, within);
        expect(text).toContain(expected);
        expect(text.match(/impl /g)).toHaveLength(1);
        expect(text).toContain(`\`${name}\` · `);
      }
    },
  );

  test('rust-analyzer#11859: while an attribute macro gives nothing but an error, it is shown, and the rest of the item still works', async () => {
    expect(await hover('incomplete', incomplete, 'strict]')).toContain('expected an expression');
    expect(await hover('incomplete', incomplete, 'vec!')).toContain('::alloc::boxed::Box::new([1, 2])');
  });
});
