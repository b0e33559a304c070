import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StepResult } from '../../../server/src/expand/expansion';
import { writeProject } from '../../../server/src/project/testing/writeProject';
import { buildMacroModules } from '../../../server/src/toolchain/buildMacroModules';
import { wasmCapableEnvironment } from '../toolchain/rustEnvironment';
import { ProcedureHost } from './procedureHost';
import { loadTrusted } from '../toolchain/trustedModules';

const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'macroscope-canonical-')));
const project = join(temporary, 'project');
const environment = wasmCapableEnvironment();

function vendored(name: string, further: string, code: string): Record<string, string> {
  return {
    [`vendor/${name}/Cargo.toml`]: `[package]\nname = "${name}"\nversion = "1.0.0"\nedition = "2021"\n${further}`,
    [`vendor/${name}/src/lib.rs`]: code,
    [`vendor/${name}/.cargo-checksum.json`]: '{"files":{}}',
  };
}

/** The ways in which macros and what they use make paths canonical, and what of the project they are shown. */
const cases = [
  'src/lib.rs',
  'src/../src/./lib.rs',
  '.',
  'link.txt',
  'folder-link/inner.txt',
  'missing.txt',
  'missing/../src/lib.rs',
  '',
];

const files = {
  'Cargo.toml':
    '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n[dependencies]\nmacros = "1"\n[workspace]\n',
  '.cargo/config.toml':
    '[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "vendor"\n',
  'src/lib.rs': '',
  'src/main.rs': `fn main() {\n${cases.map((path) => `print!("{}", macros::canonical!(${JSON.stringify(path)}));`).join('\n')}\n}\n`,
  'text.txt': '',
  'folder/inner.txt': '',
  ...vendored(
    'macros',
    '[lib]\nproc-macro = true\n[dependencies]\nlibrary = "1"\nboth = "1"\n[build-dependencies]\nboth = "1"\n',
    `extern crate proc_macro;
use proc_macro::{Literal, TokenStream, TokenTree};
use std::path::{Path, PathBuf};
#[proc_macro]
pub fn canonical(input: TokenStream) -> TokenStream {
    let path = input.to_string();
    let path = path.trim_matches('"');
    let manifest = std::env::var("CARGO_MANIFEST_DIR").unwrap();
    let whole: PathBuf = Path::new(&manifest).join(path);
    let report = [
        whole.canonicalize(),
        Path::new(&whole).canonicalize(),
        Some(whole.as_path()).map(Path::canonicalize).unwrap(),
        std::fs::canonicalize(path),
        Path::new(path).canonicalize(),
        library::canonical(&whole),
    ];
    let report: String =
        report.iter().map(|result| format!("{:?}\\n", result.as_ref().map_err(|error| error.kind()))).collect();
    TokenTree::from(Literal::string(&format!("{path}: {report}{}\\n", both::is_there(&whole)))).into()
}
`,
  ),
  // A build script runs on this machine, with the standard library of this machine.
  'vendor/macros/build.rs':
    'fn main() { std::path::Path::new(".").canonicalize().unwrap(); both::is_there(std::path::Path::new(".")); }\n',
  ...vendored(
    'library',
    '',
    'pub fn canonical(path: &std::path::Path) -> std::io::Result<std::path::PathBuf> { path.canonicalize() }\n',
  ),
  ...vendored(
    'both',
    '',
    'pub fn is_there(path: &std::path::Path) -> bool { path.exists() || path.canonicalize().is_ok() }\n',
  ),
};

let host: ProcedureHost;
let native: string;

beforeAll(async () => {
  writeProject(project, files);
  symlinkSync('text.txt', join(project, 'link.txt'));
  symlinkSync('folder', join(project, 'folder-link'));
  mkdirSync(join(temporary, 'outside'));
  writeFileSync(join(temporary, 'outside/secret.txt'), '');
  symlinkSync('../outside/secret.txt', join(project, 'link-out.txt'));
  native = execFileSync('cargo', ['run', '--quiet', '--offline'], {
    cwd: project,
    env: environment as NodeJS.ProcessEnv,
    encoding: 'utf8',
  });
  const { workspace, modules } = await loadTrusted(project, join(temporary, 'store'), environment);
  expect((await buildMacroModules({ modules })).failures).toEqual([]);
  const crate = workspace.crates.find(({ packageName }) => packageName === 'macros');
  const module = modules.moduleOf(crate?.id ?? -1);
  if (!module) throw new Error('no module');
  host = new ProcedureHost(readFileSync(module.file), module.macros, {
    manifestDir: project,
    environment: new Map([['CARGO_MANIFEST_DIR', project]]),
  });
}, 600_000);

afterAll(() => {
  rmSync(temporary, { recursive: true, force: true });
});

function expand(path: string): Promise<StepResult> {
  return host.expand('canonical', 'bang', JSON.stringify(path));
}

function reportOf({ tokens }: StepResult): string {
  const [literal] = tokens;
  return literal?.kind === 'literal' ? (JSON.parse(literal.text) as string) : '';
}

test('paths are made canonical as natively', async () => {
  let ours = '';
  for (const path of cases) ours += reportOf(await expand(path));
  // `..` is taken off by name, as with every path in the sandbox: what is not there may be left again.
  const differs = 'missing/../src/lib.rs: ';
  expect(ours).toContain(`${differs}Ok("${project}/src/lib.rs")`);
  expect(native).toContain(`${differs}Err(NotFound)`);
  const before = (text: string): string => text.slice(0, text.indexOf(differs));
  const after = (text: string): string => text.slice(text.indexOf('\n: ') + 1);
  expect(before(ours)).toBe(before(native));
  expect(before(native)).toContain(`Ok("${project}/folder/inner.txt")`);
  expect(after(ours)).toBe(after(native));
});

test('what lies outside of the declared folders is refused by name', async () => {
  const outside = await expand('../outside/secret.txt');
  expect(reportOf(outside)).not.toContain('Ok');
  expect(outside.diagnostics.map(({ message }) => message)).toContain(
    `refused: ${temporary}/outside/secret.txt was not read: it is outside the folders that a macro may read`,
  );
  const linked = await expand('link-out.txt');
  expect(reportOf(linked)).not.toContain('Ok');
  expect(linked.diagnostics.map(({ message }) => message)).toContain(
    `refused: ${project}/link-out.txt was not read: it leads out of the folders that a macro may read`,
  );
});
