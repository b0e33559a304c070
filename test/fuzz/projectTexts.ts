/** Texts of projects that fuzz cases begin with, beside generated workspaces, and values that nobody should write into them. */
import { parse, stringify } from 'smol-toml';

/** A project of another build system, a script, and configuration that another one includes. */
export const otherProjects: Readonly<Record<string, string>> = {
  '.cargo/more.toml': `include = ["more.toml", { path = "none.toml", optional = true }]
paths = ["patched"]
[source.crates-io]
replace-with = "further"
[source.further]
registry = "https://registry.invalid/index"
replace-with = "here"
[build]
build-dir = "{workspace-root}/built"
[target.x86_64-unknown-linux-gnu.links]
rustc-cfg = ["a", 'b="c"']
rustc-env = { A = "b" }
[patch.crates-io]
p1 = { path = "../patched" }
`,
  'described/rust-project.json': JSON.stringify(
    {
      sysroot: '/nowhere',
      sysroot_project: { crates: [{ root_module: '/nowhere/library/core/src/lib.rs' }] },
      cfg_groups: { shared: ['grouped', 'key="value"'] },
      crates: [
        {
          display_name: 'first',
          root_module: 'lib.rs',
          edition: '2021',
          deps: [{ crate: 1, name: 'second' }],
          cfg: ['feature="a"', 'mine'],
          cfg_groups: ['shared'],
          env: { CARGO_PKG_NAME: 'first', OUT_DIR: '/out' },
        },
        {
          root_module: 'second/main.rs',
          edition: '2018',
          deps: [],
          is_proc_macro: true,
          proc_macro_dylib_path: 'libsecond.so',
          target: 'wasm32-unknown-unknown',
          build: { target_kind: 'bin' },
        },
      ],
    },
    undefined,
    1,
  ),
  'described/lib.rs': '',
  'described/second/main.rs': '',
  'script.rs': `#!/usr/bin/env cargo
---
[package]
edition = "2021"
[dependencies]
p0 = "1"
m0 = { path = "crates/m0", features = ["f1"] }
[features]
default = ["p0/f0"]
---
fn main() {}
`,
};

/** The lock file of a generated workspace: each package once, and whatever it may depend on. */
export function lockFileOf(files: Readonly<Record<string, string>>): string {
  const packages = Object.entries(files).flatMap(([path, text]) => {
    if (!path.endsWith('Cargo.toml')) return [];
    const { package: table, dependencies } = parse(text);
    if (table === undefined) return [];
    const { name, version } = table as { name: string; version?: unknown };
    return {
      name,
      version: typeof version === 'string' ? version : '0.3.0',
      dependencies: Object.keys(dependencies ?? {}),
      ...(path.startsWith('registry/') ? { source: 'registry+https://registry.invalid/index' } : {}),
    };
  });
  return stringify({ version: 4, package: packages });
}

const long = 'a'.repeat(50_000);
const deep = 10_000;

/** As TOML and, most of them, as JSON. */
export const hostileValues: readonly string[] = [
  'true',
  '-1',
  '1e999',
  '99999999999999999999',
  '1979-05-27T07:32:00Z',
  'nan',
  '[]',
  '[[], {}, 1, "a"]',
  '{}',
  '{ workspace = true }',
  '{ path = "." }',
  '{ path = "..", package = "p1", optional = true }',
  '{ version = "*", default-features = 1, features = "f0" }',
  '{ git = "https://git.invalid/x", rev = "abc" }',
  '{"crate": 0, "name": "first"}',
  '""',
  '"."',
  '".."',
  '"../../.."',
  '"Cargo.toml"',
  '"/dev/zero"',
  '"\\u0000"',
  '"**/**/*"',
  `"${'*a'.repeat(200)}"`,
  '">=1, <0, =1.*, ^x"',
  '"1.0.0-a.1+b"',
  `"${long}"`,
  `"${'/'.repeat(1000)}"`,
  `"cfg(${'not('.repeat(deep)}unix${')'.repeat(deep)})"`,
  `"${'1.'.repeat(deep)}"`,
  `"${'dep:'.repeat(100)}"`,
  '"p0?/f0"',
  '"p0/p0/f0"',
  '"__proto__"',
  '{ __proto__ = { version = "1" } }',
  '[".", "..", "*", "**", "crates/*"]',
  '["f0", "dep:p0", "p0?/f0", "default"]',
  '['.repeat(deep) + ']'.repeat(deep),
  '{ a = '.repeat(500) + '1' + ' }'.repeat(500),
];
