import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { defaultProjectSettings } from '../../../server/src/project/loadOptions';
import { loadWorkspace } from '../../../server/src/project/loadWorkspace';
import { writeProject } from '../../../server/src/project/testing/writeProject';
import { buildMacroModules } from '../../../server/src/toolchain/buildMacroModules';
import { openModuleStore } from '../../../server/src/toolchain/moduleStore';
import { runBuildScripts } from '../../../server/src/toolchain/runBuildScripts';
import { addToLocalRegistry } from '../project/localRegistry';
import { wasmCapableEnvironment } from './rustEnvironment';

/** Everything of this test lies in a folder that a confined cargo does not see, unless it is shown to it. */
const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'macroscope-outside-')));
const procMacroSource = join(import.meta.dirname, '../../../server/proc_macro');
const environment = { ...wasmCapableEnvironment(), CARGO_HOME: join(temporary, 'cargo home') };

afterAll(() => {
  rmSync(temporary, { recursive: true, force: true });
});

function manifest(name: string, further = ''): string {
  return `[package]\nname = "${name}"\nversion = "1.0.0"\nedition = "2021"\n${further}`;
}

const macros = (body: string): string =>
  `extern crate proc_macro;\n#[proc_macro]\npub fn value(_: proc_macro::TokenStream) -> proc_macro::TokenStream { ${body} }\n`;

const files = {
  'app/Cargo.toml': `${manifest('app', 'build = "build.rs"\n')}
[dependencies]
inheriting = { path = "../other/inheriting" }
archived = "1"
unused = { path = "../unused", optional = true }
[patch.crates-io]
unneeded = { path = "../unneeded" }
[workspace]
`,
  'app/build.rs': 'fn main() { println!("cargo:rustc-cfg=scripted"); }\n',
  'app/src/lib.rs': '',
  'app/.cargo/config.toml': `paths = ["../override"]
[source.crates-io]
replace-with = "archives"
[source.archives]
local-registry = "../registry"
`,
  // A member of another workspace, which inherits from it and reads a text of it.
  'other/Cargo.toml':
    '[workspace]\nmembers = ["inheriting"]\nresolver = "2"\n[workspace.package]\nversion = "0.3.0"\nedition = "2021"\n[workspace.dependencies]\nlibrary = { path = "library" }\n',
  'other/notes.md': '42',
  'other/library/Cargo.toml':
    '[package]\nname = "library"\nversion.workspace = true\nedition.workspace = true\n[dependencies]\nfurther = { path = "../../further", optional = true }\n',
  'other/library/src/lib.rs': 'pub const VALUE: &str = include_str!("../../notes.md");\n',
  'other/inheriting/Cargo.toml':
    '[package]\nname = "inheriting"\nversion.workspace = true\nedition.workspace = true\n[lib]\nproc-macro = true\n[dependencies]\nlibrary.workspace = true\n',
  'other/inheriting/src/lib.rs': macros('library::VALUE.parse().unwrap()'),
  // Nothing that is compiled needs these, but cargo reads their manifests all the same.
  'unused/Cargo.toml': manifest('unused', '[dependencies]\nfurther = { path = "../further" }\n'),
  'unused/src/lib.rs': '',
  'further/Cargo.toml': manifest('further'),
  'further/src/lib.rs': '',
  'unneeded/Cargo.toml': manifest('unneeded'),
  'unneeded/src/lib.rs': '',
  'override/Cargo.toml': manifest('overriding'),
  'override/src/lib.rs': '',
};

test('a confined build finds what cargo reads outside of the project: other workspaces, local registries, overrides and patches', async () => {
  writeProject(temporary, files);
  addToLocalRegistry(
    temporary,
    { name: 'archived', version: '1.0.0' },
    {
      'Cargo.toml': manifest('archived', '[lib]\nproc-macro = true\n'),
      'src/lib.rs': macros('"43".parse().unwrap()'),
    },
  );
  const storeFolder = join(temporary, 'store');
  const settings = defaultProjectSettings;
  const workspace = await loadWorkspace({
    root: join(temporary, 'app'),
    trusted: true,
    settings,
    env: environment,
  });
  expect(workspace.problems).toEqual([]);
  const common = { storeFolder, procMacroSource, environment };
  const scripts = await runBuildScripts({
    ...common,
    workspace,
    settings,
    resultsFile: join(temporary, 'results.json'),
  });
  expect(scripts).toEqual({ changed: true, failure: undefined });
  const modules = openModuleStore({ ...common, workspace, trusted: true });
  const report = await buildMacroModules({ modules });
  expect(report.failures).toEqual([]);
  expect(report.built).toHaveLength(2);
}, 300_000);
