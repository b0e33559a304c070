/** Packages of a workspace from its manifests and lock file, in the shape of cargo's metadata. No program runs. */
import { basename, dirname, join } from 'node:path';
import type { CargoConfiguration } from './cargoConfiguration';
import type { CargoMetadata, CargoPackage } from './cargoMetadata';
import { resolveFeatures } from './featureResolver';
import { exists } from './files';
import type { ProjectSettings } from './loadOptions';
import type { Table } from './manifest';
import { isTable, targetsOf } from './manifest';
import type { ProjectProblem } from './model';
import { describePackage } from './packageManifest';
import { PackageLocator } from './packageLocator';
import { readManifest } from './scriptManifest';
import {
  mayBeMember,
  memberFolders,
  resolverVersion,
  settingsFor,
  workspaceRootOf,
} from './workspaceManifest';

export interface ManifestOptions {
  readonly settings: ProjectSettings;
  /** Whether a `[target.…]` table holds for the target, or for the machine that compiles. */
  readonly isActive: (platform: string, host: boolean) => boolean;
  /** cargo's, in the folder of the manifest that was asked about. */
  readonly configuration: CargoConfiguration;
  /** Problems that are found are added here. */
  readonly problems: ProjectProblem[];
}

/** Never throws. A manifest that cannot be read gives a package with the targets that lie in the usual places, and a problem. */
export function readManifestMetadata(manifest: string, options: ManifestOptions): CargoMetadata {
  const reader = new ManifestReader(manifest, options);
  return reader.read();
}

class ManifestReader {
  private readonly rootManifest: string;
  private readonly workspaceDir: string;
  private readonly rootTable: Table;
  private readonly locator: PackageLocator;
  private readonly missing = new Set<string>();

  constructor(
    private readonly manifest: string,
    private readonly options: ManifestOptions,
  ) {
    this.rootManifest = workspaceRootOf(manifest);
    this.workspaceDir = dirname(this.rootManifest);
    const parsed = readManifest(this.rootManifest);
    this.rootTable = parsed.ok ? parsed.table : {};
    const problem = parsed.ok ? parsed.refusal : parsed.message;
    if (problem !== undefined) options.problems.push({ code: 'manifest-invalid', message: problem });
    this.locator = new PackageLocator(this.rootManifest, this.rootTable, options.configuration, (message) =>
      options.problems.push({ code: 'manifest-invalid', message }),
    );
  }

  read(): CargoMetadata {
    const members = this.memberManifests().flatMap((file) => this.locator.packageAt(file, null) ?? []);
    if (members.length === 0) members.push(withoutManifest(this.manifest));
    const { packages, nodes } = resolveFeatures(members, this.options.settings, {
      separatesHost: resolverVersion(this.rootTable) >= 2,
      settingsFor: settingsFor(this.rootTable, this.manifest),
      isActive: this.options.isActive,
      find: (user, dependency, active) => {
        const found = this.locator.locate(user, dependency);
        if (!found && active) this.missing.add(dependency.name);
        return found;
      },
    });
    if (this.missing.size > 0)
      this.options.problems.push({
        code: 'dependency-missing',
        message: `The sources of ${firstOf([...this.missing].sort())} are not on this machine: their macros are unknown. Build the project once, or run cargo fetch.`,
      });
    const { configuration } = this.options;
    const buildDirectory = configuration.buildDirectory(this.workspaceDir);
    return {
      packages,
      workspace_members: members.map(({ id }) => id),
      workspace_root: this.workspaceDir,
      target_directory: configuration.targetDirectory(this.workspaceDir),
      ...(buildDirectory === undefined ? {} : { build_directory: buildDirectory }),
      resolve: { nodes },
    };
  }

  /** The package at the root, the members that it names, and path dependencies inside the workspace's folder. */
  private memberManifests(): string[] {
    const files = new Set<string>();
    const visit = (file: string): void => {
      if (files.has(file) || !exists(file)) return;
      files.add(file);
      for (const { path } of this.locator.packageAt(file, null)?.dependencies ?? [])
        if (path !== undefined && mayBeMember(this.workspaceDir, this.rootTable, path))
          visit(join(path, 'Cargo.toml'));
    };
    if (isTable(this.rootTable['package'])) visit(this.rootManifest);
    for (const folder of memberFolders(this.workspaceDir, this.rootTable)) visit(join(folder, 'Cargo.toml'));
    visit(this.manifest);
    return [...files];
  }
}

/** What a folder seems to hold whose manifest cannot be read. */
function withoutManifest(file: string): CargoPackage {
  const folder = dirname(file);
  const table = { package: { name: basename(folder), edition: '2021' } };
  return { ...describePackage(file, table, {}, folder, null), targets: targetsOf(file, table, '2021') };
}

/** The names that are left out are those of crates that the user meets only one by one, in the failures of their macros. */
const shownNames = 12;

function firstOf(names: readonly string[]): string {
  const others = names.length - shownNames;
  return names.slice(0, shownNames).join(', ') + (others > 0 ? ` and ${others} more packages` : '');
}
