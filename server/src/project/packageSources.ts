/** Where the sources of packages lie on this machine, found without cargo: only folders are looked at. */
import { basename, join } from 'node:path';
import { appendTo } from './appendTo';
import type { CargoConfiguration } from './cargoConfiguration';
import { exists } from './files';
import { subfolders } from './folders';
import type { Table } from './manifest';
import { readToml, stringAt, tableAt } from './manifest';

/** Where distributions keep the sources of packaged crates. */
const distributionRegistry = '/usr/share/cargo/registry';

/** Repositories with more folders are looked through in part. */
const mostFolders = 20_000;

export class PackageSources {
  /** Folders that hold one folder for each package. */
  private readonly registries: readonly string[];
  private readonly found = new Map<
    string,
    readonly { readonly version: string; readonly manifest: string }[]
  >();
  private readonly checkouts = new Map<string, ReadonlyMap<string, string>>();
  private namesInRegistries: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(private readonly configuration: CargoConfiguration) {
    this.registries = [
      ...configuration.directorySources,
      ...subfolders(join(configuration.cargoHome, 'registry/src')),
      distributionRegistry,
    ].filter(exists);
  }

  /** The versions of a package that lie in registries and vendor folders, with their manifests. */
  versionsOf(name: string): readonly { readonly version: string; readonly manifest: string }[] {
    const known = this.found.get(name);
    if (known) return known;
    const versions = (this.foldersByName().get(name) ?? []).flatMap((folder) => {
      const manifest = join(folder, 'Cargo.toml');
      const pack = packageTable(manifest);
      const version = stringAt(pack, 'version');
      return stringAt(pack, 'name') === name && version !== undefined ? [{ version, manifest }] : [];
    });
    this.found.set(name, versions);
    return versions;
  }

  /** The manifest of a package from a git repository at a commit, in cargo's checkouts. */
  gitManifest(name: string, commit: string): string | undefined {
    for (const repository of subfolders(join(this.configuration.cargoHome, 'git/checkouts'))) {
      const checkout = subfolders(repository).find((path) => commit.startsWith(basename(path)));
      const manifest = checkout === undefined ? undefined : this.packagesIn(checkout).get(name);
      if (manifest !== undefined) return manifest;
    }
    return undefined;
  }

  /** The packages of a repository by their names, wherever in it they lie (cargo/ops/cargo_read_manifest.rs). */
  private packagesIn(checkout: string): ReadonlyMap<string, string> {
    const known = this.checkouts.get(checkout);
    if (known) return known;
    const packages = new Map<string, string>();
    const folders = [checkout];
    for (const folder of folders) {
      const manifest = join(folder, 'Cargo.toml');
      const hasManifest = exists(manifest);
      const name = hasManifest ? stringAt(packageTable(manifest), 'name') : undefined;
      if (name !== undefined && !packages.has(name)) packages.set(name, manifest);
      // Of a repository within the repository nothing is taken, nor of what was built.
      for (const inner of folders.length < mostFolders ? subfolders(folder) : []) {
        const isBuilt = hasManifest && basename(inner) === 'target';
        if (basename(inner) !== '.git' && !isBuilt && !exists(join(inner, '.git'))) folders.push(inner);
      }
    }
    this.checkouts.set(checkout, packages);
    return packages;
  }

  /** Folder names are `name-version`, or in vendor folders `name` alone. */
  private foldersByName(): ReadonlyMap<string, readonly string[]> {
    if (this.namesInRegistries) return this.namesInRegistries;
    const folders = new Map<string, string[]>();
    for (const registry of this.registries) {
      for (const path of subfolders(registry)) {
        const entry = path.slice(registry.length + 1);
        const name = /^(.+?)-\d+\.\d+\.\d+(?:[-+].*)?$/.exec(entry)?.[1];
        for (const key of name === undefined ? [entry] : [name, entry]) appendTo(folders, key, path);
      }
    }
    this.namesInRegistries = folders;
    return folders;
  }
}

function packageTable(manifest: string): Table {
  const parsed = readToml(manifest);
  return parsed.ok ? tableAt(parsed.table, 'package') : {};
}
