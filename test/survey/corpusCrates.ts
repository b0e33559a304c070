/** Finding the procedural-macro crates among the crates of a registry, and who uses them. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Table } from '../../server/src/project/manifest';
import { isTable, readToml, stringAt, stringsAt, tableAt } from '../../server/src/project/manifest';
import type { MacroCrate } from './surveyFolder';

interface RegistryCrate {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  readonly manifest: Table;
}

/** What one crate asks of another. */
interface Demand {
  readonly user: string;
  readonly crate: string;
  /** The version requirement as written. */
  readonly requirement: string;
  readonly features: readonly string[];
}

/** The procedural-macro crates, the one with the most users first, then by name. */
export function findMacroCrates(registry: string): MacroCrate[] {
  const crates = readdirSync(registry)
    .sort()
    .flatMap((entry) => readCrate(join(registry, entry)));
  const demands = new Map<string, Demand[]>();
  for (const demand of crates.flatMap(demandsOf)) {
    const known = demands.get(demand.crate);
    if (known) known.push(demand);
    else demands.set(demand.crate, [demand]);
  }
  return crates
    .filter(({ manifest }) => isMacroCrate(manifest))
    .map((crate) => macroCrate(crate, demands))
    .sort((a, b) => b.users - a.users || (a.folder < b.folder ? -1 : 1));
}

function macroCrate(crate: RegistryCrate, demands: ReadonlyMap<string, readonly Demand[]>): MacroCrate {
  const { name, version, folder, manifest } = crate;
  const own = (demands.get(name) ?? []).filter(({ requirement }) => mayMatch(requirement, version));
  const users = new Set(own.map(({ user }) => user));
  // Its macros are mostly called through the crate that it belongs to: serde_derive through serde.
  for (const facade of [...users].filter((user) => name.startsWith(user)))
    for (const { user } of demands.get(facade) ?? []) users.add(user);
  return {
    name,
    version,
    library: stringAt(tableAt(manifest, 'lib'), 'name') ?? name.replaceAll('-', '_'),
    edition: stringAt(tableAt(manifest, 'package'), 'edition') ?? '2015',
    folder,
    users: users.size,
    wantedFeatures: wantedFeatures(manifest, own),
  };
}

/**
 * Features that users ask for, without the default ones. Those for unstable compilers are left out: Debian's is stable, and crates name
 * such features so.
 */
function wantedFeatures(manifest: Table, demands: readonly Demand[]): string[] {
  const known = new Set([...Object.keys(tableAt(manifest, 'features')), ...optionalDependencies(manifest)]);
  return [...new Set(demands.flatMap(({ features }) => features))]
    .filter((feature) => known.has(feature) && feature !== 'default' && !/nightly|unstable/.test(feature))
    .sort();
}

function optionalDependencies(manifest: Table): string[] {
  return dependencyTables(manifest).flatMap((table) =>
    Object.entries(table).flatMap(([key, value]) =>
      isTable(value) && value['optional'] === true ? [key] : [],
    ),
  );
}

function readCrate(folder: string): RegistryCrate[] {
  const parsed = readToml(join(folder, 'Cargo.toml'));
  if (!parsed.ok) return [];
  const pack = tableAt(parsed.table, 'package');
  const [name, version] = [stringAt(pack, 'name'), stringAt(pack, 'version')];
  return name === undefined || version === undefined
    ? []
    : [{ name, version, folder, manifest: parsed.table }];
}

function isMacroCrate(manifest: Table): boolean {
  const library = tableAt(manifest, 'lib');
  return (
    library['proc-macro'] === true ||
    library['proc_macro'] === true ||
    ['crate-type', 'crate_type'].some((key) => stringsAt(library, key).includes('proc-macro'))
  );
}

/** What a crate asks of others in its dependencies and, by `key/feature`, in its features. */
function demandsOf({ name: user, manifest }: RegistryCrate): Demand[] {
  const features = Object.values(tableAt(manifest, 'features')).flatMap((list) =>
    Array.isArray(list) ? list.filter((item): item is string => typeof item === 'string') : [],
  );
  return dependencyTables(manifest).flatMap((table) =>
    Object.entries(table).map(([key, value]) => {
      const entry = isTable(value) ? value : { version: value };
      const passed = features.flatMap((feature) => {
        const [dependency, name] = feature.split('/');
        return dependency?.replace(/\?$/, '') === key && name !== undefined ? [name] : [];
      });
      return {
        user,
        crate: stringAt(entry, 'package') ?? key,
        requirement: stringAt(entry, 'version') ?? '*',
        features: [...stringsAt(entry, 'features'), ...passed],
      };
    }),
  );
}

function dependencyTables(manifest: Table): Table[] {
  const targets = Object.values(tableAt(manifest, 'target')).filter(isTable);
  return [manifest, ...targets].flatMap((table) =>
    ['dependencies', 'build-dependencies', 'dev-dependencies'].map((key) => tableAt(table, key)),
  );
}

/** Whether a requirement speaks of this version's compatible range: that of its first number that is not zero. */
function mayMatch(requirement: string, version: string): boolean {
  const [major = '', minor = ''] = version.split('.');
  const first = /(\d+)(?:\.(\d+))?/.exec(requirement);
  if (!first || /[<>*]/.test(requirement)) return true;
  return first[1] === major && (major !== '0' || first[2] === undefined || first[2] === minor);
}
