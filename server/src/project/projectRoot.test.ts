import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultProjectSettings } from './loadOptions';
import { loadWorkspace, type Workspace } from './loadWorkspace';
import type { Crate } from './model';
import { fixtureProject } from './testing/fixtureProject';
import { writeProject } from './testing/writeProject';

const load = (root: string, trusted = false): Promise<Workspace> =>
  loadWorkspace({
    root,
    trusted,
    settings: defaultProjectSettings,
    env: { ...process.env, CARGO_HOME: '/nowhere' },
  });

const own = ({ crates }: Workspace): Crate[] => crates.filter(({ origin }) => origin !== 'sysroot');

const namesOf = ({ crates }: Workspace, { dependencies }: Crate): string[] =>
  [...dependencies].filter(([, id]) => crates[id]?.origin !== 'sysroot').map(([name]) => name);

describe('a script', () => {
  const script = `#!/usr/bin/env -S cargo +nightly -Zscript
---cargo
[package]
edition = "2021"
[dependencies]
the-helper = { path = "../helper", features = ["more"] }
---
fn main() {}
`;
  const files = {
    'scripts/say-it.rs': script,
    'scripts/plain.rs': 'fn main() {}',
    'scripts/bare.rs': '#!/usr/bin/env cargo\nfn main() {}',
    'scripts/broken.rs': '---\n[dependencies]\nx = \n---\nfn main() {}\n',
    'scripts/open.rs': '#!/usr/bin/env cargo\n---\n[dependencies]\n\nfn main() {}\n',
    'scripts/refused.rs': script.replace('[dependencies]', '[lib]\n[dependencies]'),
    'Cargo.toml': '[package]\nname = "around"\nversion = "0.1.0"\n[workspace]\n',
    'src/lib.rs': '',
    'helper/Cargo.toml':
      '[package]\nname = "the-helper"\nversion = "0.1.0"\n[features]\nmore = []\n[workspace]\n',
    'helper/src/lib.rs': '',
  };

  test.each([true, false])(
    'is a package of its own with the dependencies of its frontmatter',
    async (trusted) => {
      const folder = fixtureProject(files);
      const workspace = await load(join(folder, 'scripts/say-it.rs'), trusted);
      const [main, helper] = own(workspace);
      expect(main).toMatchObject({ name: 'say_it', target: 'bin', edition: 2021, origin: 'workspace' });
      expect(main?.rootFile).toBe(join(folder, 'scripts/say-it.rs'));
      expect(main && namesOf(workspace, main)).toEqual(['the_helper']);
      expect(helper).toMatchObject({ name: 'the_helper', features: ['more'], origin: 'dependency' });
      expect(main?.env.get('CARGO_MANIFEST_PATH')).toBe(join(folder, 'scripts/say-it.rs'));
      expect(workspace.problems.map(({ code }) => code)).toEqual(trusted ? [] : ['no-cargo']);
    },
  );

  test('needs no frontmatter where its first line names cargo', async () => {
    const folder = fixtureProject(files);
    expect(own(await load(join(folder, 'scripts/bare.rs')))).toMatchObject([{ name: 'bare', edition: 2024 }]);
    // Any other file belongs to the package around it.
    expect(own(await load(join(folder, 'scripts/plain.rs')))).toMatchObject([{ name: 'around' }]);
  });

  test('with a mistake in its frontmatter is told so with the line, and is a crate nevertheless', async () => {
    const folder = fixtureProject(files);
    const workspace = await load(join(folder, 'scripts/broken.rs'));
    expect(workspace.problems.find(({ code }) => code === 'manifest-invalid')?.message).toContain(
      'broken.rs:3',
    );
    expect(own(workspace)).toMatchObject([{ rootFile: join(folder, 'scripts/broken.rs'), edition: 2024 }]);
  });

  test('whose frontmatter does not end is told so', async () => {
    const file = join(fixtureProject(files), 'scripts/open.rs');
    const workspace = await load(file);
    expect(workspace.problems).toContainEqual({
      code: 'manifest-invalid',
      message: `${file}:2: unclosed frontmatter; expected \`---\``,
    });
    expect(own(workspace)).toMatchObject([{ name: 'open', rootFile: file }]);
  });

  test('that cargo refuses keeps its dependencies, so that its macros are found', async () => {
    const workspace = await load(join(fixtureProject(files), 'scripts/refused.rs'));
    expect(workspace.problems.find(({ code }) => code === 'manifest-invalid')?.message).toContain(
      '`lib` is not allowed in embedded manifests',
    );
    expect(own(workspace)).toMatchObject([{ name: 'refused', target: 'bin' }, { name: 'the_helper' }]);
  });
});

