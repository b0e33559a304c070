/** The cargo workspace in which copies of macro crates are compiled to WebAssembly. */
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { stringify } from 'smol-toml';
import type { CargoNodeDependency, CargoPackage, DependencyKind } from '../project/cargoMetadata';
import type { Table } from '../project/manifest';
import { isTable, readToml, stringAt, tableAt } from '../project/manifest';
import { findTarget } from '../project/targetKind';
import { hashOf } from './contentHash';
import type { MacroPlan, PackageGraph } from './macroPlan';
import { copyPackage, libraryChange, patchPackages } from './packageCopies';
import { holdProcMacroCfg } from './procMacroCfg';
import { allocatorExport } from './rewriteSource';
import { writeIfChanged } from './writeIfChanged';

export interface GeneratedWorkspace {
  readonly manifest: string;
  /** The plan that a member's library name belongs to. */
  readonly planOf: ReadonlyMap<string, MacroPlan>;
  /** By package id: the copy that the package is compiled from, where it needs changes to compile to WebAssembly. */
  readonly patches: ReadonlyMap<string, string>;
}

type TomlTable = Record<string, unknown>;

/**
 * How modules are compiled. Measured on serde_derive and clap_derive with syn (processor time; size of the two modules): level 0 takes
 * 11 s and gives 3.0 and 3.5 MB; level 1 takes 26 s (1.5 and 1.4 MB), `s` 27 s (1.2 and 1.1 MB), `s` with fat LTO 40 s (0.9 and 0.8 MB). A
 * module is read, checked and rewritten before its first call, so that size counts too. Assertions and overflow checks are on because cargo
 * compiles procedural macros with them in a dev build, and some macros look at `cfg!(debug_assertions)`.
 */
const profile = {
  inherits: 'release',
  'opt-level': 's',
  lto: 'off',
  'codegen-units': 16,
  panic: 'abort',
  strip: true,
  debug: false,
  'debug-assertions': true,
  'overflow-checks': true,
  incremental: false,
};

/**
 * Writes the workspace for some plans, no two of which may be of packages with the same name. What has not changed since the last time is
 * not written again, so that cargo does not compile it again. `leftOut` has folders that take the place of packages, by package id.
 */
export function writeWorkspace(
  folder: string,
  plans: readonly MacroPlan[],
  graph: PackageGraph,
  userWorkspaceRoot: string,
  storeFolder: string,
  leftOut: ReadonlyMap<string, string>,
): GeneratedWorkspace {
  const planOf = new Map<string, MacroPlan>();
  const members: string[] = [];
  for (const plan of plans) {
    const member = memberFolder(plan.pack);
    // The name is the macro crate's own with a suffix: libraries of the same name share one target folder.
    const library = `${plan.target.name.replaceAll('-', '_')}_${hashOf(folder, plan.pack.id).slice(0, 8)}`;
    copyMacroCrate(plan, join(folder, member));
    writeText(join(folder, member, 'Cargo.toml'), stringify(memberManifest(plan, library, graph)));
    planOf.set(library, plan);
    members.push(member);
  }
  const patches = patchPackages(
    plans.map(({ pack }) => pack.id),
    graph,
    storeFolder,
  );
  const userPatches = patchesOf(userWorkspaceRoot);
  writeText(
    join(folder, 'Cargo.toml'),
    stringify({
      workspace: { members, resolver: '2' },
      profile: { macroscope: profile },
      patch: {
        ...userPatches,
        'crates-io': {
          ...tableAt(userPatches, 'crates-io'),
          ...patchTable(new Map([...patches, ...leftOut]), graph),
        },
      },
    }),
  );
  const lock = join(userWorkspaceRoot, 'Cargo.lock');
  rmSync(join(folder, 'Cargo.lock'), { force: true });
  if (existsSync(lock)) copyFileSync(lock, join(folder, 'Cargo.lock'));
  return { manifest: join(folder, 'Cargo.toml'), planOf, patches };
}

/** The entries of `[patch]` by which folders take the place of packages, by package id. */
function patchTable(folders: ReadonlyMap<string, string>, graph: PackageGraph): TomlTable {
  const table: TomlTable = {};
  for (const [id, path] of folders) {
    const pack = graph.package(id);
    if (pack) table[`${pack.name}-${pack.version}`.replace(/[^\w-]/g, '_')] = { package: pack.name, path };
  }
  return table;
}

/** Where the copy of a package lies in the workspace. The compiler's messages name files there by this path. */
export function memberFolder({ name, version }: CargoPackage): string {
  return `crates/${name}-${version}`;
}

function copyMacroCrate(plan: MacroPlan, destination: string): void {
  const source = dirname(plan.pack.manifest_path);
  const root = relative(source, plan.target.src_path).split(sep).join('/');
  const change = libraryChange(plan.pack);
  copyPackage(source, destination, (path, text) => {
    const changed = change(path, holdProcMacroCfg(text));
    return path === root ? changed + allocatorExport(plan.target.edition === '2024' ? 2024 : 2021) : changed;
  });
}

