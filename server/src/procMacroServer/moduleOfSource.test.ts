import { join } from 'node:path';
import { expect, test } from 'vitest';
import { cratesIo } from '../project/sourceReplacement';
import { readPackage } from '../project/packageManifest';
import { fixtureProject } from '../project/testing/fixtureProject';
import { ModuleFiles } from '../toolchain/moduleFiles';
import { sourceHashOf, sourceKeysOf } from '../toolchain/sourceKeys';
import { moduleOfSource } from './moduleOfSource';

const wasm = join(import.meta.dirname, '../../../test/fixtures/demo-macros/prebuilt/demo_macros.wasm');
const manifest = '[package]\nname = "derive"\nversion = "1.0.0"\n[lib]\nproc-macro = true\n';
const folders = [
  'home/.cargo/registry/src/index.crates.io-0123456789abcdef/derive-1.0.0',
  'home/.cargo/registry/src/elsewhere.example-0123456789abcdef/derive-1.0.0',
  'home/.cargo/git/checkouts/derive-0123456789abcdef/0123456',
];

test('a package of crates.io is known by its version and features, whatever project it was built for', () => {
  const folder = fixtureProject(Object.fromEntries(folders.map((name) => [`${name}/Cargo.toml`, manifest])));
  const files = new ModuleFiles(join(folder, 'store'));
  const hash = sourceHashOf({ name: 'derive', version: '1.0.0', source: cratesIo, manifest_path: '' });
  const { key } = files.addModule('key', sourceKeysOf(hash, ['full', 'default']), 'derive 1.0.0', wasm);

  const found = folders.map((name) => {
    const pack = readPackage(join(folder, name, 'Cargo.toml'));
    const environment = { HOME: join(folder, 'home') };
    return [['default', 'full'], ['default']].map(
      (features) => pack && moduleOfSource(pack, features, files, environment)?.key,
    );
  });
  expect(found).toEqual([
    [key, undefined],
    [undefined, undefined],
    [undefined, undefined],
  ]);
});
