import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CargoConfiguration } from './cargoConfiguration';
import { defaultProjectSettings } from './loadOptions';
import { loadWorkspace } from './loadWorkspace';
import { fixtureProject } from './testing/fixtureProject';

const configurationOf = (
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): { readonly folder: string; readonly configuration: CargoConfiguration } => {
  const folder = fixtureProject({ 'app/Cargo.toml': '', ...files });
  const home = join(folder, 'home');
  return { folder, configuration: new CargoConfiguration(join(folder, 'app'), { CARGO_HOME: home, ...env }) };
};

test('files that include one another are read, and what cannot be included is left out', () => {
  const { folder, configuration } = configurationOf({
    'app/.cargo/config.toml': 'include = ["a.toml", 7, { path = "gone.toml", optional = true }, "no.json"]\n',
    'app/.cargo/a.toml': 'include = ["sub/b.toml"]\n[build]\ntarget = "from-a"\n',
    'app/.cargo/sub/b.toml': 'include = ["../a.toml"]\n[build]\ntarget = "from-b"\ntarget-dir = "of-b"\n',
    'home/config.toml': 'include = "a.toml"\n[build]\ntarget-dir = "of-home"\n',
  });
  expect(configuration.target).toBe('from-a');
  // Relative to the folder that holds the file's own.
  expect(configuration.targetDirectory('/ws')).toBe(join(folder, 'app/.cargo/of-b'));
  expect(new Set(configuration.paths)).toEqual(
    new Set(
      ['app/.cargo/config.toml', 'app/.cargo/a.toml', 'app/.cargo/sub/b.toml', 'home/config.toml'].map(
        (path) => join(folder, path),
      ),
    ),
  );
});

test('the folder of builds is where cargo puts it', () => {
  const named = (path: string): Record<string, string> => ({
    'app/.cargo/config.toml': `[build]\nbuild-dir = "${path}"\n`,
  });
  const { folder, configuration } = configurationOf(named('made'));
  expect(configuration.buildDirectory('/ws')).toBe(join(folder, 'app/made'));
  expect(configurationOf(named('{workspace-root}/made')).configuration.buildDirectory('/ws')).toBe(
    '/ws/made',
  );
  expect(
    configurationOf(named('{workspace-path-hash}/x')).configuration.buildDirectory('/ws'),
  ).toBeUndefined();
  expect(configurationOf({}).configuration.buildDirectory('/ws')).toBeUndefined();
  const { configuration: given } = configurationOf(named('made'), { CARGO_BUILD_BUILD_DIR: 'other' });
  expect(given.buildDirectory('/ws')).toBe('/ws/other');
});

test('build scripts are known by their output in the folder of builds, or by what the configuration says for them', async () => {
  const pack = (name: string): string =>
    `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\nlinks = "${name}_lib"\n`;
  const folder = fixtureProject({
    'Cargo.toml': `${pack('run')}[dependencies]\ntold = { path = "told" }\n[workspace]\n`,
    'src/lib.rs': '',
    'build.rs': 'fn main() {}',
    'told/Cargo.toml': pack('told'),
    'told/src/lib.rs': '',
    'told/build.rs': 'fn main() {}',
    'made/debug/build/run-0123456789abcdef/output': 'cargo::rustc-cfg=has_run\ncargo::rustc-env=A=b=c\n',
    'made/debug/build/told-0123456789abcdef/output': 'cargo::rustc-cfg=has_run\n',
    '.cargo/config.toml': `[build]
build-dir = "made"
[target.x86_64-unknown-linux-gnu.told_lib]
rustc-cfg = ['said="so"', "plain"]
rustc-env = { TOLD = "yes" }
`,
  });
  const workspace = await loadWorkspace({
    root: folder,
    trusted: false,
    settings: { ...defaultProjectSettings, target: 'x86_64-unknown-linux-gnu' },
    env: { CARGO_HOME: join(folder, 'home') },
  });
  const find = (name: string) =>
    workspace.crates.find(({ packageName, target }) => packageName === name && target === 'lib');
  const [run, told] = [find('run'), find('told')];
  expect(run?.cfg.has('has_run', null)).toBe(true);
  expect(run?.env.get('A')).toBe('b=c');
  expect(run?.env.get('OUT_DIR')).toBe(join(folder, 'made/debug/build/run-0123456789abcdef/out'));
  expect(told?.cfg.has('has_run', null)).toBe(false);
  expect(told?.cfg.has('said', 'so') && told.cfg.has('plain', null)).toBe(true);
  expect(told?.env.get('TOLD')).toBe('yes');
});
