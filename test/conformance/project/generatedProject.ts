import { stringify } from 'smol-toml';

/** A pseudo-random number from 0 to `below` - 1. */
type Random = (below: number) => number;

/** The generator mulberry32: the same numbers from the same seed everywhere. */
function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Table = Record<string, unknown>;

const registryPackages = 9;
const members = 4;
const versions = ['1.0.0', '1.2.0', '2.1.0'];
const platforms = [
  'cfg(unix)',
  'cfg(windows)',
  'cfg(all(unix, not(target_os = "macos")))',
  'cfg(custom)',
  'cfg(any(target_arch = "wasm32", custom))',
  'x86_64-unknown-linux-gnu',
  'x86_64-pc-windows-msvc',
];

/** Files (path to content) of a workspace that cargo can load offline, with its registry, as chance has them: the same for the same seed. */
export function generatedProject(seed: number): Record<string, string> {
  const random = randomFrom(seed);
  const files: Record<string, string> = {
    '.cargo/config.toml': stringify({
      source: { 'crates-io': { 'replace-with': 'here' }, here: { directory: 'registry' } },
      net: { offline: true },
      ...(random(2) === 0 ? { build: { rustflags: ['--cfg', 'custom'] } } : {}),
    }),
  };
  for (let index = 0; index < registryPackages; index++) {
    const shape = packageShape(`p${index}`, index, random, registryDependency);
    for (const version of versions) {
      const folder = `registry/p${index}-${version}`;
      writePackage(files, folder, { ...shape, package: { ...shape.package, version } });
      files[`${folder}/.cargo-checksum.json`] = '{"files":{}}';
    }
  }
  writeWorkspace(files, random);
  return files;
}

interface Shape extends Table {
  readonly package: Table;
}

/** A dependency on the package of this number, and its features. */
type MakeDependency = (index: number, random: Random) => { readonly name: string; readonly entry: Table };

const registryDependency: MakeDependency = (index, random) => ({
  name: `p${index}`,
  entry: { version: ['1', '1.1', '2', '>=1.2'][random(4)] },
});

function writeWorkspace(files: Record<string, string>, random: Random): void {
  const inherited: Table = {};
  const memberDependency: MakeDependency = (index, chance) =>
    index < registryPackages
      ? registryDependency(index, chance)
      : { name: `m${index - registryPackages}`, entry: { path: `../m${index - registryPackages}` } };
  const workspace: Table = {
    members: ['crates/*'],
    exclude: ['crates/m9'],
    package: { version: '0.3.0', edition: ['2015', '2018', '2021', '2024'][random(4)], authors: ['A', 'B'] },
    dependencies: inherited,
    ...(random(3) > 0 ? { resolver: String(1 + random(3)) } : {}),
  };
  for (let index = 0; index < members; index++) {
    const shape = packageShape(`m${index}`, registryPackages + index, random, memberDependency);
    // Two names for one package are an error in cargo.
    const used = JSON.stringify(shape);
    const others = Array.from({ length: registryPackages }, (_, other) => other);
    const free = others.filter((other) => !used.includes(`p${other}"`));
    const number = free[random(free.length)] ?? 0;
    const key = `inherited${index}`;
    inherited[key] = {
      package: `p${number}`,
      version: '1',
      'default-features': random(2) === 0,
      features: random(2) === 0 ? ['f0'] : [],
    };
    const dependencies = shape.dependencies as Table;
    dependencies[key] = { workspace: true, features: random(2) === 0 ? ['f1'] : [] };
    const pack = { ...shape.package, version: { workspace: true }, edition: { workspace: true } };
    const switches = { autobins: random(3) > 0, autotests: random(3) > 0 };
    const programs = programsOf(random);
    writePackage(files, `crates/m${index}`, { ...shape, ...programs, package: { ...pack, ...switches } });
    files[`crates/m${index}/programs/written.rs`] = 'fn main() {}';
    files[`crates/m${index}/tests/check.rs`] = '';
    files[`crates/m${index}/src/bin/tool.rs`] = 'fn main() {}';
  }
  const patched = random(registryPackages);
  const patch = packageShape(`p${patched}`, patched, randomFrom(7), registryDependency);
  writePackage(files, 'patched', { ...patch, package: { ...patch.package, version: '1.5.0' } });
  const patches = { patch: { 'crates-io': { [`p${patched}`]: { path: 'patched' } } } };
  // cargo refuses a manifest that has both.
  const override = [{}, {}, patches, patches, replacePackage(files, patched)][random(5)];
  const root =
    random(2) === 0 ? {} : packageShape('root', registryPackages + members, random, rootDependency);
  if ('package' in root) writePackage(files, '.', root as Shape);
  files['Cargo.toml'] = stringify({
    ...root,
    workspace,
    ...override,
  });
}

