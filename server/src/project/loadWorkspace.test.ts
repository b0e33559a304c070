import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ProjectSettings } from './loadOptions';
import { defaultProjectSettings } from './loadOptions';
import type { Workspace } from './loadWorkspace';
import { loadWorkspace } from './loadWorkspace';
import type { Crate } from './model';
import { fixtureProject } from './testing/fixtureProject';

const workspaceFiles = {
  'Cargo.toml': `
[workspace]
members = ["app", "crates/*"]
exclude = ["crates/not"]
resolver = "2"
[workspace.package]
version = "1.2.3-beta.1"
authors = ["Ada", "Grace"]
license = "MIT"
[workspace.dependencies]
macros = { path = "crates/my-macros" }
`,
  'app/Cargo.toml': `
[package]
name = "my-app"
version.workspace = true
authors.workspace = true
license.workspace = true
edition = "2018"
description = "An app"
[features]
default = ["fast"]
fast = ["renamed/quick"]
extra = ["dep:optional"]
[dependencies]
renamed = { package = "library", path = "../crates/library", default-features = false, features = ["plain"] }
my-macros = { workspace = true, package = "my-macros" }
optional = { path = "../crates/optional", optional = true }
[target.'cfg(unix)'.dependencies]
on-unix = { path = "../crates/on-unix" }
[target.'cfg(windows)'.dependencies]
on-windows = { path = "../crates/on-windows" }
[dev-dependencies]
helper = { path = "../crates/helper" }
`.replace(
    'my-macros = { workspace = true, package = "my-macros" }',
    'my-macros = { path = "../crates/my-macros" }',
  ),
  'app/src/lib.rs': '',
  'app/src/main.rs': 'fn main() {}',
  'app/src/bin/tool.rs': 'fn main() {}',
  'app/examples/show.rs': 'fn main() {}',
  'app/tests/it.rs': '',
  'app/benches/speed.rs': '',
  'app/build.rs': 'fn main() {}',
  'crates/library/Cargo.toml': `
[package]
name = "library"
version = "0.1.0"
edition = "2021"
[lib]
name = "the_library"
path = "code/root.rs"
[features]
default = ["std"]
std = []
quick = []
plain = []
`,
  'crates/library/code/root.rs': '',
  'crates/my-macros/Cargo.toml':
    '[package]\nname = "my-macros"\nversion = "0.1.0"\n[lib]\nproc-macro = true\n',
  'crates/my-macros/src/lib.rs': '',
  'crates/optional/Cargo.toml': '[package]\nname = "optional"\nversion = "0.1.0"\n',
  'crates/optional/src/lib.rs': '',
  'crates/on-unix/Cargo.toml': '[package]\nname = "on-unix"\nversion = "0.1.0"\n',
  'crates/on-unix/src/lib.rs': '',
  'crates/on-windows/Cargo.toml': '[package]\nname = "on-windows"\nversion = "0.1.0"\n',
  'crates/on-windows/src/lib.rs': '',
  'crates/helper/Cargo.toml':
    '[package]\nname = "helper"\nversion = "0.1.0"\n[dependencies]\nlibrary = { path = "../library" }\n',
  'crates/helper/src/lib.rs': '',
  'crates/not/Cargo.toml': '[package]\nname = "not"\nversion = "0.1.0"\n',
  'crates/not/src/lib.rs': '',
};

async function load(
  root: string,
  trusted: boolean,
  settings: Partial<ProjectSettings> = {},
): Promise<Workspace> {
  return loadWorkspace({
    root,
    trusted,
    settings: { ...defaultProjectSettings, ...settings },
    env: trusted ? process.env : { HOME: root },
  });
}

function crate(workspace: Workspace, packageName: string, target: Crate['target']): Crate {
  const found = workspace.crates.find((each) => each.packageName === packageName && each.target === target);
  if (!found) throw new Error(`no ${target} of ${packageName}`);
  return found;
}

function dependencyNames(workspace: Workspace, { dependencies }: Crate): string[] {
  return [...dependencies]
    .filter(([, id]) => workspace.crates[id]?.origin !== 'sysroot')
    .map(([name]) => name);
}

