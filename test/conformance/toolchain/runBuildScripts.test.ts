import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultProjectSettings } from '../../../server/src/project/loadOptions';
import type { Workspace } from '../../../server/src/project/loadWorkspace';
import { loadWorkspace } from '../../../server/src/project/loadWorkspace';
import type { Crate } from '../../../server/src/project/model';
import { fixtureProject } from '../../../server/src/project/testing/fixtureProject';
import { runBuildScripts } from '../../../server/src/toolchain/runBuildScripts';
import { wasmCapableEnvironment } from './rustEnvironment';

const procMacroSource = join(import.meta.dirname, '../../../server/proc_macro');
const environment = wasmCapableEnvironment();

const files = {
  'Cargo.toml': `[package]
name = "user"
version = "0.1.0"
edition = "2021"
[features]
wanted = []
[dependencies]
native = { path = "native" }
[build-dependencies]
helper = { path = "helper" }
[workspace]
`,
  // The library does not compile, and need not.
  'src/lib.rs': 'fn unfinished( {',
  'build.rs': `fn main() {
    println!("cargo:rustc-cfg=answer=\\"{}\\"", helper::number!());
    println!("cargo:rustc-env=DEPENDENCY={}", std::env::var("DEP_NATIVE_THING_PLACE").unwrap());
    if std::env::var_os("CARGO_FEATURE_WANTED").is_some() { println!("cargo:rustc-cfg=wanted"); }
    // As scripts do that ask whether the compiler knows something: an honest answer is an error.
    let folder = std::env::var("OUT_DIR").unwrap();
    let probe = format!("{folder}/probe.rs");
    std::fs::write(&probe, "fn f() { not_known!() }").unwrap();
    let wrapper = std::env::var("RUSTC_WRAPPER").unwrap();
    let ok = std::process::Command::new(wrapper)
        .arg(std::env::var("RUSTC").unwrap())
        .args(["--crate-type=lib", "--emit=metadata", "--out-dir", &folder, &probe])
        .status().unwrap().success();
    if ok { println!("cargo:rustc-cfg=fooled"); }
}
`,
  'native/Cargo.toml':
    '[package]\nname = "native"\nversion = "0.1.0"\nedition = "2021"\nlinks = "native_thing"\n',
  'native/src/lib.rs': '',
  'native/build.rs': 'fn main() { println!("cargo:place=here"); }',
  // The script's own dependency uses a procedural macro, so that the first, quick try cannot be enough.
  'helper/Cargo.toml':
    '[package]\nname = "helper"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nmacros = { path = "../macros" }\n',
  'helper/src/lib.rs': 'pub use macros::number;',
  'macros/Cargo.toml':
    '[package]\nname = "macros"\nversion = "0.1.0"\nedition = "2021"\n[lib]\nproc-macro = true\n',
  'macros/src/lib.rs':
    'extern crate proc_macro;\n#[proc_macro]\npub fn number(_: proc_macro::TokenStream) -> proc_macro::TokenStream { "42".parse().unwrap() }\n',
};

test('build scripts run without the workspace being compiled, and what they say reaches its crates', async () => {
  const folder = fixtureProject(files);
  const storeFolder = fixtureProject({});
  const buildScriptResults = join(storeFolder, 'results.json');
  const settings = { ...defaultProjectSettings, features: ['wanted'] };
  const load = (): Promise<Workspace> =>
    loadWorkspace({ root: folder, trusted: true, settings, env: environment, buildScriptResults });
  const run = (workspace: Workspace): ReturnType<typeof runBuildScripts> =>
    runBuildScripts({
      workspace,
      settings,
      resultsFile: buildScriptResults,
      storeFolder,
      procMacroSource,
      environment,
    });
  const library = ({ crates }: Workspace): Crate | undefined =>
    crates.find(({ packageName, target }) => packageName === 'user' && target === 'lib');

  const before = await load();
  expect(library(before)?.env.has('OUT_DIR')).toBe(false);
  expect(await run(before)).toEqual({ changed: true, failure: undefined });

  const after = library(await load());
  expect(after?.cfg.has('answer', '42')).toBe(true);
  expect(after?.cfg.has('wanted', null)).toBe(true);
  expect(after?.cfg.has('fooled', null)).toBe(false);
  expect(after?.env.get('DEPENDENCY')).toBe('here');
  expect(readFileSync(join(after?.env.get('OUT_DIR') ?? '', 'probe.rs'), 'utf8')).toContain('not_known');
  expect(existsSync(join(folder, 'target'))).toBe(false);
  expect(await run(before)).toEqual({ changed: false, failure: undefined });
}, 300_000);
