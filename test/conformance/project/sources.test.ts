import { expect, test } from 'vitest';
import { writeProject } from '../../../server/src/project/testing/writeProject';
import { cargoSandbox, manifest } from './cargoSandbox';
import { addToLocalRegistry } from './localRegistry';

const repository = {
  'upstream/Cargo.toml':
    '[workspace]\nmembers = ["far/down/in/it/deep", "near"]\n[workspace.package]\nedition = "2018"\n[workspace.dependencies]\nnear = { path = "near", features = ["inherited"] }\n',
  'upstream/far/down/in/it/deep/Cargo.toml': manifest(
    'deep',
    '[features]\nmore = ["near?/asked"]\n[dependencies]\nnear = { workspace = true, optional = true }\n',
  ).replace('edition = "2021"', 'edition.workspace = true'),
  'upstream/far/down/in/it/deep/src/lib.rs': '',
  'upstream/near/Cargo.toml': manifest('near', '[features]\nasked = []\ninherited = []\n'),
  'upstream/near/src/lib.rs': '',
  // Of a package within a repository within the repository cargo knows nothing.
  'upstream/vendor/other/.git': 'gitdir: ../../nowhere\n',
  'upstream/vendor/other/Cargo.toml': manifest('near', '[lib]\nname = "wrong"\n'),
  'upstream/vendor/other/src/lib.rs': '',
};

test('packages of a git repository are found in what cargo has fetched, and in what it has vendored', async () => {
  const { folder, run, differences } = cargoSandbox(repository);
  run('upstream', 'git', 'init', '--quiet', '--initial-branch', 'trunk');
  run('upstream', 'git', 'add', 'Cargo.toml', 'far', 'near');
  const author = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
  run('upstream', 'git', ...author, 'commit', '--quiet', '-m', 'All');
  writeProject(folder, {
    'app/Cargo.toml': manifest(
      'app',
      `[dependencies]
renamed = { package = "deep", git = "file://${folder}/upstream", branch = "trunk", features = ["more", "near"] }
[dev-dependencies]
near = { git = "file://${folder}/upstream", branch = "trunk" }
[workspace]
`,
    ),
    'app/src/lib.rs': '',
  });
  run('app', 'cargo', 'fetch');
  expect(await differences('app')).toEqual([]);

  writeProject(folder, { 'app/.cargo/config.toml': run('app', 'cargo', 'vendor', '--offline') });
  run('.', 'rm', '-r', 'home/git');
  expect(await differences('app')).toEqual([]);
}, 120_000);

test('packages of a registry are found where cargo has unpacked them', async () => {
  const { folder, run, differences } = cargoSandbox({
    'app/Cargo.toml': manifest('app', '[dependencies]\nthing = "1.1"\n'),
    'app/src/lib.rs': '',
    'app/.cargo/config.toml':
      '[source.crates-io]\nreplace-with = "archives"\n[source.archives]\nlocal-registry = "../registry"\n',
  });
  const features = { default: ['std'], std: [] };
  addToLocalRegistry(
    folder,
    { name: 'thing', version: '1.2.0', features },
    {
      'Cargo.toml': manifest('thing', '[features]\ndefault = ["std"]\nstd = []\n').replace('1.0.0', '1.2.0'),
      'src/lib.rs': '',
    },
  );
  run('app', 'cargo', 'fetch');
  expect(await differences('app')).toEqual([]);
}, 120_000);
