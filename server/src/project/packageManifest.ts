/** A package as its manifest describes it, with what it inherits from the workspace filled in. */
import { dirname, relative, resolve } from 'node:path';
import { machine } from '#platform/machine';
import type { CargoDependency, CargoPackage, DependencyKind } from './cargoMetadata';
import { isFile } from './files';
import type { Table } from './manifest';
import { inheritedField, isTable, readToml, stringAt, stringsAt, tableAt, targetsOf } from './manifest';
import { workspaceRootOf } from './workspaceManifest';

/**
 * `workspace` is the root manifest of the package's workspace (`[workspace]` table); `workspaceDir` the folder of that manifest; `givenFolder` the one that a
 * package at a path is found below, which is its own unless it overrides another.
 */
export function describePackage(
  file: string,
  manifest: Table,
  workspace: Table,
  workspaceDir: string,
  source: string | null,
  givenFolder = dirname(file),
): CargoPackage {
  const table = tableAt(manifest, 'package');
  const field = (key: string): string | null => {
    const value = inheritedField(table, workspace, key);
    return typeof value === 'string' ? value : null;
  };
  const folder = dirname(file);
  // Files that are inherited lie beside the workspace's manifest.
  const inheritedPath = (key: string, path: string | null): string | null =>
    path !== null && isTable(table[key]) ? relative(folder, resolve(workspaceDir, path)) : path;
  const name = stringAt(table, 'name') ?? 'unnamed';
  const version = field('version') ?? '0.0.0';
  const edition = field('edition') ?? '2015';
  const authors = inheritedField(table, workspace, 'authors');
  const features = tableAt(manifest, 'features');
  return {
    id: packageId(givenFolder, name, version, source),
    name,
    version,
    source,
    manifest_path: file,
    edition,
    authors: stringsAt({ authors }, 'authors'),
    description: field('description'),
    homepage: field('homepage'),
    repository: field('repository'),
    license: field('license'),
    license_file: inheritedPath('license-file', field('license-file')),
    readme: inheritedPath('readme', readmeOf(folder, inheritedField(table, workspace, 'readme'))),
    rust_version: field('rust-version'),
    links: field('links'),
    targets: targetsOf(file, manifest, edition),
    dependencies: dependenciesOf(folder, manifest, workspace, workspaceDir),
    features: Object.fromEntries(Object.keys(features).map((key) => [key, stringsAt(features, key)])),
  };
}

/** The package of a manifest, as one at a path, with what it inherits from its workspace; undefined when it is none. */
export function readPackage(manifest: string): CargoPackage | undefined {
  const root = workspaceRootOf(manifest);
  const [own, above] = [readToml(manifest), readToml(root)];
  if (!own.ok || !above.ok || !isTable(own.table['package'])) return undefined;
  return describePackage(manifest, own.table, tableAt(above.table, 'workspace'), dirname(root), null);
}

/** As cargo writes it (Cargo Book, "Package ID Specifications"): the name only where the address does not end in it. */
function packageId(folder: string, name: string, version: string, source: string | null): string {
  const address = source?.split('#')[0] ?? `path+${machine.fileUrl(folder)}`;
  const last = lastSegment(address).replace(/\.git$/, '');
  return last === name && !address.startsWith('registry+')
    ? `${address}#${version}`
    : `${address}#${name}@${version}`;
}

/** What stands behind the last slash of an address, in front of a query. */
function lastSegment(address: string): string {
  const [path = ''] = address.split('?', 1);
  return path.slice(path.lastIndexOf('/') + 1);
}

function readmeOf(folder: string, value: unknown): string | null {
  if (typeof value === 'string') return value;
  if (value === false) return null;
  return ['README.md', 'README.txt', 'README'].find((name) => isFile(resolve(folder, name))) ?? null;
}

const dependencyTables = [
  { key: 'dependencies', kind: null },
  { key: 'dev-dependencies', kind: 'dev' },
  { key: 'dev_dependencies', kind: 'dev' },
  { key: 'build-dependencies', kind: 'build' },
  { key: 'build_dependencies', kind: 'build' },
] as const;

function dependenciesOf(
  folder: string,
  manifest: Table,
  workspace: Table,
  workspaceDir: string,
): CargoDependency[] {
  const platforms: (readonly [string | null, Table])[] = [
    [null, manifest],
    ...Object.entries(tableAt(manifest, 'target')).flatMap(([platform, table]) =>
      isTable(table) ? [[platform, table] as const] : [],
    ),
  ];
  return platforms.flatMap(([platform, tables]) =>
    dependencyTables.flatMap(({ key, kind }) =>
      Object.entries(tableAt(tables, key)).map(([name, value]) =>
        describeDependency(name, value, { kind, platform, folder, workspace, workspaceDir }),
      ),
    ),
  );
}

function describeDependency(
  key: string,
  value: unknown,
  context: {
    readonly kind: DependencyKind;
    readonly platform: string | null;
    readonly folder: string;
    readonly workspace: Table;
    readonly workspaceDir: string;
  },
): CargoDependency {
  const own: Table = isTable(value) ? value : { version: value };
  const inherits = own['workspace'] === true;
  const inherited = inherits ? tableAt(context.workspace, 'dependencies')[key] : undefined;
  const base: Table = inherits ? (isTable(inherited) ? inherited : { version: inherited }) : own;
  const path = stringAt(base, 'path');
  const defaults = base['default-features'] ?? base['default_features'];
  const ownDefaults = own['default-features'] ?? own['default_features'];
  const name = stringAt(base, 'package') ?? key;
  return {
    name,
    rename: name === key ? null : key,
    kind: context.kind,
    req: stringAt(base, 'version') ?? '*',
    optional: own['optional'] === true,
    // A member may switch the default features on that the workspace switched off, but not the other way round.
    uses_default_features: inherits ? defaults !== false || ownDefaults === true : defaults !== false,
    features: inherits
      ? [...stringsAt(base, 'features'), ...stringsAt(own, 'features')]
      : stringsAt(own, 'features'),
    target: context.platform,
    registry: null,
    ...(path === undefined ? {} : { path: resolve(inherits ? context.workspaceDir : context.folder, path) }),
  };
}
