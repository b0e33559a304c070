/** Projects of other build systems: `rust-project.json` as rust-analyzer's manual describes it ("Non-Cargo Based Projects"). */
import { basename, dirname, relative, resolve } from 'node:path';
import { crateName } from './cargoEnvironment';
import type { CfgOptions } from './cfgSet';
import { parseCfgOption, type CfgOption } from './cfgSet';
import { editionOf } from './crateGraph';
import { readTextFile } from './files';
import { isTable, stringAt, stringsAt, tableAt, type Table } from './manifest';
import type { Crate, CrateId } from './model';

export interface RustProject {
  /** Absolute path of the folder that relative paths start from. */
  readonly folder: string;
  /** Absolute path of the toolchain, or of the folder of the standard library's sources. */
  readonly sysroot: string | undefined;
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
  const path = (key: string): string | undefined => {
    const value = stringAt(table, key);
    return value === undefined ? undefined : resolve(folder, value);
  };
  return {
    ok: true,
    project: {
      folder,
      sysroot: path('sysroot'),
      sysrootSource: path('sysroot_src'),
      groups: tableAt(table, 'cfg_groups'),
      // A crate is known by its place in the list, so that one of the wrong type keeps it.
      crates: table['crates'].map((crate: unknown) => (isTable(crate) ? crate : {})),
    },
  };
}

export interface RustProjectOptions {
  readonly firstId: CrateId;
  readonly sysroot: ReadonlyMap<string, CrateId>;
  /** The options of a target triple, or of the one that is built for. */
  cfgOf(triple: string | undefined): CfgOptions;
  /** Further options for the project's own crates. */
  readonly ownCfg: readonly CfgOption[];
}

/** The crates that a project describes. One without a root file is left out, and so are dependencies on it. */
export function cratesOfRustProject(project: RustProject, options: RustProjectOptions): Crate[] {
  const described = project.crates.flatMap((table, index) => {
    const root = stringAt(table, 'root_module');
    return root === undefined ? [] : [{ table, index, rootFile: resolve(project.folder, root) }];
  });
  const ids = new Map(described.map(({ index }, position) => [index, options.firstId + position]));
  return described.map(({ table, rootFile }, position): Crate => {
    const name = stringAt(table, 'display_name') ?? basename(rootFile, '.rs');
    const isOwn = isMember(table, project.folder, rootFile);
    const cfg = [
      ...stringsAt(table, 'cfg_groups').flatMap((group) => stringsAt(project.groups, group)),
      ...stringsAt(table, 'cfg'),
    ].flatMap((option) => parseCfgOption(option) ?? []);
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
      features: cfg.flatMap(({ key, value }) => (key === 'feature' && value !== null ? [value] : [])).sort(),
      cfg: options
        .cfgOf(stringAt(table, 'target'))
        .with(isOwn ? options.ownCfg : [])
        .with(target === 'proc-macro' ? [{ key: 'proc_macro', value: null }] : [])
        .with(cfg),
      dependencies: new Map([...options.sysroot, ...dependenciesOf(table, ids)]),
      env: new Map(env.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))),
    };
  });
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