// The same graph must come from cargo and from the manifests alone.
describe.each([
  ['from cargo', true],
  ['without running a program', false],
])('a workspace %s', (_, trusted) => {
  test('has a crate for every target of its members', async () => {
    const folder = fixtureProject(workspaceFiles);
    const workspace = await load(folder, trusted);
    const members = workspace.crates.filter(({ origin }) => origin === 'workspace');
    expect(members.map(({ packageName, target, name }) => `${packageName} ${target} ${name}`).sort()).toEqual(
      [
        'helper lib helper',
        'library lib the_library',
        'my-app bench speed',
        'my-app bin my_app',
        'my-app bin tool',
        'my-app build-script build_script_build',
        'my-app example show',
        'my-app lib my_app',
        'my-app test it',
        'my-macros proc-macro my_macros',
        'on-unix lib on_unix',
        'on-windows lib on_windows',
        'optional lib optional',
      ],
    );
    expect(workspace.workspaceRoot).toBe(folder);
    expect(workspace.resolvedByCargo).toBe(trusted);
    expect(workspace.problems.map(({ code }) => code)).toEqual(trusted ? [] : ['no-cargo']);
    expect(crate(workspace, 'my-app', 'lib').edition).toBe(2018);
    expect(crate(workspace, 'my-macros', 'proc-macro').edition).toBe(2015);
    expect(crate(workspace, 'library', 'lib').rootFile).toBe(join(folder, 'crates/library/code/root.rs'));
  });

  test.skipIf(process.platform === 'win32')('reaches dependencies by the names that code uses', async () => {
    const workspace = await load(fixtureProject(workspaceFiles), trusted);
    const library = crate(workspace, 'my-app', 'lib');
    expect(dependencyNames(workspace, library).sort()).toEqual(['helper', 'my_macros', 'on_unix', 'renamed']);
    expect(dependencyNames(workspace, crate(workspace, 'helper', 'lib'))).toEqual(['the_library']);
    expect(library.dependencies.get('renamed')).toBe(crate(workspace, 'library', 'lib').id);
    expect([...library.dependencies.keys()]).toEqual(expect.arrayContaining(['core', 'std']));
    const binary = crate(workspace, 'my-app', 'bin');
    expect(binary.dependencies.get('my_app')).toBe(library.id);
    expect(dependencyNames(workspace, crate(workspace, 'my-app', 'build-script'))).toEqual([]);
    expect(dependencyNames(workspace, crate(workspace, 'library', 'lib'))).toEqual([]);
  });

  test('has the features that are on, as cfg too', async () => {
    const folder = fixtureProject(workspaceFiles);
    const workspace = await load(folder, trusted);
    const library = crate(workspace, 'library', 'lib');
    expect(library.features).toEqual(['default', 'plain', 'quick', 'std']);
    expect(library.cfg.has('feature', 'quick')).toBe(true);
    expect(library.cfg.has('test', null)).toBe(true);
    expect(library.cfg.has('debug_assertions', null)).toBe(true);
    expect(crate(workspace, 'my-macros', 'proc-macro').cfg.has('proc_macro', null)).toBe(true);
    const all = await load(folder, trusted, {
      features: 'all',
      setTest: false,
      cfgs: ['mine', 'level="3"', '!unix'],
    });
    expect(all.resolvedByCargo).toBe(trusted);
    const app = crate(all, 'my-app', 'lib');
    expect(app.features).toEqual(expect.arrayContaining(['extra', 'fast']));
    expect(dependencyNames(all, app)).toContain('optional');
    expect(app.cfg.has('test', null)).toBe(false);
    expect(app.cfg.has('mine', null)).toBe(true);
    expect(app.cfg.has('level', '3')).toBe(true);
    expect(app.cfg.has('unix', null)).toBe(false);
  });

  test('gives each crate the environment that cargo gives it', async () => {
    const folder = fixtureProject(workspaceFiles);
    const workspace = await load(folder, trusted);
    const env = Object.fromEntries(crate(workspace, 'my-app', 'lib').env);
    expect(env).toMatchObject({
      CARGO_CRATE_NAME: 'my_app',
      CARGO_MANIFEST_DIR: join(folder, 'app'),
      CARGO_MANIFEST_PATH: join(folder, 'app/Cargo.toml'),
      CARGO_PKG_AUTHORS: 'Ada:Grace',
      CARGO_PKG_DESCRIPTION: 'An app',
      CARGO_PKG_LICENSE: 'MIT',
      CARGO_PKG_NAME: 'my-app',
      CARGO_PKG_VERSION: '1.2.3-beta.1',
      CARGO_PKG_VERSION_MAJOR: '1',
      CARGO_PKG_VERSION_MINOR: '2',
      CARGO_PKG_VERSION_PATCH: '3',
      CARGO_PKG_VERSION_PRE: 'beta.1',
      CARGO_PRIMARY_PACKAGE: '1',
    });
    expect(env['CARGO_BIN_NAME']).toBeUndefined();
    const binary = workspace.crates.find(({ name, target }) => name === 'tool' && target === 'bin');
    expect(binary?.env.get('CARGO_BIN_NAME')).toBe('tool');
    expect(crate(workspace, 'my-app', 'test').env.get('CARGO_BIN_EXE_tool')).toContain('tool');
    const names = [...crate(workspace, 'my-app', 'lib').env.keys()];
    expect(names).toEqual([...names].sort());
  });
});

