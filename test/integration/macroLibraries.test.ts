import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { resourcesOf } from '../../server/src/analysis/resources';
import { openMacroLibraries } from '../../server/src/procMacroServer/libraries';
import type { MacroLibraries } from '../../server/src/procMacroServer/types';
import { wasmCapableEnvironment } from '../conformance/toolchain/rustEnvironment';
import { macroscope } from './commandLine';
import { debianRegistry, useDebianCrates } from './debianCrates';
import { nativeLibraries } from './nativeLibraries';
import { patience, TemporaryProject } from './temporaryProject';
import { repository } from './testClient';

/** A macro crate that has a macro more with its feature `loud`. */
const greet = {
  'app/src/lib.rs': '',
  'app/greet/Cargo.toml': `[package]
name = "greet"
version = "0.1.0"
edition = "2018"
[lib]
name = "greet_macros"
proc-macro = true
[features]
loud = []
polite = []
`,
  'app/greet/src/lib.rs': `use proc_macro::TokenStream;
#[proc_macro]
pub fn hello(_: TokenStream) -> TokenStream { "1".parse().unwrap() }
#[cfg(feature = "loud")]
#[proc_macro]
pub fn shout(_: TokenStream) -> TokenStream { "2".parse().unwrap() }
#[cfg(feature = "polite")]
#[proc_macro]
pub fn please(_: TokenStream) -> TokenStream { "3".parse().unwrap() }
`,
};

/** A crate that uses it under another name. `dependencies`: further ones. */
const app = (dependencies = ''): string => `[package]
name = "app"
version = "0.1.0"
edition = "2021"
[features]
default = ["loud"]
loud = ["hi/loud"]
polite = ["hi/polite"]
[dependencies]
hi = { package = "greet", path = "greet" }
${dependencies}[workspace]
`;

interface Opened {
  readonly libraries: MacroLibraries;
  readonly log: string[];
}

/** The libraries as our server opens them that rust-analyzer has started in a folder. */
function open(project: TemporaryProject, startFolder: string, more: Record<string, string> = {}): Opened {
  const environment = { ...wasmCapableEnvironment(), XDG_CACHE_HOME: project.path('cache'), ...more };
  const log: string[] = [];
  const libraries = openMacroLibraries({
    resources: resourcesOf(repository, environment),
    environment,
    startFolder,
    onModule: () => undefined,
    log: (message) => log.push(message),
  });
  return { libraries, log };
}

/** The names of a library's macros. */
async function macrosOf({ libraries }: Opened, path: string | undefined): Promise<string[]> {
  const { module } = await libraries.find(path ?? '');
  return module.macros.map(({ name }) => name).sort();
}

function failureOf({ libraries }: Opened, path: string): Promise<{ code: string; message: string }> {
  return libraries.find(path).then(
    () => ({ code: 'none', message: 'found' }),
    (error: unknown) => error as { code: string; message: string },
  );
}

describe('the module for a native library', { timeout: 3 * patience }, () => {
  const project = new TemporaryProject({
    'app/Cargo.toml': app('serde_derive = "1"\nrustversion = "1"\n'),
    ...greet,
  });
  let natives: ReadonlyMap<string, string>;
  let opened: Opened;

  beforeAll(() => {
    useDebianCrates(project.path('app'));
    natives = nativeLibraries(project.path('app'));
    opened = open(project, '/');
  }, 3 * patience);

  it('is found by what cargo has written beside the library, and built with all others that are missing', async () => {
    const isBuilding = (line: string): boolean => line.startsWith('building');
    expect([...natives.keys()].sort()).toEqual(['greet_macros', 'rustversion', 'serde_derive']);
    expect(await macrosOf(opened, natives.get('serde_derive'))).toEqual(['Deserialize', 'Serialize']);
    const builds = opened.log.filter(isBuilding).length;
    expect(await macrosOf(opened, natives.get('rustversion'))).toContain('since');
    const { crateName, edition, manifestDir } = await opened.libraries.find(
      natives.get('greet_macros') ?? '',
    );
    expect({ crateName, edition, manifestDir }).toEqual({
      crateName: 'greet_macros',
      edition: 2018,
      manifestDir: project.path('app/greet'),
    });
    expect(opened.log.filter(isBuilding)).toHaveLength(builds);
  });

  it('is there at once in another process, where nothing may be built', async () => {
    const again = open(project, '/', { MACROSCOPE_BUILD_ENABLED: 'false' });
    expect(await macrosOf(again, natives.get('serde_derive'))).toEqual(['Deserialize', 'Serialize']);
    expect(await again.libraries.find(natives.get('serde_derive') ?? '')).toEqual(
      await opened.libraries.find(natives.get('serde_derive') ?? ''),
    );
  });
});

