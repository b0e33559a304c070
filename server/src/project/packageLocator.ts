import { dirname, join } from 'node:path';
import { appendTo } from './appendTo';
import type { CargoConfiguration } from './cargoConfiguration';
import type { CargoDependency, CargoPackage } from './cargoMetadata';
import { exists } from './files';
import { LockFile, type LockedPackage } from './lockFile';
import type { Table } from './manifest';
import { isTable, tableAt } from './manifest';
import { describePackage } from './packageManifest';
import { PackageReplacements } from './packageReplacements';
import { mostFolders, packagesBelow } from './packagesBelow';
import { PackageSources } from './packageSources';
import { readManifest } from './scriptManifest';
import { cratesIo } from './sourceReplacement';
import { compareVersions, matchesRequirement } from './versionRequirement';
import { workspaceRootOf } from './workspaceManifest';

/** Finds the packages that a workspace's dependencies mean, by its lock file and what lies on this machine. No program runs. */
export class PackageLocator {
  private readonly workspaceDir: string;
  private readonly lock: LockFile;
  private readonly sources: PackageSources;
  private readonly replacements: PackageReplacements;
  /** Folders of packages that override others, with the manifests of these packages by their names. */
  private overriding: readonly (readonly [string, ReadonlyMap<string, string>])[] | undefined;
  private readonly packages = new Map<string, CargoPackage | undefined>();
  private patches: ReadonlyMap<string, readonly string[]> | undefined;
  /** By the manifest of a package: the root manifest of its workspace. */
  private readonly roots = new Map<string, { readonly folder: string; readonly table: Table }>();

  /** `rootTable` is the workspace's root manifest. `onInvalid` is told about manifests that cannot be read, other than that one. */
  constructor(
    private readonly rootManifest: string,
    private readonly rootTable: Table,
    private readonly configuration: CargoConfiguration,
    private readonly onInvalid: (message: string) => void,
  ) {
    this.workspaceDir = dirname(rootManifest);
    this.lock = new LockFile(join(this.workspaceDir, 'Cargo.lock'));
    this.sources = new PackageSources(configuration);
    this.replacements = new PackageReplacements(rootTable, this.workspaceDir);
  }

  /** The package of a manifest: null as `source` for one of the workspace or at a path. Undefined where there is none. */
  packageAt(file: string, source: string | null, givenFolder?: string): CargoPackage | undefined {
    if (this.packages.has(file)) return this.packages.get(file);
    if (!exists(file)) return undefined;
    const parsed = readManifest(file);
    const isRoot = file === this.rootManifest;
    if (!parsed.ok && !isRoot) this.onInvalid(parsed.message);
    let described: CargoPackage | undefined;
    if (parsed.ok && isTable(parsed.table['package'])) {
      const root = this.rootOf(file, parsed.table, source);
      const workspace = tableAt(root.table, 'workspace');
      described = describePackage(file, parsed.table, workspace, root.folder, source, givenFolder);
    }
    this.packages.set(file, described);
    return described;
  }

  /** The manifest that a package inherits from. Packages of registries inherit nothing: `cargo package` fills everything in. */
  private rootOf(
    file: string,
    table: Table,
    source: string | null,
  ): { readonly folder: string; readonly table: Table } {
    if (source !== null && !source.startsWith('git+')) return { folder: dirname(file), table };
    const root = workspaceRootOf(file);
    if (root === this.rootManifest) return { folder: this.workspaceDir, table: this.rootTable };
    const known = this.roots.get(root);
    if (known) return known;
    const parsed = root === file ? undefined : readManifest(root);
    const found = { folder: dirname(root), table: parsed?.ok ? parsed.table : table };
    this.roots.set(root, found);
    return found;
  }

  /** The package that a dependency means, as the lock file pins it; undefined when its sources are not on this machine. */
  locate(user: CargoPackage, dependency: CargoDependency): CargoPackage | undefined {
    const { name, req } = dependency;
    for (const [folder, packages] of this.overridingPackages()) {
      const manifest = packages.get(name);
      if (manifest !== undefined) return this.packageAt(manifest, null, folder);
    }
    if (dependency.path !== undefined) {
      // What a package of a repository has beside it comes from the repository too, and lies elsewhere once it is vendored.
      const repository = user.source?.startsWith('git+') ? user.source : null;
      const found = this.packageAt(join(dependency.path, 'Cargo.toml'), repository);
      if (found || repository === null) return found;
    }
    const locked = this.lock.dependencyOf(user, name);
    const pinned = locked.find(({ version }) => matchesRequirement(version, req)) ?? locked[0];
    if (pinned?.source === undefined)
      for (const folder of this.patchesOf(name)) {
        const patch = this.packageAt(join(folder, 'Cargo.toml'), null);
        if (patch && (patch.version === pinned?.version || matchesRequirement(patch.version, req)))
          return patch;
      }
    return pinned ? this.lockedPackage(pinned, req) : this.newestPackage(name, req, cratesIo);
  }

  /** A package that the lock file pins, or what `[replace]` puts in its place. */
  private lockedPackage(pinned: LockedPackage, req: string): CargoPackage | undefined {
    const { name, version, source = cratesIo } = this.lock.replacementOf(pinned) ?? pinned;
    const replacement = this.replacements.manifestFor(pinned);
    if (replacement !== undefined) return this.packageAt(replacement, null);
    const found =
      (source.startsWith('git+') ? this.sources.gitManifest(name, source.split('#')[1] ?? '') : undefined) ??
      // `cargo vendor` copies packages of repositories too.
      this.sources
        .versionsOf(name, source)
        .flat()
        .find((each) => each.version === version)?.manifest;
    if (found !== undefined) return this.packageAt(found, source);
    return source.startsWith('git+') ? undefined : this.newestPackage(name, req, source);
  }

  /** The newest version on this machine that a dependency allows. */
  private newestPackage(name: string, req: string, source: string): CargoPackage | undefined {
    for (const available of this.sources.versionsOf(name, source)) {
      const [newest] = available
        .filter(({ version }) => matchesRequirement(version, req))
        .sort((a, b) => compareVersions(b.version, a.version));
      if (!newest) continue;
      const replacement = this.replacements.manifestFor({ name, version: newest.version, source });
      return replacement === undefined
        ? this.packageAt(newest.manifest, source)
        : this.packageAt(replacement, null);
    }
    return undefined;
  }

  /** Those in the folders that cargo's configuration names as `paths`. */
  private overridingPackages(): readonly (readonly [string, ReadonlyMap<string, string>])[] {
    const search = { left: mostFolders };
    this.overriding ??= this.configuration.overridingFolders.map((folder) => [
      folder,
      packagesBelow(folder, search),
    ]);
    return this.overriding;
  }

  /** The folders that `[patch]` puts in the place of a package. */
  private patchesOf(name: string): readonly string[] {
    if (!this.patches) {
      const patches = new Map<string, string[]>();
      for (const patch of this.configuration.patches(this.rootTable, this.workspaceDir))
        appendTo(patches, patch.name, patch.folder);
      this.patches = patches;
    }
    return this.patches.get(name) ?? [];
  }
}