test('without trust no program runs, and the message says what that means', async () => {
  const folder = fixtureProject({ ...workspaceFiles });
  const workspace = await loadWorkspace({
    root: folder,
    trusted: false,
    settings: defaultProjectSettings,
    cargoPath: join(folder, 'cargo-that-must-not-run'),
    rustcPath: join(folder, 'rustc-that-must-not-run'),
    env: { HOME: folder },
  });
  expect(workspace.problems.map(({ code }) => code)).toEqual(['no-cargo']);
  expect(workspace.problems[0]?.message).toContain('not trusted');
  expect(crate(workspace, 'my-app', 'lib').env.has('CARGO')).toBe(false);
});

test("cargo's configuration beside a member holds when the member is loaded, with and without running a program", async () => {
  const root = fixtureProject({
    'Cargo.toml': '[workspace]\nmembers = ["app"]\n',
    'app/Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\n',
    'app/src/lib.rs': '',
    'app/.cargo/config.toml': '[build]\ntarget-dir = "built"\n',
  });
  for (const trusted of [true, false]) {
    const { metadata } = await loadWorkspace({
      root: join(root, 'app'),
      trusted,
      settings: defaultProjectSettings,
      env: { ...process.env, CARGO_HOME: join(root, 'home'), CARGO_TARGET_DIR: undefined },
    });
    expect(metadata?.target_directory).toBe(join(root, 'app/built'));
  }
});

test('a missing cargo is named, and the manifests take its place', async () => {
  const workspace = await loadWorkspace({
    root: fixtureProject(workspaceFiles),
    trusted: true,
    settings: defaultProjectSettings,
    cargoPath: 'no-such-cargo',
    rustcPath: 'no-such-rustc',
    env: { HOME: '/nowhere', PATH: '' },
  });
  expect(workspace.problems.map(({ code }) => code)).toEqual(['no-cargo']);
  expect(workspace.problems[0]?.message).toContain('cargo was not found');
  expect(crate(workspace, 'my-app', 'lib').name).toBe('my_app');
});

test('a broken manifest is named with its line, and the files beside it still form a crate', async () => {
  const folder = fixtureProject({
    'Cargo.toml': '[package]\nname = "broken"\nversion = \n',
    'src/lib.rs': 'mod part;',
    'src/part.rs': '',
  });
  for (const trusted of [true, false]) {
    const workspace = await load(join(folder, 'src/part.rs'), trusted);
    const problem = workspace.problems.find(({ code }) => code === 'manifest-invalid');
    expect(problem?.message).toContain(`${join(folder, 'Cargo.toml')}:3`);
    const crates = workspace.crates.filter(({ origin }) => origin === 'workspace');
    expect(crates.map(({ rootFile }) => rootFile)).toEqual([join(folder, 'src/lib.rs')]);
  }
});

test("cargo's own error is passed on", async () => {
  const folder = fixtureProject({
    'Cargo.toml':
      '[package]\nname = "x"\nversion = "1.0.0"\nedition = "2021"\n[dependencies]\ngone = { path = "gone" }\n',
    'src/lib.rs': '',
  });
  const workspace = await load(folder, true);
  expect(workspace.problems.map(({ code }) => code)).toEqual(['cargo-failed', 'dependency-missing']);
  expect(workspace.problems[0]?.message).toContain('failed to read');
  expect(workspace.problems[1]?.message).toContain('gone');
});

test('features that the workspace does not have are told, and the rest is loaded', async () => {
  const workspace = await load(fixtureProject(workspaceFiles), true, { features: ['no-such-feature'] });
  expect(workspace.problems[0]?.message).toContain('no-such-feature');
  expect(workspace.resolvedByCargo).toBe(true);
});

test('a single file is a crate with the standard library', async () => {
  const folder = fixtureProject({ 'one-file.rs': 'fn main() {}' });
  const workspace = await load(join(folder, 'one-file.rs'), false);
  expect(workspace.problems.map(({ code }) => code)).toEqual(['no-manifest']);
  const crates = workspace.crates.filter(({ origin }) => origin === 'workspace');
  expect(crates).toHaveLength(1);
  expect(crates[0]).toMatchObject({ name: 'one_file', edition: 2021, rootFile: join(folder, 'one-file.rs') });
});

