import { mkdtempSync, mkdirSync, readdirSync, realpathSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeProject } from '../../../server/src/project/testing/writeProject';
import { buildMacroModules } from '../../../server/src/toolchain/buildMacroModules';
import { wasmCapableEnvironment } from './rustEnvironment';
import { loadTrusted } from './trustedModules';

const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'macroscope-vendored-')));
afterAll(() => {
  rmSync(temporary, { recursive: true, force: true });
});

function vendored(name: string, further: string, code: string): Record<string, string> {
  return {
    [`crates/${name}/Cargo.toml`]: `[package]\nname = "${name}"\nversion = "1.0.0"\nedition = "2021"\n${further}`,
    [`crates/${name}/src/lib.rs`]: code,
    [`crates/${name}/.cargo-checksum.json`]: '{"files":{}}',
  };
}

test.each(['folders', 'links'])(
  'vendored crates that lie outside of the project as %s are found, those for other platforms as well',
  async (kind) => {
    const folder = join(temporary, kind);
    writeProject(folder, {
      'app/Cargo.toml':
        '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nmacros = "1"\n[workspace]\n',
      'app/src/lib.rs': '',
      'app/.cargo/config.toml': `[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "${folder}/crates"\n`,
      ...vendored(
        'macros',
        '[lib]\nproc-macro = true\n[dependencies]\nlibrary = "1"\n',
        'extern crate proc_macro;\n#[proc_macro]\npub fn twice(input: proc_macro::TokenStream) -> proc_macro::TokenStream { library::twice(input) }\n',
      ),
      ...vendored(
        'library',
        '[target.\'cfg(windows)\'.dependencies]\nwindows-only = "1"\n[target.\'cfg(target_family = "wasm")\'.dependencies]\nwasm-only = "1"\n',
        '#[cfg(target_family = "wasm")]\npub use wasm_only::twice;\n#[cfg(unix)]\npub fn twice<T>(input: T) -> T { input }\n',
      ),
      ...vendored('windows-only', '', ''),
      ...vendored('wasm-only', '', 'pub fn twice<T>(input: T) -> T { input }\n'),
    });
    if (kind === 'links') {
      // As package managers lay them that have each crate in a folder of its own.
      renameSync(join(folder, 'crates'), join(temporary, 'elsewhere'));
      mkdirSync(join(folder, 'crates'));
      for (const name of readdirSync(join(temporary, 'elsewhere')))
        symlinkSync(join(temporary, 'elsewhere', name), join(folder, 'crates', name));
    }
    const environment = wasmCapableEnvironment();
    const { modules } = await loadTrusted(join(folder, 'app'), join(folder, 'store'), environment);
    expect((await buildMacroModules({ modules })).failures).toEqual([]);
  },
  300_000,
);