/**
 * The copy's manifest: the same package, as a `cdylib`, with exactly the features and dependencies that cargo resolved for the user's
 * workspace.
 */
function memberManifest({ pack, node, target }: MacroPlan, library: string, graph: PackageGraph): TomlTable {
  const folder = dirname(pack.manifest_path);
  const build = findTarget(pack, 'build-script');
  const manifest: TomlTable = {
    package: defined({
      name: pack.name,
      version: pack.version,
      edition: pack.edition,
      authors: pack.authors,
      description: pack.description,
      homepage: pack.homepage,
      repository: pack.repository,
      license: pack.license,
      'license-file': pack.license_file,
      readme: pack.readme,
      'rust-version': pack.rust_version,
      links: pack.links,
      build: build ? relative(folder, build.src_path).split(sep).join('/') : false,
      autobins: false,
      autoexamples: false,
      autotests: false,
      autobenches: false,
    }),
    lib: {
      name: library,
      path: relative(folder, target.src_path).split(sep).join('/'),
      edition: target.edition,
      'crate-type': ['cdylib'],
      test: false,
      doctest: false,
    },
    features: {
      ...Object.fromEntries(node.features.map((feature) => [feature, []])),
      default: node.features.filter((feature) => feature !== 'default'),
    },
  };
  for (const dependency of node.deps) addDependency(manifest, pack, dependency, graph);
  return manifest;
}

const tables = { normal: 'dependencies', build: 'build-dependencies' } as const;

function addDependency(
  manifest: TomlTable,
  user: CargoPackage,
  dependency: CargoNodeDependency,
  graph: PackageGraph,
): void {
  const pack = graph.package(dependency.pkg);
  if (!pack) return;
  for (const { kind, target } of dependency.dep_kinds) {
    if (kind === 'dev') continue;
    const { key, registry } = declarationOf(user, dependency.name, pack, kind);
    const parent = target ? child(child(manifest, 'target'), target) : manifest;
    child(parent, tables[kind ?? 'normal'])[key] = defined({
      package: key === pack.name ? null : pack.name,
      ...locationOf(pack, registry),
      'default-features': false,
      features: graph.node(pack.id)?.features ?? [],
    });
  }
}

/** The key and registry of a dependency in its user's manifest. Code's name for it comes from the key when it is renamed. */
function declarationOf(
  user: CargoPackage,
  name: string,
  pack: CargoPackage,
  kind: DependencyKind,
): { readonly key: string; readonly registry: string | null } {
  const declared = user.dependencies.filter((each) => each.name === pack.name && each.kind === kind);
  const renamed = declared.find(({ rename }) => rename?.replaceAll('-', '_') === name);
  const plain = declared.find(({ rename }) => rename === null);
  return { key: renamed?.rename ?? pack.name, registry: (renamed ?? plain)?.registry ?? null };
}

/** Where cargo finds exactly this package: the shapes of `source` are those of cargo's package ids. */
function locationOf(pack: CargoPackage, registry: string | null): TomlTable {
  if (pack.source === null) return { path: dirname(pack.manifest_path) };
  const git = /^git\+([^?#]+)(?:\?([^#]*))?/.exec(pack.source);
  if (git?.[1] !== undefined) {
    const [kind, value] = (git[2] ?? '').split('=');
    const reference =
      kind === 'branch' || kind === 'tag' || kind === 'rev'
        ? { [kind]: decodeURIComponent(value ?? '') }
        : {};
    return { git: git[1], ...reference };
  }
  return defined({ version: `=${pack.version}`, 'registry-index': registry });
}

/** `[patch]` of the user's workspace, with absolute paths. */
function patchesOf(workspaceRoot: string): Table {
  const parsed = readToml(join(workspaceRoot, 'Cargo.toml'));
  const patches = parsed.ok ? tableAt(parsed.table, 'patch') : {};
  const absolute = (patch: unknown): unknown => {
    const path = isTable(patch) ? stringAt(patch, 'path') : undefined;
    return isTable(patch) && path !== undefined
      ? { ...patch, path: isAbsolute(path) ? path : resolve(workspaceRoot, path) }
      : patch;
  };
  return Object.fromEntries(
    Object.entries(patches)
      .filter((entry): entry is [string, Table] => isTable(entry[1]))
      .map(([source, table]) => [source, mapValues(table, absolute)]),
  );
}

function writeText(file: string, text: string): void {
  writeIfChanged(file, Buffer.from(text));
}

function child(table: TomlTable, key: string): TomlTable {
  const known = table[key];
  if (isTable(known)) return known as TomlTable;
  const made: TomlTable = {};
  table[key] = made;
  return made;
}

function defined(table: Readonly<Record<string, unknown>>): TomlTable {
  return Object.fromEntries(
    Object.entries(table).filter(([, value]) => value !== null && value !== undefined),
  );
}

function mapValues(table: Table, change: (value: unknown) => unknown): Table {
  return Object.fromEntries(Object.entries(table).map(([key, value]) => [key, change(value)]));
}