test('locked packages are found in a vendor folder', async () => {
  const vendored = (version: string): string =>
    `[package]\nname = "vendored"\nversion = "${version}"\nedition = "2021"\n`;
  const folder = fixtureProject({
    'Cargo.toml':
      '[package]\nname = "user"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nvendored = "1"\nmissing = "1"\n',
    'Cargo.lock': `version = 3
[[package]]
name = "user"
version = "0.1.0"
dependencies = ["vendored", "missing"]
[[package]]
name = "vendored"
version = "1.0.1"
source = "registry+https://registry.invalid/index"
[[package]]
name = "missing"
version = "1.0.0"
source = "registry+https://registry.invalid/index"
`,
    'src/lib.rs': '',
    '.cargo/config.toml': '[source.vendored-sources]\ndirectory = "third-party"\n',
    'third-party/vendored-1.0.1/Cargo.toml': vendored('1.0.1'),
    'third-party/vendored-1.0.1/src/lib.rs': '',
    'third-party/vendored/Cargo.toml': vendored('1.5.0'),
    'third-party/vendored/src/lib.rs': '',
  });
  const workspace = await load(folder, false);
  expect(crate(workspace, 'vendored', 'lib')).toMatchObject({ version: '1.0.1', origin: 'dependency' });
  const missing = workspace.problems.find(({ code }) => code === 'dependency-missing');
  expect(missing?.message).toContain('missing');
  expect(missing?.message).not.toContain('vendored');
});

test('of many packages that are missing the first are named, and the others counted', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `missing-${String(index).padStart(2, '0')}`);
  const folder = fixtureProject({
    'Cargo.toml': `[package]\nname = "user"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\n${names.map((name) => `${name} = "1"\n`).join('')}`,
    'src/lib.rs': '',
  });
  const { problems } = await load(folder, false);
  const { message } = problems.find(({ code }) => code === 'dependency-missing') ?? {};
  expect(message).toContain('The sources of missing-00, missing-01,');
  expect(message).toContain('missing-11 and 8 more packages are not on this machine');
});

test('what `dependency?/feature` asks for does not switch the dependency on', async () => {
  const files = {
    'Cargo.toml': `[package]
name = "user"
version = "0.1.0"
edition = "2021"
[features]
default = ["quick"]
quick = ["library?/quick"]
[dependencies]
library = { path = "library", optional = true }
[workspace]
`,
    'src/lib.rs': '',
    'library/Cargo.toml':
      '[package]\nname = "library"\nversion = "0.1.0"\nedition = "2021"\n[features]\nquick = []\n',
    'library/src/lib.rs': '',
  };
  const names = async (trusted: boolean): Promise<string[]> => {
    const workspace = await load(fixtureProject(files), trusted);
    return dependencyNames(workspace, crate(workspace, 'user', 'lib'));
  };
  expect(await names(false)).toEqual([]);
  // cargo's metadata lists the dependency, but cargo does not build it.
  expect(await names(true)).toEqual([]);
});

test('links to devices and pipes, where files should be, are none', async () => {
  const folder = fixtureProject({
    'Cargo.toml':
      '[package]\nname = "user"\nversion = "0.1.0"\n[dependencies]\nendless = { path = "endless" }\n',
    'src/lib.rs': '',
    'endless/src/lib.rs': '',
  });
  symlinkSync('/dev/zero', join(folder, 'Cargo.lock'));
  symlinkSync('/dev/zero', join(folder, 'endless/Cargo.toml'));
  mkdirSync(join(folder, '.cargo'));
  execFileSync('mkfifo', [join(folder, '.cargo/config.toml'), join(folder, 'rust-toolchain.toml')]);
  const workspace = await load(folder, false);
  expect(workspace.crates.filter(({ origin }) => origin === 'workspace').map(({ name }) => name)).toEqual([
    'user',
  ]);
  expect(workspace.problems.find(({ code }) => code === 'manifest-invalid')?.message).toBe(
    `${join(folder, 'endless/Cargo.toml')} cannot be read`,
  );
});

test('patterns of members that lead through all folders again and again end', async () => {
  const patterns = [...Array.from({ length: 200 }, () => '"a/**/**/**/none"'), '"a/b?"', '"a/x/**/deep"'];
  const packages = ['a/b1', 'a/b2', 'a/x/y/z/deep'].map((path) => [
    [`${path}/Cargo.toml`, `[package]\nname = "${path.replaceAll('/', '-')}"\nversion = "0.1.0"\n`],
    [`${path}/src/lib.rs`, ''],
  ]);
  const members = async (written: readonly string[]): Promise<string[]> => {
    const files = Object.fromEntries(packages.flat()) as Record<string, string>;
    const manifest = `[workspace]\nmembers = [${written.join()}]\n`;
    const { crates } = await load(fixtureProject({ ...files, 'Cargo.toml': manifest }), false);
    return crates.filter(({ origin }) => origin === 'workspace').map(({ name }) => name);
  };
  expect(await members(patterns)).toEqual(['a_b1', 'a_b2', 'a_x_y_z_deep']);
  expect(await members([...Array.from({ length: 2000 }, () => '"**/**/**/none"'), ...patterns])).toEqual([]);
});
