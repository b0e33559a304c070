/** A package as its manifest describes it, with what it inherits from the workspace filled in. */
import { dirname, resolve } from 'node:path';
import type { CargoPackage, DependencyKind } from './cargoMetadata';
import type { Table } from './manifest';
import { inheritedField, isFile, isTable, stringAt, stringsAt, tableAt, targetsOf } from './manifest';

export interface ManifestDependency {
  /** The name in the table: with underscores it is the name that code uses. */
  readonly key: string;
  readonly packageName: string;
  readonly requirement: string;
  readonly kind: DependencyKind;
  /** The key of its `[target.…]` table. */
  readonly platform: string | undefined;
  readonly optional: boolean;
  readonly defaultFeatures: boolean;
  readonly features: readonly string[];
  /** Absolute path of the folder, for a path dependency. */
  readonly path: string | undefined;
}

export interface PackageManifest {
  readonly pack: CargoPackage;
  readonly features: ReadonlyMap<string, readonly string[]>;
  readonly dependencies: readonly ManifestDependency[];
}

/** `workspace` is the root manifest of the package's workspace (`[workspace]` table); `workspaceDir` the folder of that manifest. */
export function describePackage(
  file: string,
  manifest: Table,
  workspace: Table,
  workspaceDir: string,
  source: string | null,
): PackageManifest {
  const table = tableAt(manifest, 'package');
  const field = (key: string): string | null => {
    const value = inheritedField(table, workspace, key);
    return typeof value === 'string' ? value : null;
  };
  const folder = dirname(file);
  const name = stringAt(table, 'name') ?? 'unnamed';
  const version = field('version') ?? '0.0.0';
  const edition = field('edition') ?? '2015';
  const authors = inheritedField(table, workspace, 'authors');
  const dependencies = dependenciesOf(folder, manifest, workspace, workspaceDir);
  return {
    pack: {
      id: `${source ?? `path+${folder}`}#${name}@${version}`,
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
      license_file: field('license-file'),
      readme: readmeOf(folder, inheritedField(table, workspace, 'readme')),
      rust_version: field('rust-version'),
      links: field('links'),
      targets: targetsOf(file, manifest, edition),
      dependencies: dependencies.map(({ key, packageName, kind }) => ({
        name: packageName,
        rename: key === packageName ? null : key,
        kind,
        registry: null,
      })),
    },
    features: new Map(
      Object.keys(tableAt(manifest, 'features')).map((key) => [
        key,
        stringsAt(tableAt(manifest, 'features'), key),
      ]),
    ),
    dependencies,
  };
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
): ManifestDependency[] {
  const platforms: (readonly [string | undefined, Table])[] = [
    [undefined, manifest],
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
    readonly platform: string | undefined;
    readonly folder: string;
    readonly workspace: Table;
    readonly workspaceDir: string;
  },
): ManifestDependency {
  const own: Table = isTable(value) ? value : { version: value };
  const inherits = own['workspace'] === true;
  const inherited = inherits ? tableAt(context.workspace, 'dependencies')[key] : undefined;
  const base: Table = inherits ? (isTable(inherited) ? inherited : { version: inherited }) : own;
  const path = stringAt(base, 'path');
  const defaults = base['default-features'] ?? base['default_features'];
  const ownDefaults = own['default-features'] ?? own['default_features'];
  return {
    key,
    packageName: stringAt(base, 'package') ?? key,
    requirement: stringAt(base, 'version') ?? '*',
    kind: context.kind,
    platform: context.platform,
    optional: own['optional'] === true,
    // A member may switch the default features on that the workspace switched off, but not the other way round.
    defaultFeatures: inherits ? defaults !== false || ownDefaults === true : defaults !== false,
    features: inherits
      ? [...stringsAt(base, 'features'), ...stringsAt(own, 'features')]
      : stringsAt(own, 'features'),
    path: path === undefined ? undefined : resolve(inherits ? context.workspaceDir : context.folder, path),
  };
}