describe('a native library of a crate that is being written', { timeout: 3 * patience }, () => {
  const project = new TemporaryProject({ 'app/Cargo.toml': app(), ...greet });
  const folder = (): string => project.path('app');
  let opened: Opened;

  beforeAll(() => {
    useDebianCrates(folder());
    opened = open(project, '/');
  });

  it('has the features that it was compiled with, not those of another build in the same folder', async () => {
    const build = (...args: string[]): string => nativeLibraries(folder(), args).get('greet_macros') ?? '';
    const usual = build();
    const bare = build('--no-default-features');
    const all = build('--all-features');
    const polite = build('--no-default-features', '--features', 'polite');
    expect(new Set([usual, bare, all, polite]).size).toBe(4);
    expect(await macrosOf(opened, usual)).toEqual(['hello', 'shout']);
    expect(await macrosOf(opened, bare)).toEqual(['hello']);
    expect(await macrosOf(opened, all)).toEqual(['hello', 'please', 'shout']);
    expect(await macrosOf(opened, polite)).toEqual(['hello', 'please']);
    expect(await macrosOf(opened, usual)).toEqual(['hello', 'shout']);
  });

  it('is looked up again after an edit, when cargo has compiled it again', async () => {
    const source = 'app/greet/src/lib.rs';
    const path = nativeLibraries(folder()).get('greet_macros') ?? '';
    const before = await opened.libraries.find(path);
    expect(await opened.libraries.find(path)).toBe(before);

    project.write(source, greet[source].replace('pub fn hello', 'pub fn good_day'));
    expect(nativeLibraries(folder()).get('greet_macros')).toBe(path);
    expect(await macrosOf(opened, path)).toEqual(['good_day', 'shout']);

    // rustc compiles this for the machine only.
    project.write(source, `${greet[source]}#[cfg(target_family = "wasm")]\ncompile_error!("not here");\n`);
    nativeLibraries(folder());
    expect(await macrosOf(opened, path)).toEqual(['good_day', 'shout']);
    expect(opened.log.at(-1)).toContain(
      'greet runs as it was before its last changes: it does not compile: ',
    );
    expect(opened.log.at(-1)).toContain('not here');
    project.write(source, greet[source]);
  });

  it('is found by its name where the list of its sources is lost or lies', async () => {
    const path = nativeLibraries(folder()).get('greet_macros') ?? '';
    const list = path.replace(/lib(greet_macros-[^.]*)\.so$/, '$1.d');
    const right = readFileSync(list, 'utf8');
    for (const text of [
      undefined,
      'x: \n',
      `x: ${debianRegistry}/serde_derive-1.0.217/src/lib.rs\n`,
      '\0\0',
    ]) {
      rmSync(list, { force: true });
      if (text !== undefined) writeFileSync(list, text);
      expect(await macrosOf(open(project, '/'), path)).toEqual(['hello', 'shout']);
    }
    writeFileSync(list, right);
  });

  it('belongs to the project that the server was started in where the folder of builds lies elsewhere', async () => {
    const environment = { ...wasmCapableEnvironment(), CARGO_TARGET_DIR: project.path('elsewhere') };
    const path = nativeLibraries(folder(), [], environment).get('greet_macros') ?? '';
    expect(path.startsWith(project.path('elsewhere'))).toBe(true);
    for (const start of [folder(), project.path('app/greet/src'), project.folder])
      expect(await macrosOf(open(project, start), path)).toEqual(['hello', 'shout']);
    const { code, message } = await failureOf(open(project, project.path('cache')), path);
    expect(code).toBe('module-missing');
    expect(
      message.replaceAll(project.folder, '<folder>').replace(/-[0-9a-f]{16}/, '-<hash>'),
    ).toMatchInlineSnapshot(
      `"The procedural macros of greet_macros are not ready: the project that <folder>/elsewhere/debug/deps/libgreet_macros-<hash>.so was built for was not found: there is no Cargo.toml above it, nor in the folder that the server was started in. Start the editor in the project's folder."`,
    );
  });

  it('is not built where that is turned off, and the error says so', async () => {
    const path = nativeLibraries(folder()).get('greet_macros') ?? '';
    const off = { MACROSCOPE_BUILD_ENABLED: 'false', XDG_CACHE_HOME: project.path('empty') };
    const { code, message } = await failureOf(open(project, '/', off), path);
    expect(code).toBe('module-missing');
    expect(message.replaceAll(project.folder, '<folder>')).toMatchInlineSnapshot(
      `"The procedural macros of greet are not ready: MACROSCOPE_BUILD_ENABLED is false. Build them with: macroscope build --manifest-path <folder>/app/Cargo.toml"`,
    );
  });

  it('is not built without cargo, and the error says so', async () => {
    const path = nativeLibraries(folder()).get('greet_macros') ?? '';
    const none = { PATH: '/nowhere', XDG_CACHE_HOME: project.path('empty') };
    const { code, message } = await failureOf(open(project, '/', none), path);
    expect(code).toBe('module-missing');
    expect(message).toMatchInlineSnapshot(
      `"The procedural macros of greet are not ready: cargo was not found: crates are taken from the manifests and Cargo.lock. Install Rust, or set the path of cargo."`,
    );
  });

  it('is another one in another project, which the same server serves', async () => {
    for (const [name, text] of Object.entries({ 'app/Cargo.toml': app(), ...greet }))
      project.write(name.replace('app/', 'other/'), text.replaceAll('hello', 'good_evening'));
    const path = nativeLibraries(project.path('other')).get('greet_macros');
    expect(await macrosOf(opened, path)).toEqual(['good_evening', 'shout']);
    expect(await macrosOf(opened, nativeLibraries(folder()).get('greet_macros'))).toEqual(['hello', 'shout']);
  });

  it('is told by its name when there is no such file', async () => {
    for (const [name, expected] of [
      ['app/target/debug/deps/libgone-0123456789abcdef.so', 'macros of gone are not ready: there is no file'],
      ['app/Cargo.toml', 'is not named as cargo names a library'],
    ] as const) {
      const { code, message } = await failureOf(opened, project.path(name));
      expect(code).toBe('module-missing');
      expect(message).toContain(expected);
    }
  });
});