describe('rust-project.json', () => {
  const crates = [
    {
      display_name: 'the-base',
      root_module: 'base/lib.rs',
      edition: '2018',
      version: '1.2.0',
      deps: [],
      cfg: ['feature="b"', 'feature="a"', 'mine'],
      cfg_groups: ['shared', 'unknown'],
      env: { OUT_DIR: '/out', CARGO_PKG_NAME: 'the-base' },
    },
    {
      root_module: 'app/main.rs',
      edition: '2021',
      deps: [
        { crate: 0, name: 'base' },
        { crate: 2, name: 'macros' },
      ],
    },
    {
      root_module: '/elsewhere/macros.rs',
      edition: '2024',
      deps: [{ crate: 77, name: 'none' }],
      is_proc_macro: true,
    },
    'no crate',
    {
      root_module: 'wasm.rs',
      edition: '2021',
      deps: [],
      target: 'wasm32-unknown-unknown',
      build: { target_kind: 'test' },
    },
  ];
  const files = {
    'rust-project.json': JSON.stringify({ cfg_groups: { shared: ['grouped'] }, crates }),
    // Whoever describes the project so builds without cargo.
    'app/Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\n',
    'app/main.rs': 'fn main() {}',
    'base/lib.rs': '',
    'wasm.rs': '',
  };

  test.each([true, false])('describes crates, without cargo', async (trusted) => {
    const folder = fixtureProject(files);
    const workspace = await load(join(folder, 'app/main.rs'), trusted);
    expect(workspace.problems).toEqual([]);
    expect(workspace.workspaceRoot).toBe(folder);
    const [base, main, macros, wasm, ...more] = own(workspace);
    expect(more).toEqual([]);
    expect(base).toMatchObject({
      name: 'the_base',
      version: '1.2.0',
      edition: 2018,
      target: 'lib',
      features: ['a', 'b'],
    });
    for (const option of ['mine', 'grouped', 'test', 'debug_assertions'])
      expect(base?.cfg.has(option, null)).toBe(true);
    expect(base?.env.get('OUT_DIR')).toBe('/out');
    expect(main).toMatchObject({ name: 'main', target: 'bin', origin: 'workspace' });
    expect(main && namesOf(workspace, main)).toEqual(['base', 'macros']);
    expect(main?.dependencies.get('base')).toBe(base?.id);
    expect(macros).toMatchObject({ target: 'proc-macro', origin: 'dependency', edition: 2024 });
    expect(macros && namesOf(workspace, macros)).toEqual([]);
    expect(macros?.cfg.has('proc_macro', null)).toBe(true);
    expect(wasm).toMatchObject({ target: 'test' });
    expect(wasm?.cfg.has('target_arch', 'wasm32')).toBe(true);
    expect(wasm?.cfg.has('unix', null)).toBe(false);
  });

  test('that describes the standard library too has that of the sysroot, with what the compiler knows of it', async () => {
    const library = { deps: [], edition: '2021', is_workspace_member: false };
    const crates = [
      { ...library, display_name: 'core', root_module: '/nowhere/library/core/src/lib.rs' },
      { ...library, display_name: 'mine', root_module: 'lib.rs', deps: [{ crate: 0, name: 'core' }] },
    ];
    const sources = Object.fromEntries(
      ['core', 'alloc', 'std'].map((name) => [`rust/library/${name}/src/lib.rs`, '']),
    );
    for (const described of [
      { crates },
      { crates, sysroot_src: 'rust/library' },
      { crates: [{ ...crates[1], deps: [] }], sysroot_project: { crates: crates.slice(0, 1) } },
    ]) {
      const folder = fixtureProject({ 'lib.rs': '', ...sources });
      const text = JSON.stringify(described).replaceAll('/nowhere/', `${folder}/rust/`);
      writeProject(folder, { 'rust-project.json': text });
      const workspace = await load(folder);
      expect(workspace.sysroot.get('core')).toBe(own(workspace)[0]?.dependencies.get('core'));
      expect(own(workspace)).toMatchObject([{ name: 'mine' }]);
      const core = workspace.crates.find(({ name }) => name === 'core');
      expect(core).toMatchObject({
        origin: 'sysroot',
        rootFile: join(folder, 'rust/library/core/src/lib.rs'),
      });
    }
    const folder = fixtureProject({ 'lib.rs': '', 'rust-project.json': JSON.stringify({ crates }) });
    // Where its sources are not on this machine.
    expect(own(await load(folder))).toMatchObject([{ name: 'mine' }]);
  });

  test('is found under its hidden name, whatever further fields there are', async () => {
    const runnables = [{ kind: 'run', program: 'build', args: ['{label}'], cwd: '.' }];
    const crate = {
      root_module: 'lib.rs',
      edition: '2021',
      proc_macro_cwd: '.',
      crate_attrs: ['feature(x)'],
      source: { include_dirs: ['.'], exclude_dirs: ['out'] },
      build: { label: '//:lib', build_file: 'BUILD', target_kind: 'example' },
    };
    const folder = fixtureProject({
      'lib.rs': '',
      '.rust-project.json': JSON.stringify({ crates: [crate], runnables, later: {} }),
    });
    const workspace = await load(join(folder, 'lib.rs'));
    expect(workspace.problems).toEqual([]);
    expect(own(workspace)).toMatchObject([{ name: 'lib', target: 'lib', edition: 2021 }]);
  });

  test('does not keep a Cargo.toml below it from being asked about', async () => {
    const folder = fixtureProject({ ...files, 'app/src/lib.rs': '' });
    const root = join(folder, 'app/src/lib.rs');
    expect(own(await load(join(folder, 'app/Cargo.toml')))).toMatchObject([{ rootFile: root }]);
  });

  test('that is no JSON is named, and the file is a crate of its own', async () => {
    const folder = fixtureProject({ ...files, 'rust-project.json': '{ "crates": [' });
    const workspace = await load(join(folder, 'base/lib.rs'));
    expect(workspace.problems).toMatchObject([{ code: 'manifest-invalid' }]);
    expect(workspace.problems[0]?.message).toContain(join(folder, 'rust-project.json'));
    expect(own(workspace)).toMatchObject([{ rootFile: join(folder, 'base/lib.rs') }]);
  });
});