/** Puts a copy of a package of the registry with one more feature in its place: `[replace]`. */
function replacePackage(files: Record<string, string>, number: number): Table {
  const name = `p${number}`;
  const entries = versions.map((version) => {
    const from = `registry/${name}-${version}`;
    const to = `replaced/${name}-${version}`;
    for (const [path, text] of Object.entries(files))
      if (path.startsWith(`${from}/`) && !path.endsWith('.json'))
        files[to + path.slice(from.length)] = text.replace('[features]', '[features]\nreplacing = []');
    return [`${name}:${version}`, { path: to }] as const;
  });
  return { replace: Object.fromEntries(entries) };
}

/** As the root package sees them. */
const rootDependency: MakeDependency = (index, random) =>
  index < registryPackages
    ? registryDependency(index, random)
    : { name: `m${index - registryPackages}`, entry: { path: `crates/m${index - registryPackages}` } };

/** Dependencies go to packages of lower numbers only, so that there are no cycles. */
function packageShape(name: string, number: number, random: Random, make: MakeDependency): Shape {
  const tables: Record<string, Record<string, Table>> = {};
  const optional: string[] = [];
  const all: string[] = [];
  const target: Record<string, Record<string, Record<string, Table>>> = {};
  const used = new Set<number>();
  for (let count = Math.min(number, 1 + random(4)); count > 0; count--) {
    const index = random(number);
    if (used.has(index)) continue;
    used.add(index);
    const made = make(index, random);
    const renamed = random(4) === 0;
    const key = renamed ? `renamed-${made.name}` : made.name;
    const kind = ['dependencies', 'dependencies', 'build-dependencies', 'dev-dependencies'][random(4)] ?? '';
    const isOptional = kind !== 'dev-dependencies' && random(2) === 0;
    const entry: Table = {
      ...made.entry,
      ...(renamed ? { package: made.name } : {}),
      ...(isOptional ? { optional: true } : {}),
      ...(random(3) === 0 ? { 'default-features': false } : {}),
      features: ['f0', 'f1', 'f2'].filter(() => random(4) === 0),
    };
    const platform = random(3) === 0 ? platforms[random(platforms.length)] : undefined;
    const place = platform === undefined ? tables : (target[platform] ??= {});
    (place[kind] ??= {})[key] = entry;
    if (isOptional) optional.push(key);
    if (kind !== 'dev-dependencies') all.push(key);
  }
  return {
    package: {
      name,
      version: '0.1.0',
      edition: ['2015', '2018', '2021', '2024'][random(4)],
      ...(random(3) === 0 ? { description: 'It "is"\nlong' } : {}),
    },
    ...libraryOf(name, random),
    dependencies: {},
    ...tables,
    target,
    features: featuresOf(optional, all, random),
    ...(random(2) === 0 ? { build: true } : {}),
  };
}

/** A library that is written down: one of macros, or one with a name and an edition of its own. */
function libraryOf(name: string, random: Random): Table {
  switch (random(6)) {
    case 0:
      return { lib: { 'proc-macro': true, path: 'src/lib.rs' } };
    case 1:
      return { lib: { name: `library_of_${name}`, edition: '2018', path: 'src/lib.rs' } };
    case 2:
      return { lib: { 'crate-type': ['cdylib', 'rlib'] } };
    default:
      return {};
  }
}

/** Programs that are written down, beside `src/bin/tool.rs` and `tests/check.rs`. */
function programsOf(random: Random): Table {
  const bins = [
    { name: 'written', path: 'programs/written.rs', edition: '2015', 'required-features': ['f0'] },
    { name: 'tool', edition: '2024' },
  ];
  return {
    bin: bins.filter(() => random(3) === 0),
    test: [{ name: 'another', path: 'programs/written.rs', harness: false }].filter(() => random(3) === 0),
  };
}

function featuresOf(optional: readonly string[], all: readonly string[], random: Random): Table {
  const explicit = optional.filter(() => random(2) === 0);
  const features: Record<string, string[]> = { f0: [], f1: [], f2: [] };
  const pick = (list: readonly string[]): string | undefined => list[random(Math.max(list.length, 1))];
  const add = (feature: string, value: string | undefined): void => {
    if (value !== undefined) features[feature]?.push(value);
  };
  for (const key of explicit) add(`f${random(3)}`, `dep:${key}`);
  for (let number = 0; number < 3; number++) {
    const implicit = optional.filter((key) => !explicit.includes(key));
    if (random(2) === 0) add(`f${number}`, pick(implicit));
    const [strong, weak] = [pick(all), pick(optional)];
    if (random(2) === 0 && strong !== undefined) add(`f${number}`, `${strong}/f${random(3)}`);
    if (random(2) === 0 && weak !== undefined) add(`f${number}`, `${weak}?/f${random(3)}`);
    if (number > 0 && random(3) === 0) add(`f${number}`, `f${random(number)}`);
  }
  return random(3) === 0 ? features : { ...features, default: [`f${random(3)}`] };
}

function writePackage(files: Record<string, string>, folder: string, { build, ...manifest }: Shape): void {
  files[`${folder}/Cargo.toml`] = stringify(manifest);
  files[`${folder}/src/lib.rs`] = '';
  if (build === true) files[`${folder}/build.rs`] = 'fn main() {}';
}
