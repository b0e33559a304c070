/** Projects of other build systems: `rust-project.json` as rust-analyzer's manual describes it ("Non-Cargo Based Projects"). */
import { basename, dirname, relative, resolve } from 'node:path';
import { crateName } from './cargoEnvironment';
import type { CfgOptions } from './cfgSet';
import { parseCfgOption, type CfgOption } from './cfgSet';
import { editionOf } from './crateGraph';
import { readTextFile } from './files';
import { isTable, stringAt, stringsAt, tableAt, type Table } from './manifest';
import type { Crate, CrateId } from './model';
import type { SysrootCrates } from './sysroot';

export interface RustProject {
  /** Absolute path of the folder that relative paths start from. */
  readonly folder: string;
  /** Absolute path of the toolchain. */
  readonly sysroot: string | undefined;
  /** Absolute path of the folder of the standard library's sources. */
  readonly sysrootSource: string | undefined;
  readonly groups: Table;
  readonly crates: readonly Table[];
}

export type ReadRustProject =
  { readonly ok: true; readonly project: RustProject } | { readonly ok: false; readonly message: string };

/** A description of more characters than this is nobody's. */
const largestDescription = 1 << 26;

/** Reads a description. Parts that have the wrong type are as if they were not there. */
export function readRustProject(file: string): ReadRustProject {
  const text = readTextFile(file);
  if (text === undefined || text.length > largestDescription)
    return { ok: false, message: `${file} cannot be read` };
  let table: unknown;
  try {
    table = JSON.parse(text);
  } catch (error) {
    return { ok: false, message: `${file}: ${error instanceof Error ? error.message : String(error)}` };
  }
  if (!isTable(table) || !Array.isArray(table['crates']))
    return { ok: false, message: `${file}: there is no list of crates` };
  const folder = dirname(file);
  const crates = cratesOf(table);
  const path = (key: string): string | undefined => {
    const value = stringAt(table, key);
    return value === undefined ? undefined : resolve(folder, value);
  };
  return {
    ok: true,
    project: {
      folder,
      sysroot: path('sysroot'),
      sysrootSource:
        path('sysroot_src') ??
        librarySource(folder, [...crates, ...cratesOf(tableAt(table, 'sysroot_project'))]),
      groups: tableAt(table, 'cfg_groups'),
      crates,
    },
  };
}

/** A crate is known by its place in the list, so that one of the wrong type keeps it. */
function cratesOf(table: Table): Table[] {
  const listed = table['crates'];
  return (Array.isArray(listed) ? listed : []).map((crate: unknown) => (isTable(crate) ? crate : {}));
}

/** The folder of the standard library that is described as crates, as the Linux kernel's description does it. */
function librarySource(folder: string, crates: readonly Table[]): string | undefined {
  const core = crates
    .map((crate) => resolve(folder, stringAt(crate, 'root_module') ?? ''))
    .find((root) => nameInLibrary(root) === 'core');
  return core && resolve(dirname(core), '../..');
}

/** The name of a crate of the standard library, by where its root file lies. */
function nameInLibrary(rootFile: string): string | undefined {
  return /[\\/]library[\\/](\w+)[\\/]src[\\/]lib\.rs$/.exec(rootFile)?.[1];
}

export interface RustProjectOptions {
  readonly firstId: CrateId;
  readonly sysroot: SysrootCrates;
  /** The options of a target triple, or of the one that is built for. */
  cfgOf(triple: string | undefined): CfgOptions;
  /** Further options for the project's own crates. */
  readonly ownCfg: readonly CfgOption[];
}

/**
 * The crates that a project describes. One without a root file is left out, and so are dependencies on it. One of the standard library is that of the
 * sysroot: what the compiler itself knows about its macros holds there.
 */