describe('a native library of another build system', { timeout: 3 * patience }, () => {
  const greetPackage = (folder: string): Record<string, string> => ({
    [`${folder}/Cargo.toml`]: greet['app/greet/Cargo.toml'],
    [`${folder}/src/lib.rs`]: greet['app/greet/src/lib.rs'],
  });
  /** Libraries are never opened: these are none. */
  const libraries = ['greet-5', 'copied', 'odd', 'loose'].map((name) => [`repo/out/lib${name}.so`, name]);
  const described = (library: string, root_module: string, more: object): object => ({
    edition: '2018',
    deps: [],
    is_proc_macro: true,
    proc_macro_dylib_path: `out/lib${library}.so`,
    root_module,
    ...more,
  });
  const loud = { cfg: ['feature="loud"'], display_name: 'greet-macros' };
  const project = new TemporaryProject({
    ...Object.fromEntries(libraries),
    ...greetPackage('repo/greet'),
    ...greetPackage('repo/third-party/vendor/greet'),
    'repo/third-party/vendor/greet/.cargo-checksum.json': '{"files":{}}',
    'repo/third-party/Cargo.toml':
      '[package]\nname = "all"\nversion = "0.0.0"\n[dependencies]\ngreet = { path = "vendor/greet", features = ["loud", "polite"] }\n[workspace]\n',
    'repo/third-party/src/lib.rs': '',
    'repo/loose/lib.rs': '#[proc_macro] pub fn some(_: TokenStream) -> TokenStream { todo!() }',
    'repo/app/lib.rs': 'pub const ONE: i32 = greet_macros::hello!();\npub const TWO: i32 = loose::some!();\n',
    'repo/rust-project.json': JSON.stringify({
      cfg_groups: { shared: ['feature="polite"'] },
      unknown: [1],
      crates: [
        {
          root_module: 'app/lib.rs',
          edition: '2021',
          deps: [
            { crate: 1, name: 'greet_macros' },
            { crate: 3, name: 'loose' },
          ],
        },
        described('greet-5', 'greet/src/lib.rs', loud),
        described('copied', 'third-party/vendor/greet/src/lib.rs', { ...loud, cfg_groups: ['shared'] }),
        described('loose', 'loose/lib.rs', {}),
      ],
    }),
  });
  const library = (name: string): string => project.path(`repo/out/lib${name}.so`);

  it('is found by its description, with the features that are written there', async () => {
    const opened = open(project, project.path('repo/app'));
    expect(await macrosOf(opened, library('greet-5'))).toEqual(['hello', 'shout']);
    const { manifestDir, crateName } = await opened.libraries.find(library('greet-5'));
    expect({ manifestDir, crateName }).toEqual({
      manifestDir: project.path('repo/greet'),
      crateName: 'greet_macros',
    });
    // Of a description above the library, and in the project that stands above the copy of a package.
    expect(await macrosOf(open(project, '/'), library('copied'))).toEqual(['hello', 'please', 'shout']);
  });

  it('expands on the command line too, once its package is compiled', () => {
    const environment = { ...wasmCapableEnvironment(), XDG_CACHE_HOME: project.path('cache') };
    const { stdout, stderr } = macroscope(['expand', 'app/lib.rs'], project.path('repo'), environment);
    expect(stdout).toContain('ONE: i32 = 1;');
    expect(stderr).toContain(
      `The procedural macros of lib are not ready: rust-project.json has them compiled from`,
    );
  });

  it('is told of by name where it is compiled from no package', async () => {
    const opened = open(project, project.path('repo'));
    const { code, message } = await failureOf(opened, library('loose'));
    expect(code).toBe('module-missing');
    expect(message.replaceAll(project.folder, '<folder>')).toMatchInlineSnapshot(
      `"The procedural macros of loose are not ready: <folder>/repo/rust-project.json has them compiled from <folder>/repo/loose/lib.rs, which is no macro crate of that name in a package of cargo's, and only packages can be compiled for WebAssembly. Put a Cargo.toml beside its sources."`,
    );
    expect(await failureOf(opened, library('odd-1'))).toMatchObject({
      message: expect.stringContaining('is not named as cargo names a library') as string,
    });
  });
});
