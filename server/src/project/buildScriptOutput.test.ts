import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KeptBuildScriptResults, parseBuildScriptOutput, rerunPaths } from './buildScriptOutput';
import type { CargoPackage } from './cargoMetadata';
import { defaultProjectSettings } from './loadOptions';
import { loadWorkspace } from './loadWorkspace';
import { fixtureProject } from './testing/fixtureProject';

test('options and variables are read with one colon and two; other lines are not ours', () => {
  const output = parseBuildScriptOutput(
    'cargo:rustc-cfg=fast\ncargo::rustc-cfg=level="2"\r\ncargo:rustc-env=A=b=c\nhello\ncargo:rerun-if-changed=x\n',
    '/out',
  );
  expect(output.cfg).toEqual([
    { key: 'fast', value: null },
    { key: 'level', value: '2' },
  ]);
  expect(output.env).toEqual([['A', 'b=c']]);
});

test('what a script depends on is relative to its package, and its words outlive a change of the version', () => {
  const folder = fixtureProject({
    'results/build/app-1/out/x': '',
    'results/build/app-1/output':
      'cargo:rerun-if-changed=words.txt\ncargo::rerun-if-changed=/etc/hosts\r\nhello\n',
  });
  const id = (version: string): string => `path+file:///work/app-2#app@${version}`;
  const file = join(folder, 'results.json');
  const outDir = join(folder, 'results/build/app-1/out');
  writeFileSync(
    file,
    JSON.stringify({ settings: '', packages: { [id('1.0.0')]: { outDir, cfgs: [], env: [['A', 'b']] } } }),
  );
  const results = new KeptBuildScriptResults(file);
  const pack = { id: id('1.1.0-rc.1'), manifest_path: '/work/app-2/Cargo.toml' } as CargoPackage;
  const output = results.of(pack);
  expect(output?.env).toEqual([['A', 'b']]);
  expect(output && rerunPaths(output, pack)).toEqual(['/work/app-2/words.txt', '/etc/hosts']);
  expect(results.of({ ...pack, id: 'path+file:///work/app-3#app@1.0.0' })).toBeUndefined();
});

test('what an earlier build wrote reaches the crate, not its build script', async () => {
  const folder = fixtureProject({
    'Cargo.toml': '[package]\nname = "made"\nversion = "1.0.0"\nedition = "2021"\n',
    'src/lib.rs': '',
    'build.rs': 'fn main() {}',
    'target/debug/build/made-0123456789abcdef/output': 'cargo:rustc-cfg=fast\ncargo:rustc-env=WHEN=now\n',
    'target/debug/build/made-0123456789abcdef/out/table.rs': '',
  });
  const { crates } = await loadWorkspace({
    root: folder,
    trusted: false,
    settings: defaultProjectSettings,
    env: { HOME: folder },
  });
  const library = crates.find(({ name }) => name === 'made');
  expect(library?.cfg.has('fast', null)).toBe(true);
  expect(library?.env.get('OUT_DIR')).toBe(join(folder, 'target/debug/build/made-0123456789abcdef/out'));
  expect(library?.env.get('WHEN')).toBe('now');
  const script = crates.find(({ target }) => target === 'build-script');
  expect(script?.cfg.has('fast', null)).toBe(false);
  expect(script?.env.has('OUT_DIR')).toBe(false);
});
