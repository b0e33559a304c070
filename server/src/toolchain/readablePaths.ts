/** What cargo must be able to read when it builds for a workspace: where packages come from, those that this build does not use included. */
import { dirname, join } from 'node:path';
import { disk } from '#platform/disk';
import { CargoConfiguration } from '../project/cargoConfiguration';
import type { CargoPackage } from '../project/cargoMetadata';
import type { Workspace } from '../project/loadWorkspace';
import { readToml } from '../project/manifest';
import { readPackage } from '../project/packageManifest';
import { realPath } from '../project/realPath';
import type { Environment } from '../platform/program';
import { workspaceRootOf } from '../project/workspaceManifest';

/** A registry of more links than these is not looked through. */
const mostLinks = 1000;

/**
 * Absolute paths of folders and files. cargo resolves for all platforms and features, and reads the manifests of packages that the workspace's
 * model leaves out. `cwd` is where cargo runs: its configuration is read from there.
 */
export function readablePaths({ metadata }: Workspace, cwd: string, env: Environment): string[] {
  const packages = metadata?.packages ?? [];
  const configuration = new CargoConfiguration(cwd, env);
  const rootManifest = readToml(join(cwd, 'Cargo.toml'));
  const patches = configuration
    .patches(rootManifest.ok ? rootManifest.table : {}, cwd)
    .map(({ folder }) => folder);
  // A registry is the folder in which packages lie beside each other.
  const registries = packages.flatMap(({ source, manifest_path }) =>
    source?.startsWith('registry+') ? [dirname(dirname(manifest_path))] : [],
  );
  const replacements = new Set([...registries, ...configuration.replacements]);
  return [
    ...packages.map(({ manifest_path }) => dirname(manifest_path)),
    ...replacements,
    ...[...replacements].flatMap(linkedFolders),
    ...pathPackages(packages, patches),
    ...configuration.programs,
  ];
}

/** Where the links in a registry lead: package managers lay them that have each package in a folder of its own. */
function linkedFolders(registry: string): string[] {
  const links = (disk.entriesOf(registry) ?? []).filter(({ kind }) => kind === 'link');
  return links.length > mostLinks ? [] : links.map(({ name }) => realPath(join(registry, name)));
}

/**
 * The folders of packages at paths and of those that these name by a path in turn, with the workspaces that they belong to: they
 * inherit from the manifests of these, and include texts that lie there.
 */
function pathPackages(packages: readonly CargoPackage[], patches: readonly string[]): string[] {
  const known = new Map(packages.map((pack) => [pack.manifest_path, pack]));
  const local = packages.filter(({ source }) => source === null).map(({ manifest_path }) => manifest_path);
  const manifests = new Set([...local, ...patches.map((folder) => join(folder, 'Cargo.toml'))]);
  const paths: string[] = [];
  for (const manifest of manifests) {
    const root = workspaceRootOf(manifest);
    paths.push(dirname(manifest), dirname(root), root);
    for (const { path } of (known.get(manifest) ?? readPackage(manifest))?.dependencies ?? [])
      if (path !== undefined) manifests.add(join(path, 'Cargo.toml'));
  }
  return [...new Set(paths)];
}
