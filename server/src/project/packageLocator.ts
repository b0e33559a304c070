import { dirname, join } from 'node:path';
import { appendTo } from './appendTo';
import type { CargoConfiguration } from './cargoConfiguration';
import type { CargoDependency, CargoPackage } from './cargoMetadata';
import { exists } from './files';
import { LockFile } from './lockFile';
import type { Table } from './manifest';
import { isTable, tableAt } from './manifest';
import { describePackage } from './packageManifest';
import { PackageSources } from './packageSources';
import { readManifest } from './scriptManifest';
import { compareVersions, matchesRequirement } from './versionRequirement';
import { workspaceRootOf } from './workspaceManifest';

/** Where a package without a lock file comes from. */
export const cratesIo = 'registry+https://github.com/rust-lang/crates.io-index';

/** Finds the packages that a workspace's dependencies mean, by its lock file and what lies on this machine. No program runs. */
export class PackageLocator {
  private readonly workspaceDir: string;
  private readonly lock: LockFile;
  private readonly sources: PackageSources;
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
  }

  /** The package of a manifest: null as `source` for one of the workspace or at a path. Undefined where there is none. */
  packageAt(file: string, source: string | null): CargoPackage | undefined {
    if (this.packages.has(file)) return this.packages.get(file);
    if (!exists(file)) return undefined;
    const parsed = readManifest(file);
    const isRoot = file === this.rootManifest;
    if (!parsed.ok && !isRoot) this.onInvalid(parsed.message);
    let described: CargoPackage | undefined;
    if (parsed.ok && isTable(parsed.table['package'])) {
      const root = this.rootOf(file, parsed.table, source);
      described = describePackage(file, parsed.table, tableAt(root.table, 'workspace'), root.folder, source);
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
    if (dependency.path !== undefined) {
      // What a package of a repository has beside it comes from the repository too, and lies elsewhere once it is vendored.
      const repository = user.source?.startsWith('git+') ? user.source : null;
      const found = this.packageAt(join(dependency.path, 'Cargo.toml'), repository);
      if (found || repository === null) return found;
    }
    const locked = this.lock.dependencyOf(user, name);
    const pinned = locked.find(({ version }) => matchesRequirement(version, req)) ?? locked[0];
    if (pinned?.source?.startsWith('git+')) {
      const commit = pinned.source.split('#')[1] ?? '';
      // `cargo vendor` copies packages of repositories too.
      const manifest =
        this.sources.gitManifest(name, commit) ??
        this.sources.versionsOf(name).find(({ version }) => version === pinned.version)?.manifest;
      return manifest === undefined ? undefined : this.packageAt(manifest, pinned.source);
    }
    if (pinned?.source === undefined)
      for (const folder of this.patchesOf(name)) {
        const patch = this.packageAt(join(folder, 'Cargo.toml'), null);
        if (patch && (patch.version === pinned?.version || matchesRequirement(patch.version, req)))
          return patch;
      }
    const available = this.sources.versionsOf(name);
    const wanted =
      available.find(({ version }) => version === pinned?.version) ??
      available
        .filter(({ version }) => matchesRequirement(version, req))
        .sort((a, b) => compareVersions(b.version, a.version))[0];
    return wanted && this.packageAt(wanted.manifest, pinned?.source ?? cratesIo);
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
