import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { fixtureProject } from '../project/testing/fixtureProject';
import { likelyProjects, otherProjects } from './candidateProjects';
import { packageOfSources } from './macroPackage';
import type { NativeLibrary } from './nativeLibrary';

const macroCrate = '[package]\nname = "derive"\nversion = "1.0.0"\n[lib]\nproc-macro = true\n';
const files = {
  'work/Cargo.toml': '[workspace]\nmembers = ["app", "derive"]\n',
  'work/app/Cargo.toml': '[package]\nname = "app"\nversion = "1.0.0"\n',
  'work/derive/Cargo.toml': macroCrate,
  'work/derive/src/lib.rs': '',
  'shared/Cargo.toml': '[package]\nname = "somebody-elses"\nversion = "1.0.0"\n',
  'home/.cargo/registry/src/derive-1.0.0/Cargo.toml': macroCrate,
  'home/.cargo/registry/src/derive-1.0.0/src/lib.rs': '',
  'vendor/derive/Cargo.toml': macroCrate,
  'vendor/derive/.cargo-checksum.json': '{}',
  'vendor/derive/src/lib.rs': '',
};

/** The candidates for a library, relative to the folder in which all paths lie. `source`: the crate's root file. */
function candidates(
  path: string,
  start: string,
  source?: string,
  more: Record<string, string> = {},
): string[] {
  const folder = fixtureProject({ ...files, [path]: '', 'elsewhere/none.txt': '' });
  const library: NativeLibrary = {
    path: join(folder, path),
    crateName: 'derive',
    modified: 0,
    sources: source === undefined ? [] : [join(folder, source)],
    packageName: undefined,
    features: undefined,
    described: undefined,
  };
  const environment = { HOME: join(folder, 'home'), ...more };
  const found = [
    ...likelyProjects(dirname(library.path), join(folder, start), environment),
    ...otherProjects(dirname(library.path), packageOfSources(library), environment),
  ];
  return [...new Set(found)].map((manifest) => manifest.replace(`${folder}/`, ''));
}

test('the workspace in whose target folder the library lies comes first', () => {
  for (const path of [
    'work/target/debug/deps/libderive.so',
    'work/target/rust-analyzer/debug/deps/libderive.so',
    'work/target/release/libderive.so',
  ])
    expect(candidates(path, 'elsewhere')).toEqual(['work/Cargo.toml']);
  const configured = { CARGO_TARGET_DIR: '/elsewhere' };
  expect(candidates('work/target/debug/deps/libderive.so', 'shared', undefined, configured)).toEqual([
    'work/Cargo.toml',
    'shared/Cargo.toml',
  ]);
});

test('a manifest that lies above a shared target folder comes last', () => {
  const path = 'shared/builds/debug/deps/libderive.so';
  expect(candidates(path, 'work/app/src')).toEqual(['work/Cargo.toml', 'shared/Cargo.toml']);
  expect(candidates(path, 'elsewhere', 'work/derive/src/lib.rs')).toEqual([
    'work/Cargo.toml',
    'shared/Cargo.toml',
  ]);
});

test('projects are found in the folders of the one that the server is started in', () => {
  expect(candidates('builds/deps/libderive.so', '.')).toEqual(['shared/Cargo.toml', 'work/Cargo.toml']);
  expect(candidates('builds/deps/libderive.so', 'elsewhere')).toEqual([]);
});

test('a package that cargo has brought is no project', () => {
  for (const folder of ['home/.cargo/registry/src/derive-1.0.0', 'vendor/derive'])
    expect(candidates('builds/deps/libderive.so', 'elsewhere', `${folder}/src/lib.rs`)).toEqual([]);
});
