import { expect, test } from 'vitest';
import { writeProject } from '../../../server/src/project/testing/writeProject';
import { cargoSandbox, manifest } from './cargoSandbox';

const source = '[source.crates-io]\nreplace-with = "here"\n[source.here]\ndirectory = "registry"\n';

/** A package in a folder: path to content. With a checksum, as folders that stand for registries have it. */
function pack(folder: string, name: string, further = '', version = '1.0.0'): Record<string, string> {
  return {
    [`${folder}/Cargo.toml`]: manifest(name, further).replace('1.0.0', version),
    [`${folder}/src/lib.rs`]: '',
    [`${folder}/.cargo-checksum.json`]: '{"files":{}}',
  };
}

const thing = '[dependencies]\nsub = "1"\n[features]\nf = []\n';
const registry = { ...pack('registry/thing-1.0.0', 'thing', thing), ...pack('registry/sub-1.0.0', 'sub') };

/** Of the first file from outside, whatever version: dependencies at paths are overridden as well, but no members. */
const overriding = {
  ...registry,
  ...pack(
    'ws/app',
    'app',
    '[dependencies]\nthing = "1"\nother = { path = "../other" }\nmember = { path = "../member" }\n',
  ),
  ...pack('ws/member', 'member'),
  ...pack('ws/other', 'other'),
  'ws/Cargo.toml': '[workspace]\nmembers = ["app", "member"]\nexclude = ["other"]\nresolver = "2"\n',
  ...pack('outer/far/down/thing', 'thing', `${thing}g = []\n`),
  ...pack('outer/other', 'other', '[features]\nmine = []\n'),
  ...pack('inner/thing', 'thing', thing),
  ...pack('inner/sub', 'sub'),
  '.cargo/config.toml': `paths = ["outer"]\n${source}`,
  'ws/.cargo/config.toml': 'paths = ["../inner"]\n',
};

const replaced = {
  ...registry,
  ...pack(
    'app',
    'app',
    '[dependencies]\nthing = { version = "1", features = ["f"] }\n[replace]\n"thing:1.0.0" = { path = "../mine/thing" }\n"https://github.com/rust-lang/crates.io-index#sub@1.0.0" = { path = "../mine/sub" }\n',
  ),
  ...pack('mine/thing', 'thing', thing),
  ...pack('mine/sub', 'sub'),
  '.cargo/config.toml': source,
};

/** The configuration that includes counts more than what it includes, and of that the last file. */
const including = {
  ...pack('.cargo/registry/thing-1.0.0', 'thing'),
  ...pack('app', 'app', '[dependencies]\nthing = "1"\n'),
  '.cargo/config.toml': `include = ["first.toml", "sub/last.toml"]
[build]
rustflags = ["--cfg", "own"]
[env]
CARGO_OWN = "own"
`,
  '.cargo/first.toml': `${source}
[env]
CARGO_FIRST = "first"
CARGO_OWN = "first"
[build]
rustflags = ["--cfg", "first"]
`,
  '.cargo/sub/last.toml': `include = ["../inner.toml"]
[source.here]
directory = "registry"
[env]
CARGO_FIRST = "last"
CARGO_PLACE = { value = "x", relative = true }
[build]
rustflags = ["--cfg", "last"]
`,
  '.cargo/inner.toml': `[env]
CARGO_FIRST = "inner"
CARGO_INNER = { value = "x", relative = true }
`,
};

/** Only the folder at the end of the chain counts: the newer version lies elsewhere. */
const chained = {
  ...registry,
  ...pack('unused/thing', 'thing', thing, '1.5.0'),
  ...pack('app', 'app', '[dependencies]\nthing = "1"\n'),
  '.cargo/config.toml':
    '[source.middle]\nregistry = "https://registry.invalid/index"\nreplace-with = "end"\n[source.end]\ndirectory = "registry"\n[source.another]\ndirectory = "unused"\n',
  'app/.cargo/config.toml': '[source.crates-io]\nreplace-with = "middle"\n',
};

const patched = {
  ...registry,
  ...pack('ws/app', 'app', '[dependencies]\nthing = "1"\n'),
  ...pack('mine/thing', 'thing', '[dependencies]\nsub = "1"\n', '1.2.0'),
  ...pack('home-made/sub', 'sub', '', '1.1.0'),
  '.cargo/config.toml': `${source}[patch.crates-io]\nthing = { path = "mine/thing" }\n`,
  'home/config.toml': '[patch.crates-io]\nrenamed = { package = "sub", path = "home-made/sub" }\n',
};

test.each([
  { what: 'folders that override', files: overriding, inside: 'ws/app' },
  { what: 'replaced packages', files: replaced, inside: 'app' },
  { what: 'included configuration', files: including, inside: 'app' },
  { what: 'a chain of sources', files: chained, inside: 'app' },
  { what: 'packages that the configuration patches', files: patched, inside: 'ws/app' },
])(
  '$what are those that cargo uses',
  async ({ files, inside }) => {
    // Included files were not stable in all of the versions that we are tested with.
    const unstable = {
      __CARGO_TEST_CHANNEL_OVERRIDE_DO_NOT_USE_THIS: 'nightly',
      CARGO_UNSTABLE_CONFIG_INCLUDE: 'true',
    };
    const { differences } = cargoSandbox(files, unstable);
    expect(await differences(inside)).toEqual([]);
  },
  60_000,
);

test('a package of a repository takes the place of one of the registry', async () => {
  const { folder, run, differences } = cargoSandbox({
    ...registry,
    ...pack('upstream', 'thing', thing),
    ...pack('upstream/deep', 'wrong'),
    '.cargo/config.toml': source,
  });
  run('upstream', 'git', 'init', '--quiet', '--initial-branch', 'trunk');
  run('upstream', 'git', 'add', '.');
  const author = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
  run('upstream', 'git', ...author, 'commit', '--quiet', '-m', 'All');
  const replacement = `"thing@1.0.0" = { git = "file://${folder}/upstream", branch = "trunk" }`;
  writeProject(folder, pack('app', 'app', `[dependencies]\nthing = "1"\n[replace]\n${replacement}\n`));
  run('app', 'cargo', 'generate-lockfile');
  expect(await differences('app')).toEqual([]);
}, 60_000);
