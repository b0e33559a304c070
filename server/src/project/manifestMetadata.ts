/** Packages of a workspace from its manifests and lock file, in the shape of cargo's metadata. No program runs. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { CargoMetadata } from './cargoMetadata';
import { FeatureResolver } from './featureResolver';
import type { ProjectSettings } from './loadOptions';
import { LockFile } from './lockFile';
import type { Table } from './manifest';
import { isTable, readToml, stringAt, stringsAt, tableAt, targetsOf } from './manifest';
import type { CfgSet, ProjectProblem } from './model';
import type { ManifestDependency, PackageManifest } from './packageManifest';
import { describePackage } from './packageManifest';
import { PackageSources } from './packageSources';
import type { Environment } from './runProgram';
import { compareVersions, matchesRequirement } from './versionRequirement';

export interface ManifestOptions {
  readonly settings: ProjectSettings;
  readonly cfg: CfgSet;
  readonly triple: string;
  readonly env: Environment;
  /** Problems that are found are added here. */
  readonly problems: ProjectProblem[];
}

/** The nearest Cargo.toml in a folder, or in the folder of a file, or above. Absolute path. */
export function findManifest(path: string): string | undefined {
  const start = statSync(path, { throwIfNoEntry: false })?.isDirectory() ? path : dirname(path);
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    const manifest = join(folder, 'Cargo.toml');
    if (existsSync(manifest)) return manifest;
    if (dirname(folder) === folder) return undefined;
  }
}

/** Never throws. A manifest that cannot be read gives a package with the targets that lie in the usual places, and a problem. */
export function readManifestMetadata(manifest: string, options: ManifestOptions): CargoMetadata {
  const reader = new ManifestReader(manifest, options);
  return reader.read();
}

class ManifestReader {
  private readonly workspaceDir: string;
  private readonly rootTable: Table;
  private readonly lock: LockFile;
  private readonly sources: PackageSources;
  private readonly packages = new Map<string, PackageManifest | undefined>();
  private readonly missing = new Set<string>();

  constructor(
    private readonly manifest: string,
    private readonly options: ManifestOptions,
  ) {
    const root = workspaceRootOf(manifest);
    this.workspaceDir = dirname(root);
    const parsed = readToml(root);
    this.rootTable = parsed.ok ? parsed.table : {};
    if (!parsed.ok) options.problems.push({ code: 'manifest-invalid', message: parsed.message });
    this.lock = new LockFile(join(this.workspaceDir, 'Cargo.lock'));
    this.sources = new PackageSources(this.workspaceDir, options.env);
  }

  read(): CargoMetadata {
    const members = this.memberManifests().flatMap((file) => this.packageAt(file, null) ?? []);
    if (members.length === 0) members.push(withoutManifest(this.manifest));
    const resolver = new FeatureResolver({
      cfg: this.options.cfg,
      triple: this.options.triple,
      find: (user, dependency) => this.findDependency(user, dependency),
    });
    for (const member of members) resolver.addMember(member, this.options.settings);
    const resolved = resolver.resolve();
    if (this.missing.size > 0)
      this.options.problems.push({
        code: 'dependency-missing',
        message: `The sources of ${[...this.missing].sort().join(', ')} are not on this machine: their macros are unknown. Build the project once, or run cargo fetch.`,
      });
    const target = this.options.env['CARGO_TARGET_DIR'];
    return {
      packages: resolved.packages.map(({ pack }) => pack),
      workspace_members: members.map(({ pack }) => pack.id),
      workspace_root: this.workspaceDir,
      target_directory: resolve(this.workspaceDir, target === undefined || target === '' ? 'target' : target),
      resolve: { nodes: resolved.nodes },
    };
  }

  /** The package at the root, `[workspace] members` less `exclude`, and path dependencies inside the workspace's folder. */
  private memberManifests(): string[] {
    const files = new Set<string>();
    const visit = (file: string): void => {
      if (files.has(file) || !existsSync(file)) return;
      files.add(file);
      for (const { path } of this.packageAt(file, null)?.dependencies ?? [])
        if (path !== undefined && !relative(this.workspaceDir, path).startsWith('..') && hasWorkspace)
          visit(join(path, 'Cargo.toml'));
    };
    const hasWorkspace = isTable(this.rootTable['workspace']);
    const workspace = tableAt(this.rootTable, 'workspace');
    if (isTable(this.rootTable['package'])) visit(join(this.workspaceDir, 'Cargo.toml'));
    const excluded = stringsAt(workspace, 'exclude').map((path) => resolve(this.workspaceDir, path));
    for (const pattern of stringsAt(workspace, 'members'))
      for (const folder of foldersMatching(this.workspaceDir, pattern))
        if (!excluded.includes(folder)) visit(join(folder, 'Cargo.toml'));
    visit(this.manifest);
    return [...files];
  }

  private packageAt(file: string, source: string | null): PackageManifest | undefined {
    if (this.packages.has(file)) return this.packages.get(file);
    if (!existsSync(file)) return undefined;
    const parsed = readToml(file);
    const isRoot = file === join(this.workspaceDir, 'Cargo.toml');
    if (!parsed.ok && !isRoot)
      this.options.problems.push({ code: 'manifest-invalid', message: parsed.message });
    let described: PackageManifest | undefined;
    if (parsed.ok && isTable(parsed.table['package'])) {
      const inWorkspace = source === null;
      const workspace = tableAt(inWorkspace ? this.rootTable : parsed.table, 'workspace');
      described = describePackage(
        file,
        parsed.table,
        workspace,
        inWorkspace ? this.workspaceDir : dirname(file),
        source,
      );
    }
    this.packages.set(file, described);
    return described;
  }

