/** Where the sources of packages lie on this machine, found without cargo: only folders are looked at. */
import { join } from 'node:path';
import type { CargoConfiguration } from './cargoConfiguration';
import { exists } from './files';
import { subfolders } from './folders';
import { readToml, stringAt, tableAt } from './manifest';

/** Where distributions keep the sources of packaged crates. */
const distributionRegistry = '/usr/share/cargo/registry';

export class PackageSources {
  /** Folders that hold one folder for each package. */
  private readonly registries: readonly string[];
  private readonly found = new Map<
    string,
    readonly { readonly version: string; readonly manifest: string }[]
  >();
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
      const parsed = readToml(manifest);
      const pack = parsed.ok ? tableAt(parsed.table, 'package') : {};
      const version = stringAt(pack, 'version');
      return stringAt(pack, 'name') === name && version !== undefined ? [{ version, manifest }] : [];
    });
    this.found.set(name, versions);
    return versions;
  }

  /** The manifest of a package from a git repository at a commit, in cargo's checkouts. */
  gitManifest(name: string, commit: string): string | undefined {
    for (const repository of subfolders(join(this.configuration.cargoHome, 'git/checkouts'))) {
      const checkout = subfolders(repository).find((path) =>
        commit.startsWith(path.slice(repository.length + 1)),
      );
      if (checkout === undefined) continue;
      const folders = [checkout, ...subfolders(checkout), ...subfolders(checkout).flatMap(subfolders)];
      const manifest = folders
        .map((folder) => join(folder, 'Cargo.toml'))
        .filter(exists)
        .find((path) => {
          const parsed = readToml(path);
          return parsed.ok && stringAt(tableAt(parsed.table, 'package'), 'name') === name;
        });
      if (manifest !== undefined) return manifest;
    }
    return undefined;
  }

  /** Folder names are `name-version`, or in vendor folders `name` alone. */
  private foldersByName(): ReadonlyMap<string, readonly string[]> {
    if (this.namesInRegistries) return this.namesInRegistries;
    const folders = new Map<string, string[]>();
    for (const registry of this.registries) {
      for (const path of subfolders(registry)) {
        const entry = path.slice(registry.length + 1);
        const name = /^(.+?)-\d+\.\d+\.\d+(?:[-+].*)?$/.exec(entry)?.[1];
        for (const key of name === undefined ? [entry] : [name, entry]) {
          const known = folders.get(key);
          if (known) known.push(path);
          else folders.set(key, [path]);
        }
      }
    }
    this.namesInRegistries = folders;
    return folders;
  }
}
