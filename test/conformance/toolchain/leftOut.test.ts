import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeProject } from '../../../server/src/project/testing/writeProject';
import { printTokens } from '../../../server/src/syntax/tokenText';
import { buildMacroModules, type BuildReport } from '../../../server/src/toolchain/buildMacroModules';
import type { ModuleStore } from '../../../server/src/toolchain/moduleStore';
import { ProcedureHost } from '../procedural/procedureHost';
import { wasmCapableEnvironment } from './rustEnvironment';
import { loadTrusted } from './trustedModules';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'macroscope-left-out-')));
const environment = wasmCapableEnvironment();
let modules: ModuleStore;
let report: BuildReport;

/** A library that is written for Unix and Windows, whose keys a macro reads, and whose terminal it does not need. */
const terminal = `
mod sys {
    #[cfg(unix)]
    pub use unix::{size, Raw};
    #[cfg(unix)]
    mod unix {
        use std::os::unix::io::AsRawFd;
        pub fn size() -> u16 { std::io::stdout().as_raw_fd() as u16 }
        pub struct Raw;
        impl Drop for Raw { fn drop(&mut self) {} }
    }
}
pub use sys::Raw;
pub trait Filter { fn passes(&self) -> bool; }
pub struct Any;
impl Filter for Any {
    #[cfg(unix)]
    fn passes(&self) -> bool { true }
}
pub fn raw() -> Raw { Raw }
pub fn filtered() -> bool { Any.passes() }
pub fn size() -> u16 { sys::size() }
pub fn parse(key: &str) -> Option<char> { key.chars().last() }
`;

beforeAll(async () => {
  const vendored = (name: string, further: string, code: string): Record<string, string> => ({
    [`vendor/${name}/Cargo.toml`]: `[package]\nname = "${name}"\nversion = "1.0.0"\nedition = "2021"\n${further}`,
    [`vendor/${name}/src/lib.rs`]: code,
    [`vendor/${name}/.cargo-checksum.json`]: '{"files":{}}',
  });
  const macros = (body: string): string => `extern crate proc_macro;\nuse proc_macro::TokenStream;\n${body}`;
  writeProject(folder, {
    'Cargo.toml':
      '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nkeys = "1"\nhopeless = "1"\n[workspace]\n',
    'src/lib.rs': '',
    '.cargo/config.toml':
      '[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "vendor"\n',
    ...vendored(
      'keys',
      '[lib]\nproc-macro = true\n[dependencies]\nterminal = "1"\n[build-dependencies]\nterminal = "1"\n',
      macros(`
#[proc_macro]
pub fn key(input: TokenStream) -> TokenStream {
    format!("{:?}", terminal::parse(&input.to_string())).parse().unwrap()
}
#[proc_macro]
pub fn wide(_: TokenStream) -> TokenStream { terminal::size().to_string().parse().unwrap() }
`),
    ),
    // A build script uses the library as it is.
    'vendor/keys/build.rs':
      'fn main() { assert!(terminal::filtered()); drop(terminal::raw()); terminal::size(); }\n',
    ...vendored('terminal', '', terminal),
    // The macro crate itself does not compile: that is nothing to leave out.
    ...vendored(
      'hopeless',
      '[lib]\nproc-macro = true\n',
      macros(
        'use std::os::unix::fs::symlink;\n#[proc_macro]\npub fn m(i: TokenStream) -> TokenStream { i }\n',
      ),
    ),
  });
  ({ modules } = await loadTrusted(folder, join(folder, 'store'), environment));
  report = await buildMacroModules({ modules });
}, 600_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function crate(name: string): number {
  return modules.options.workspace.crates.find(({ packageName }) => packageName === name)?.id ?? -1;
}

test('a macro that uses a part of a library works, although the rest does not compile for WebAssembly', async () => {
  const module = modules.moduleOf(crate('keys'));
  expect(module?.macros.map(({ name }) => name)).toEqual(['key', 'wide']);
  const host = new ProcedureHost(readFileSync(module?.file ?? ''), module?.macros ?? []);
  expect(printTokens((await host.expand('key', 'bang', 'ctrl - c')).tokens)).toBe("Some('c')");
});

test('a macro that comes upon what was left out says so', async () => {
  const module = modules.moduleOf(crate('keys'));
  const host = new ProcedureHost(readFileSync(module?.file ?? ''), module?.macros ?? []);
  await expect(host.expand('wide', 'bang', '')).rejects.toMatchObject({
    message: 'proc macro `wide!` panicked: `size` of terminal 1.0.0 does not compile for WebAssembly',
  });
});

test('nothing is left out of a macro crate itself', () => {
  expect(report.failures.map((failure) => failure.crate)).toEqual([crate('hopeless')]);
  expect(report.failures[0]?.message).toContain('could not find `unix` in `os`');
});
