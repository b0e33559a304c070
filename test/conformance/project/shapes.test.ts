import { expect, test } from 'vitest';
import { cargoSandbox } from './cargoSandbox';

/** Empty programs and libraries: path to content. */
const empty = (...paths: string[]): Record<string, string> =>
  Object.fromEntries(paths.map((path) => [path, 'fn main() {}']));

const pack = (folder: string, name: string, further = ''): Record<string, string> => ({
  [`${folder}/Cargo.toml`]: `[package]\nname = "${name}"\nversion = "0.1.0"\nedition = "2021"\n${further}`,
  [`${folder}/src/lib.rs`]: '',
});

const targets = {
  'app/Cargo.toml': `[package]
name = "my-pkg"
version = "0.1.0"
edition = "2018"
autobins = false
autoexamples = false
default-run = "tool"
[lib]
name = "other_name"
path = "../source/entry.rs"
edition = "2021"
crate-type = ["cdylib", "rlib"]
[[bin]]
name = "tool"
path = "source/tool.rs"
edition = "2024"
required-features = ["cli"]
[[bin]]
name = "nested"
[[bin]]
name = "my-pkg"
[[example]]
name = "ex"
path = "examples/other.rs"
crate-type = ["staticlib"]
[[test]]
name = "t"
path = "checks/t.rs"
harness = false
required-features = ["cli"]
[features]
cli = []
`,
  ...empty('source/entry.rs', 'app/source/tool.rs', 'app/src/bin/nested/main.rs', 'app/src/bin/ignored.rs'),
  ...empty('app/src/main.rs', 'app/examples/other.rs', 'app/examples/ignored.rs', 'app/checks/t.rs'),
  ...empty('app/benches/b/main.rs', 'app/benches/c.rs', 'app/tests/auto.rs', 'app/tests/common/mod.rs'),
};

/** As packages were written before editions. */
const old = {
  'app/Cargo.toml': `[project]
name = "au"
version = "0.1.0"
authors = ["A"]
[lib]
crate_type = ["rlib"]
[[test]]
name = "one"
[[example]]
name = "e1"
[[bin]]
name = "b1"
path = "src/b1.rs"
`,
  ...empty(
    'app/src/lib.rs',
    'app/tests/one.rs',
    'app/tests/two.rs',
    'app/examples/e1.rs',
    'app/examples/e2.rs',
  ),
  ...empty('app/src/b1.rs', 'app/src/main.rs', 'app/src/bin/b2.rs', 'app/benches/k.rs'),
};

const nested = {
  ...pack(
    'app',
    'root',
    '[workspace]\nmembers = ["crates/*", "./dot/../dot", "lib[12]"]\nexclude = ["crates/out", "deep/ex"]\ndefault-members = ["crates/a"]\n[dependencies]\np = { path = "deep/p" }\nex = { path = "deep/ex" }\n',
  ),
  ...pack(
    'app/crates/a',
    'a',
    '[dependencies]\nb = { path = "../b", optional = true }\n[target."cfg(unix)".dev-dependencies]\nq = { path = "../../deep/q" }\n',
  ),
  ...pack('app/crates/b', 'b'),
  ...pack('app/crates/out', 'out'),
  ...pack('app/deep/p', 'p', '[build-dependencies]\nr = { path = "../r" }\n'),
  ...pack('app/deep/ex', 'ex'),
  ...pack('app/deep/q', 'q'),
  ...pack('app/deep/r', 'r'),
  ...pack('app/dot', 'dot'),
  ...pack('app/lib1', 'lib1'),
  ...pack('app/lib2', 'lib2'),
  ...pack('app/lib3', 'lib3'),
  'app/crates/no-folder.txt': '',
};

const features = pack(
  'app',
  'app',
  `[features]
default = ["a"]
a = ["dep:o1", "o2?/x"]
b = ["o2/x", "o3"]
o1 = []
"with.dot" = []
[dependencies]
o1 = { path = "../o1", optional = true }
o2 = { path = "../o2", optional = true }
o3 = { path = "../o3", optional = true, features = ["y"] }
o4 = { path = "../o4", optional = true, default-features = false }
[target.'cfg(windows)'.dependencies]
o5 = { path = "../o5", optional = true }
[target.x86_64-unknown-linux-gnu.dependencies]
o2 = { path = "../o2", features = ["z"], optional = true }
`,
);
for (const name of ['o1', 'o2', 'o3', 'o4', 'o5'])
  Object.assign(features, pack(name, name, '[features]\nx = []\ny = []\nz = []\ndefault = ["z"]\n'));

/** One package for the program, its tests, build script, macros and another system; by the workspace's resolver. */
const unified = (resolver: string): Record<string, string> => ({
  'app/Cargo.toml': `[workspace]\nmembers = ["user", "mac"]\nresolver = "${resolver}"\n`,
  ...pack(
    'app/user',
    'user',
    `[dependencies]
mac = { path = "../mac" }
c = { path = "../c", features = ["n"] }
[build-dependencies]
c = { path = "../c", features = ["b"] }
[dev-dependencies]
c = { path = "../c", features = ["d"] }
[target.'cfg(windows)'.dependencies]
c = { path = "../c", features = ["w"] }
`,
  ),
  ...empty('app/user/build.rs', 'app/user/src/main.rs', 'app/mac/src/bin/b.rs', 'app/mac/tests/x.rs'),
  ...pack(
    'app/mac',
    'mac',
    '[lib]\nproc-macro = true\n[dependencies]\nc = { path = "../c", features = ["m"] }\n',
  ),
  ...pack('app/c', 'c', '[features]\nn = []\nb = []\nd = []\nw = []\nm = []\nu = []\n'),
});

const flags = {
  ...pack(
    'app',
    'app',
    `[target.'cfg(mine)'.dependencies]
d = { path = "../d" }
[target.'cfg(not(other))'.dependencies]
e = { path = "../e" }
`,
  ),
  ...pack('d', 'd'),
  ...pack('e', 'e'),
  '.cargo/config.toml': `[build]
rustflags = "--cfg nope"
[target.'cfg(unix)']
rustflags = ["--cfg", "mine"]
[target.x86_64-unknown-linux-gnu]
rustflags = ["--cfg=other"]
`,
};

test.each([
  { what: 'targets that are written down', files: targets },
  { what: 'an old package', files: old },
  { what: 'nested packages', files: nested },
  { what: 'features of optional dependencies', files: features },
  { what: 'features with resolver 1', files: unified('1') },
  { what: 'features with resolver 2', files: unified('2') },
  { what: 'features with resolver 3', files: unified('3') },
  { what: 'dependencies by flags', files: flags },
])(
  '$what are as cargo has them',
  async ({ files }) => {
    expect(await cargoSandbox(files).differences('app')).toEqual([]);
  },
  60_000,
);
