/** Which manifest is the root of a package's workspace, and which packages belong to it (Cargo Book, "Workspaces"). No program runs. */
import { basename, dirname, join, resolve } from 'node:path';
import { exists, folderOf } from './files';
import { foldersUpwards, subfolders } from './folders';
import { isInside } from './isInside';
import type { Table } from './manifest';
import { inheritedField, isTable, readToml, stringAt, stringsAt, tableAt } from './manifest';
import { matchesPattern } from './wildcardPattern';

/** The nearest Cargo.toml in a folder, or in the folder of a file, or above. Absolute path. */
export function findManifest(path: string): string | undefined {
  return foldersUpwards(resolve(folderOf(path)))
    .map((folder) => join(folder, 'Cargo.toml'))
    .find(exists);
}

/** The manifest whose `[workspace]` a package belongs to: its own if there is none. */
export function workspaceRootOf(manifest: string): string {
  // A script belongs to no workspace.
  if (manifest.endsWith('.rs')) return manifest;
  const table = tableOf(manifest);
  if (isTable(table['workspace'])) return manifest;
  const named = stringAt(tableAt(table, 'package'), 'workspace');
  if (named !== undefined) return resolve(dirname(manifest), named, 'Cargo.toml');
  const above = foldersUpwards(dirname(dirname(manifest))).find((folder) => {
    const candidate = join(folder, 'Cargo.toml');
    const root = exists(candidate) ? tableOf(candidate) : {};
    return isTable(root['workspace']) && !isExcluded(folder, root, dirname(manifest));
  });
  return above === undefined ? manifest : join(above, 'Cargo.toml');
}

/** The folders that the workspace's `members` name and `exclude` does not. */
export function memberFolders(workspaceDir: string, root: Table): string[] {
  const search = { left: mostFolders };
  return stringsAt(tableAt(root, 'workspace'), 'members')
    .flatMap((pattern) => foldersMatching(workspaceDir, pattern, search))
    .filter((folder) => !isExcluded(workspaceDir, root, folder));
}

/** Whether a package would be a member if something of the workspace depended on it by its path. */
export function mayBeMember(workspaceDir: string, root: Table, folder: string): boolean {
  return (
    isTable(root['workspace']) && isInside(workspaceDir, folder) && !isExcluded(workspaceDir, root, folder)
  );
}

/**
 * Which of cargo's feature resolvers a workspace uses (Cargo Book, "Resolver versions"): as the root manifest says, else by the edition of the
 * root package. A workspace without a root package has the first.
 */
export function resolverVersion(root: Table): number {
  const workspace = tableAt(root, 'workspace');
  const pack = tableAt(root, 'package');
  const named = Number(stringAt(workspace, 'resolver') ?? stringAt(pack, 'resolver'));
  if (named >= 1) return named;
  const edition = Number(stringAt({ edition: inheritedField(pack, workspace, 'edition') }, 'edition'));
  return edition >= 2024 ? 3 : edition >= 2021 ? 2 : 1;
}

/**
 * The manifest of the only member that settings of features are for when cargo is asked about `manifest`; undefined: they are for all. So it is with
 * the first resolver where there is a root package (cargo/core/workspace.rs, allows_new_cli_feature_behavior).
 */
export function settingsFor(root: Table, manifest: string): string | undefined {
  return resolverVersion(root) === 1 && isTable(root['package']) ? manifest : undefined;
}

/** A folder that `exclude` names, or below one, unless `members` names it literally (cargo/core/workspace.rs). */
function isExcluded(workspaceDir: string, root: Table, folder: string): boolean {
  const { excluded, members } = listedFolders(workspaceDir, root);
  if (excluded.size === 0) return false;
  const around = foldersUpwards(folder);
  return around.some((each) => excluded.has(each)) && !around.some((each) => members.has(each));
}

interface ListedFolders {
  readonly excluded: ReadonlySet<string>;
  readonly members: ReadonlySet<string>;
}

/** By the root manifest: each folder of the workspace is looked up in the lists, and both can be long. */
const knownFolders = new WeakMap<Table, ListedFolders>();

/** The absolute paths that the lists of a workspace name. */
function listedFolders(workspaceDir: string, root: Table): ListedFolders {
  const known = knownFolders.get(root);
  if (known) return known;
  const listed = (key: string): ReadonlySet<string> =>
    new Set(stringsAt(tableAt(root, 'workspace'), key).map((path) => resolve(workspaceDir, path)));
  const folders = { excluded: listed('exclude'), members: listed('members') };
  knownFolders.set(root, folders);
  return folders;
}

function tableOf(manifest: string): Table {
  const parsed = readToml(manifest);
  return parsed.ok ? parsed.table : {};
}

/** Patterns for which more folders have to be listed than this are none that a person wrote. */
const mostFolders = 10_000;

/** How many folders may still be listed for the patterns of a workspace. */
interface FolderSearch {
  left: number;
}

/** Member patterns: wildcards stand for parts of one path segment, `**` for any folders. */
function foldersMatching(base: string, pattern: string, search: FolderSearch): string[] {
  let folders: readonly string[] = [base];
  for (const segment of pattern.split('/').filter((part) => part !== '' && part !== '.'))
    folders = step(folders, segment, search);
  return folders.filter((folder) => exists(join(folder, 'Cargo.toml')));
}

function step(folders: readonly string[], segment: string, search: FolderSearch): string[] {
  if (segment === '**') {
    const below = new Set(folders);
    for (const folder of below) for (const inside of listed(folder, search)) below.add(inside);
    return [...below];
  }
  return folders.flatMap((folder) =>
    /[*?[]/.test(segment)
      ? listed(folder, search).filter((path) => matchesPattern(basename(path), segment))
      : [resolve(folder, segment)],
  );
}

function listed(folder: string, search: FolderSearch): string[] {
  return search.left-- > 0 ? subfolders(folder) : [];
}
