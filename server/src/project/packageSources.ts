/** Where the sources of packages lie on this machine, found without cargo: only folders are looked at. */
import { basename, join } from 'node:path';
import { appendTo } from './appendTo';
import type { CargoConfiguration } from './cargoConfiguration';
import { exists } from './files';
import { subfolders } from './folders';
import { stringAt } from './manifest';
import { packagesBelow, packageTable } from './packagesBelow';
import type { SourceReplacement } from './sourceReplacement';

/** Where distributions keep the sources of packaged crates. */
const distributionRegistry = '/usr/share/cargo/registry';

export interface AvailablePackage {
  readonly version: string;
  /** Absolute path. */
  readonly manifest: string;
}

export class PackageSources {
  /** Folders that hold one folder for each package: those that cargo unpacks to, and then those that may stand for some registry. */
  private readonly registries: readonly string[];
  private readonly replacement: SourceReplacement;
  private readonly found = new Map<string, readonly AvailablePackage[]>();
  private readonly checkouts = new Map<string, ReadonlyMap<string, string>>();
  private readonly foldersIn = new Map<string, ReadonlyMap<string, readonly string[]>>();

  constructor(private readonly configuration: CargoConfiguration) {
    this.replacement = configuration.sourceReplacement;
    this.registries = [
      ...subfolders(join(configuration.cargoHome, 'registry/src')),
      distributionRegistry,
      ...configuration.directorySources,
    ].filter(exists);
  }

  /**
   * The versions of a package that lie on this machine: those in the folder that stands for its source (`registry+…`, `git+…`) alone, if it has
   * some, before all others.
   */
  versionsOf(name: string, source: string): readonly (readonly AvailablePackage[])[] {
    const directory = this.replacement.directoryOf(source);
    const groups = directory === undefined ? [this.registries] : [[directory], this.registries];
    return groups.map((registries) => registries.flatMap((registry) => this.versionsIn(registry, name)));
  }

  private versionsIn(registry: string, name: string): readonly AvailablePackage[] {
    const key = join(registry, name);
    const known = this.found.get(key);
    if (known) return known;
    const versions = (this.foldersByName(registry).get(name) ?? []).flatMap((folder) => {
      const manifest = join(folder, 'Cargo.toml');
      const pack = packageTable(manifest);
      const version = stringAt(pack, 'version');
      return stringAt(pack, 'name') === name && version !== undefined ? [{ version, manifest }] : [];
    });
    this.found.set(key, versions);
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

  private packagesIn(checkout: string): ReadonlyMap<string, string> {
    const known = this.checkouts.get(checkout);
    if (known) return known;
    const packages = packagesBelow(checkout);
    this.checkouts.set(checkout, packages);
    return packages;
  }

  /** Folder names are `name-version`, or in vendor folders `name` alone. */
  private foldersByName(registry: string): ReadonlyMap<string, readonly string[]> {
    const known = this.foldersIn.get(registry);
    if (known) return known;
    const folders = new Map<string, string[]>();
    for (const path of subfolders(registry)) {
      const entry = basename(path);
      const name = /^(.+?)-\d+\.\d+\.\d+(?:[-+].*)?$/.exec(entry)?.[1];
      for (const key of name === undefined ? [entry] : [name, entry]) appendTo(folders, key, path);
    }
    this.foldersIn.set(registry, folders);
    return folders;
  }
}