  private findDependency(user: PackageManifest, dependency: ManifestDependency): PackageManifest | undefined {
    const found = this.locate(user, dependency);
    if (!found) this.missing.add(dependency.packageName);
    return found;
  }

  private locate(user: PackageManifest, dependency: ManifestDependency): PackageManifest | undefined {
    const { packageName, requirement } = dependency;
    if (dependency.path !== undefined) return this.packageAt(join(dependency.path, 'Cargo.toml'), null);
    const locked = this.lock.dependencyOf(user.pack, packageName);
    const pinned = locked.find(({ version }) => matchesRequirement(version, requirement)) ?? locked[0];
    if (pinned?.source?.startsWith('git+')) {
      const commit = pinned.source.split('#')[1] ?? '';
      const manifest = this.sources.gitManifest(packageName, commit);
      return manifest === undefined ? undefined : this.packageAt(manifest, pinned.source);
    }
    const patch = pinned?.source === undefined ? this.patchedPath(packageName) : undefined;
    if (patch !== undefined) return this.packageAt(join(patch, 'Cargo.toml'), null);
    const available = this.sources.versionsOf(packageName);
    const wanted =
      available.find(({ version }) => version === pinned?.version) ??
      available
        .filter(({ version }) => matchesRequirement(version, requirement))
        .sort((a, b) => compareVersions(b.version, a.version))[0];
    return wanted && this.packageAt(wanted.manifest, pinned?.source ?? 'registry');
  }

  /** The folder that `[patch]` puts in a package's place. */
  private patchedPath(name: string): string | undefined {
    for (const registry of Object.values(tableAt(this.rootTable, 'patch')).filter(isTable)) {
      for (const [key, patch] of Object.entries(registry)) {
        if (!isTable(patch) || (stringAt(patch, 'package') ?? key) !== name) continue;
        const path = stringAt(patch, 'path');
        if (path !== undefined) return resolve(this.workspaceDir, path);
      }
    }
    return undefined;
  }
}

function withoutManifest(file: string): PackageManifest {
  const folder = dirname(file);
  const table = { package: { name: basename(folder), edition: '2021' } };
  const described = describePackage(file, table, {}, folder, null);
  return { ...described, pack: { ...described.pack, targets: targetsOf(file, table, '2021') } };
}

/** The manifest whose `[workspace]` a package belongs to (Cargo Book, "Workspaces"): its own if there is none. */
function workspaceRootOf(manifest: string): string {
  const parsed = readToml(manifest);
  const table = parsed.ok ? parsed.table : {};
  if (isTable(table['workspace'])) return manifest;
  const named = stringAt(tableAt(table, 'package'), 'workspace');
  if (named !== undefined) return resolve(dirname(manifest), named, 'Cargo.toml');
  for (let folder = dirname(dirname(manifest)); ; folder = dirname(folder)) {
    const candidate = join(folder, 'Cargo.toml');
    const above = existsSync(candidate) ? readToml(candidate) : undefined;
    if (above?.ok && isTable(above.table['workspace'])) {
      const excluded = stringsAt(tableAt(above.table, 'workspace'), 'exclude').map((path) =>
        resolve(folder, path),
      );
      return excluded.some((path) => !relative(path, dirname(manifest)).startsWith('..'))
        ? manifest
        : candidate;
    }
    if (dirname(folder) === folder) return manifest;
  }
}

/** A pattern that stands for more folders than this is none that a person wrote. */
const mostFolders = 10_000;

/** Member patterns: `*` and `?` stand for parts of one path segment, as in nearly every workspace. */
function foldersMatching(base: string, pattern: string): string[] {
  let folders = [base];
  for (const segment of pattern.split('/').filter((part) => part !== '' && part !== '.')) {
    folders = /[*?]/.test(segment)
      ? folders
          .flatMap((folder) => subfolders(folder).filter((path) => matchesPattern(basename(path), segment)))
          .slice(0, mostFolders)
      : folders.map((folder) => resolve(folder, segment));
  }
  return folders.filter((folder) => existsSync(join(folder, 'Cargo.toml')));
}

/** Matches without a regular expression: patterns come from any repository, and many stars can make one run for ever. */
function matchesPattern(name: string, pattern: string): boolean {
  let [at, inPattern, star, retry] = [0, 0, -1, 0];
  while (at < name.length) {
    if (pattern[inPattern] === '*') {
      star = inPattern++;
      retry = at;
    } else if (pattern[inPattern] === '?' || pattern[inPattern] === name[at]) {
      inPattern++;
      at++;
    } else if (star >= 0) {
      inPattern = star + 1;
      at = ++retry;
    } else return false;
  }
  while (pattern[inPattern] === '*') inPattern++;
  return inPattern === pattern.length;
}

function subfolders(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
      .map((entry) => join(folder, entry.name))
      .sort();
  } catch {
    return [];
  }
}
