import { join } from 'node:path';
import type { CargoDependency, CargoMetadata, CargoPackage } from './cargoMetadata';
import { externName } from './compiledPackages';
import { resolveFeatures } from './featureResolver';
import type { ManifestOptions } from './manifestMetadata';
import { readToml } from './manifest';
import { PackageLocator } from './packageLocator';
import { matchesRequirement } from './versionRequirement';
import { resolverVersion, settingsFor } from './workspaceManifest';

/**
 * cargo's metadata with the edges and features of a build: `cargo metadata` gives versions, and more features and edges than rustc is given (see
 * `featureResolver.ts`). `manifest` is what cargo was asked about. A package that is not compiled stays in the list, since cargo itself asks for it, and has no node.
 */
export function withBuildFeatures(
  metadata: CargoMetadata,
  manifest: string,
  { settings, configuration, isActive }: Omit<ManifestOptions, 'problems'>,
): CargoMetadata {
  const packages = new Map(metadata.packages.map((pack) => [pack.id, pack]));
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
  const rootManifest = join(metadata.workspace_root, 'Cargo.toml');
  const root = readToml(rootManifest);
  const rootTable = root.ok ? root.table : {};
  // Made when it is needed, which is seldom: it reads the lock file.
  let locator: PackageLocator | undefined;

  /** As cargo resolved it: `cargo metadata` was asked for the target's edges only. */
  const resolved = (user: CargoPackage, dependency: CargoDependency): CargoPackage | undefined => {
    const { req, kind, target } = dependency;
    const candidates = (nodes.get(user.id)?.deps ?? []).flatMap(({ name, pkg, dep_kinds }) => {
      const pack = packages.get(pkg);
      const isMeant = dep_kinds.some((each) => each.kind === kind && (each.target ?? null) === target);
      return pack?.name === dependency.name && isMeant && externName(dependency, pack) === name ? [pack] : [];
    });
    // Where a path or a repository gives the package, the requirement need not fit a version such as a pre-release.
    return candidates.find(({ version }) => matchesRequirement(version, req)) ?? candidates[0];
  };
  /** What other platforms use is not in the metadata, but with resolver 1 its features count. */
  const located = (user: CargoPackage, dependency: CargoDependency): CargoPackage | undefined => {
    locator ??= new PackageLocator(rootManifest, rootTable, configuration, () => undefined);
    const found = locator.locate(user, dependency);
    const isSame = ({ name, version }: CargoPackage): boolean =>
      name === found?.name && version === found.version;
    return metadata.packages.find(isSame) ?? found;
  };
  const members = metadata.workspace_members.flatMap((id) => packages.get(id) ?? []);
  const { nodes: compiled } = resolveFeatures(members, settings, {
    separatesHost: resolverVersion(rootTable) >= 2,
    settingsFor: settingsFor(rootTable, manifest),
    isActive,
    find: (user, dependency, active) =>
      active && nodes.has(user.id) ? resolved(user, dependency) : located(user, dependency),
  });
  return { ...metadata, resolve: { nodes: compiled } };
}
