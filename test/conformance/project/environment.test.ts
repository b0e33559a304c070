import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultProjectSettings } from '../../../server/src/project/loadOptions';
import { loadWorkspace } from '../../../server/src/project/loadWorkspace';
import { fixtureProject } from '../../../server/src/project/testing/fixtureProject';
import { writeProject } from '../../../server/src/project/testing/writeProject';

const files = {
  'Cargo.toml': `[workspace]
members = ["app", "plain"]
resolver = "2"
exclude = ["target", "registry"]
[workspace.package]
version = "1.2.3-rc.1+build.5"
authors = ["Ada <a@example.org>", "Grace"]
description = "A workspace's"
homepage = "https://example.org"
repository = "https://example.org/git"
license-file = "LICENCE"
readme = "READ.md"
rust-version = "1.77"
edition = "2021"
`,
  LICENCE: '',
  'READ.md': '',
  'app/Cargo.toml': `[package]
name = "my-app"
version.workspace = true
authors.workspace = true
description.workspace = true
homepage.workspace = true
repository.workspace = true
license-file.workspace = true
readme.workspace = true
rust-version.workspace = true
edition.workspace = true
links = "thing"
[dependencies]
plain = { path = "../plain" }
from-registry = "1"
[build-dependencies]
plain = { path = "../plain" }
[[bin]]
name = "named-tool"
path = "src/tool.rs"
`,
  'app/build.rs':
    'fn main() { println!("cargo::rustc-env=FROM_SCRIPT=a b"); println!("cargo::rustc-cfg=scripted"); }',
  'app/src/lib.rs': '',
  'app/src/main.rs': 'fn main() {}',
  'app/src/tool.rs': 'fn main() {}',
  'app/tests/it-is.rs': '',
  'app/benches/speed.rs': '',
  'app/examples/show.rs': 'fn main() {}',
  'plain/Cargo.toml': '[package]\nname = "plain"\n',
  'plain/src/lib.rs': '',
  'plain/README.txt': '',
  'registry/from-registry/Cargo.toml':
    '[package]\nname = "from-registry"\nversion = "1.0.0"\nlicense = "MIT"\nauthors = []\n[lib]\nproc-macro = true\n',
  'registry/from-registry/src/lib.rs': '',
  'registry/from-registry/.cargo-checksum.json': '{"files":{}}',
  '.cargo/config.toml': `[source.crates-io]
replace-with = "here"
[source.here]
directory = "registry"
[env]
CARGO_MINE = "set"
CARGO_HERE = { value = "folder", relative = true }
CARGO_KEPT = "not this"
CARGO_FORCED = { value = "this", force = true }
`,
};

/** Writes down the environment of each call of rustc that compiles a crate, and makes the call. A shell would lose names with hyphens. */
const wrapper = `#!${process.execPath}
const [, , rustc, ...args] = process.argv;
if (args.some((each) => each.endsWith('.rs')))
  require('fs').appendFileSync(process.env.RECORD, JSON.stringify({ args, env: process.env }) + '\\n');
process.exit(require('child_process').spawnSync(rustc, args, { stdio: 'inherit' }).status);
`;

interface RustcCall {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

test('the variables of each crate are those that cargo gives rustc', async () => {
  const root = fixtureProject(files);
  writeProject(root, { 'wrapper.js': wrapper });
  chmodSync(join(root, 'wrapper.js'), 0o755);
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^CARGO|^RUST/.test(name))),
    CARGO_HOME: join(root, 'home'),
    CARGO_KEPT: 'kept',
    CARGO_FORCED: 'not this',
  };
  const { status, stderr } = spawnSync(
    'cargo',
    ['test', '--no-run', '--workspace', '--all-targets', '--offline', '-j1'],
    {
      cwd: root,
      env: { ...env, RUSTC_WRAPPER: join(root, 'wrapper.js'), RECORD: join(root, 'record') },
      encoding: 'utf8',
    },
  );
  expect(status, stderr).toBe(0);

  const byCargo = new Map<string, Set<string>>();
  for (const line of readFileSync(join(root, 'record'), 'utf8').trim().split('\n')) {
    const { args, env: variables } = JSON.parse(line) as RustcCall;
    const key = keyOf(variables['CARGO_MANIFEST_DIR'] ?? '', args.find((each) => each.endsWith('.rs')) ?? '');
    byCargo.set(key, (byCargo.get(key) ?? new Set()).add(ofCargo(Object.entries(variables))));
  }
  expect(byCargo.size).toBe(9);

  for (const trusted of [true, false]) {
    const workspace = await loadWorkspace({
      root: join(root, 'app'),
      trusted,
      settings: defaultProjectSettings,
      env,
    });
    expect(workspace.resolvedByCargo).toBe(trusted);
    const crates = workspace.crates.filter(({ origin }) => origin !== 'sysroot');
    expect(crates).toHaveLength(9);
    for (const crate of crates) {
      const key = keyOf(crate.manifestDir, crate.rootFile);
      const expected = [...(byCargo.get(key) ?? [])];
      const actual = ofCargo([...crate.env]);
      if (!expected.includes(actual))
        expect(`${key}\n${actual}`).toBe(`${key}\n${expected[0] ?? 'not compiled'}`);
      // A variable of the environment is the user's, whatever the configuration says.
      expect(crate.env.get('CARGO_KEPT')).toBe('kept');
      expect(crate.cfg.has('scripted', null)).toBe(
        crate.packageName === 'my-app' && crate.target !== 'build-script',
      );
    }
  }
}, 120_000);

/** The last two parts of the root file's path: cargo names it relative to the workspace. */
function keyOf(manifestDir: string, rootFile: string): string {
  return `${manifestDir} ${rootFile.replace(/^.*\/(\w+\/[^/]*)$/, '$1')}`;
}

function ofCargo(variables: readonly (readonly [string, string])[]): string {
  const compared = variables.filter(([name]) => isCompared(name));
  return compared
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('\n');
}

/** Where cargo is belongs to whoever started it; the profile's folder comes with the libraries. */
function isCompared(name: string): boolean {
  return (
    (/^CARGO_/.test(name) || /^(OUT_DIR|FROM_SCRIPT)$/.test(name)) &&
    !/^CARGO_(HOME|KEPT|MAKEFLAGS|INCREMENTAL|TERM)/.test(name)
  );
}