export function cratesOfRustProject(project: RustProject, options: RustProjectOptions): Crate[] {
  const { sysroot } = options;
  const ids = new Map<number, CrateId>();
  const described = project.crates.flatMap((table, index) => {
    const root = stringAt(table, 'root_module');
    if (root === undefined) return [];
    const rootFile = resolve(project.folder, root);
    const known = sysroot.byName.get(nameInLibrary(rootFile) ?? '');
    if (known !== undefined) ids.set(index, known);
    return known === undefined ? [{ table, index, rootFile }] : [];
  });
  for (const [position, { index }] of described.entries()) ids.set(index, options.firstId + position);
  return described.map(({ table, rootFile }, position): Crate => {
    const name = stringAt(table, 'display_name') ?? basename(rootFile, '.rs');
    const isOwn = isMember(table, project.folder, rootFile);
    const cfg = cfgOf(project, table);
    const target = targetOf(table, rootFile);
    const env = Object.entries(tableAt(table, 'env')).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    return {
      id: options.firstId + position,
      name: crateName(name),
      packageName: name,
      version: stringAt(table, 'version') ?? '0.0.0',
      edition: editionOf(stringAt(table, 'edition') ?? ''),
      rootFile,
      manifestDir: new Map(env).get('CARGO_MANIFEST_DIR') ?? dirname(rootFile),
      target,
      origin: isOwn ? 'workspace' : 'dependency',
      features: featuresOf(cfg),
      cfg: options
        .cfgOf(stringAt(table, 'target'))
        .with(isOwn ? options.ownCfg : [])
        .with(target === 'proc-macro' ? [{ key: 'proc_macro', value: null }] : [])
        .with(cfg),
      dependencies: new Map([...sysroot.byName, ...dependenciesOf(table, ids)]),
      env: new Map(env.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))),
    };
  });
}

/** A crate of procedural macros, as a project describes it. */
export interface DescribedMacroCrate {
  /** With underscores; undefined where the project gives it none. */
  readonly name: string | undefined;
  /** Absolute path. */
  readonly rootFile: string;
  /** Sorted. */
  readonly features: readonly string[];
}

/** The crate whose `proc_macro_dylib_path` is one that `isLibrary` knows. It gets absolute paths. */
export function describedMacroCrate(
  project: RustProject,
  isLibrary: (path: string) => boolean,
): DescribedMacroCrate | undefined {
  for (const table of project.crates) {
    const [root, library] = [stringAt(table, 'root_module'), stringAt(table, 'proc_macro_dylib_path')];
    if (root === undefined || library === undefined || !isLibrary(resolve(project.folder, library))) continue;
    const name = stringAt(table, 'display_name');
    return {
      name: name === undefined ? undefined : crateName(name),
      rootFile: resolve(project.folder, root),
      features: featuresOf(cfgOf(project, table)),
    };
  }
  return undefined;
}

function cfgOf(project: RustProject, table: Table): CfgOption[] {
  const groups = stringsAt(table, 'cfg_groups').flatMap((group) => stringsAt(project.groups, group));
  return [...groups, ...stringsAt(table, 'cfg')].flatMap((option) => parseCfgOption(option) ?? []);
}

function featuresOf(cfg: readonly CfgOption[]): string[] {
  return cfg.flatMap(({ key, value }) => (key === 'feature' && value !== null ? [value] : [])).sort();
}

function dependenciesOf(table: Table, ids: ReadonlyMap<number, CrateId>): [string, CrateId][] {
  const listed = table['deps'];
  return (Array.isArray(listed) ? listed.filter(isTable) : []).flatMap((dependency) => {
    const [name, number] = [stringAt(dependency, 'name'), dependency['crate']];
    const id = typeof number === 'number' ? ids.get(number) : undefined;
    return name === undefined || id === undefined ? [] : [[name, id]];
  });
}

function isMember(table: Table, folder: string, rootFile: string): boolean {
  const said = table['is_workspace_member'];
  return typeof said === 'boolean' ? said : !relative(folder, rootFile).startsWith('..');
}

function targetOf(table: Table, rootFile: string): Crate['target'] {
  if (table['is_proc_macro'] === true) return 'proc-macro';
  const kind = stringAt(tableAt(table, 'build'), 'target_kind');
  if (kind === 'bin' || kind === 'test') return kind;
  return kind === undefined && basename(rootFile) === 'main.rs' ? 'bin' : 'lib';
}
