import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sameProject } from './localFolders';
import { defaultProjectSettings } from './loadOptions';
import { loadWorkspace, type Workspace } from './loadWorkspace';
import { fixtureProject } from './testing/fixtureProject';
import { writeProject } from './testing/writeProject';

const files = {
  'Cargo.toml': '[workspace]\nmembers = ["a", "more/*"]\nresolver = "2"\n',
  'a/Cargo.toml':
    '[package]\nname = "a"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nvendored = "1"\n[features]\nextra = []\n',
  'a/src/lib.rs': '',
  'more/c/Cargo.toml': '[package]\nname = "c"\nversion = "0.1.0"\nedition = "2021"\n',
  'more/c/src/lib.rs': '',
  'vendor/vendored/Cargo.toml': '[package]\nname = "vendored"\nversion = "1.0.0"\nedition = "2021"\n',
  'vendor/vendored/src/lib.rs': '',
  'vendor/vendored/.cargo-checksum.json': '{"files":{}}',
  '.cargo/config.toml':
    '[source.crates-io]\nreplace-with = "v"\n[source.v]\ndirectory = "vendor"\n[net]\noffline = true\n',
};

/** Runs what it stands for, and writes down that it ran. */
const counting = (program: string, log: string): string =>
  `#!/bin/sh\necho ${program} >> ${log}\nexec ${program} "$@"\n`;

interface Counted {
  readonly folder: string;
  load(env?: Readonly<Record<string, string>>): Promise<Workspace>;
  /** How often programs ran since the last time that this was asked. */
  runs(): number;
}

function countedProject(): Counted {
  const folder = fixtureProject(files);
  const tools = fixtureProject({});
  const log = join(tools, 'log');
  writeProject(tools, { cargo: counting('cargo', log), rustc: counting('rustc', log), log: '' });
  for (const name of ['cargo', 'rustc']) chmodSync(join(tools, name), 0o755);
  let before = 0;
  return {
    folder,
    load: (env = {}) =>
      loadWorkspace({
        root: folder,
        trusted: true,
        settings: defaultProjectSettings,
        cargoPath: join(tools, 'cargo'),
        rustcPath: join(tools, 'rustc'),
        env: { ...process.env, CARGO_HOME: join(tools, 'home'), ...env },
        answersFile: join(tools, 'answers.json'),
      }),
    runs: () => {
      const all = readFileSync(log, 'utf8').split('\n').length - 1;
      const since = all - before;
      before = all;
      return since;
    },
  };
}

test('what cargo and rustc said of an unchanged project is used again, and the project is the same', async () => {
  const { load, runs } = countedProject();
  const first = await load();
  expect(first.problems).toEqual([]);
  expect(runs()).toBeGreaterThan(0);
  const second = await load();
  expect(runs()).toBe(0);
  expect(second.resolvedByCargo).toBe(true);
  expect(sameProject(first, second)).toBe(true);
});

const changes: readonly (readonly [string, (folder: string) => void])[] = [
  ['a manifest', (folder) => writeProject(folder, { 'a/Cargo.toml': `${files['a/Cargo.toml']}more = []\n` })],
  ['a new program', (folder) => writeProject(folder, { 'a/src/bin/tool.rs': 'fn main() {}' })],
  ['a new test in a folder', (folder) => writeProject(folder, { 'a/tests/it/main.rs': '' })],
  ['a new build script', (folder) => writeProject(folder, { 'a/build.rs': 'fn main() {}' })],
  [
    'a new member',
    (folder) =>
      writeProject(folder, {
        'more/b/Cargo.toml': '[package]\nname = "b"\nversion = "0.1.0"\nedition = "2021"\n',
        'more/b/src/lib.rs': '',
      }),
  ],
  ['a lock file that is gone', (folder) => rmSync(join(folder, 'Cargo.lock'))],
  [
    "cargo's configuration",
    (folder) =>
      writeProject(folder, {
        '.cargo/config.toml': `${files['.cargo/config.toml']}[build]\nrustflags = []\n`,
      }),
  ],
  [
    'a package of a registry',
    (folder) =>
      writeProject(folder, {
        'vendor/vendored/Cargo.toml': `${files['vendor/vendored/Cargo.toml']}description = "new"\n`,
      }),
  ],
];

test.each(changes)('%s makes cargo be asked again', async (_, change) => {
  const { folder, load, runs } = countedProject();
  await load();
  runs();
  change(folder);
  const changed = await load();
  expect(runs()).toBeGreaterThan(0);
  expect(changed.problems).toEqual([]);
  await load();
  expect(runs()).toBe(0);
});

test('another environment makes cargo be asked again', async () => {
  const { load, runs } = countedProject();
  await load();
  runs();
  await load({ CARGO_TARGET_DIR: '/elsewhere' });
  expect(runs()).toBeGreaterThan(0);
});

test('a file that chooses the toolchain makes cargo be asked again, whatever it chooses', async () => {
  const { folder, load, runs } = countedProject();
  await load();
  runs();
  writeProject(folder, { 'rust-toolchain': 'no-such-toolchain' });
  await load();
  expect(runs()).toBeGreaterThan(0);
});
