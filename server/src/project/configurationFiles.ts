/** The files that cargo's configuration is read from, in the order in which they count (Cargo Book, "Hierarchical structure" and "Including extra configuration files"). */
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { exists } from './files';
import { foldersUpwards } from './folders';
import type { Table } from './manifest';
import { isTable, readToml, stringAt } from './manifest';

export interface ConfigurationFile {
  /** Absolute path. */
  readonly path: string;
  /** What relative paths in the file start from: the folder that holds the file's own. */
  readonly base: string;
  readonly table: Table;
}

/** Nobody includes more files; each of a few could include the next one many times. */
const mostIncludedFiles = 1000;

/** The files that hold in a folder, as they are now, the one that counts most first. `home`: cargo's. */
export function configurationFilesOf(folder: string, home: string): readonly ConfigurationFile[] {
  const folders = [...foldersUpwards(resolve(folder)).map((each) => join(each, '.cargo')), home];
  return [...new Set(folders)].flatMap((each) => {
    // The name without extension wins where both exist.
    const path = ['config', 'config.toml'].map((name) => join(each, name)).find(exists);
    return path === undefined ? [] : withIncluded(path, [], { left: mostIncludedFiles });
  });
}

/**
 * A file and those that it includes: it counts more than they do, and of them the last one most. cargo keeps `..` in the path of an included file, and
 * goes up from there for relative paths (cargo/util/context, `Definition::root`).
 */
function withIncluded(
  path: string,
  including: readonly string[],
  files: { left: number },
): ConfigurationFile[] {
  const absolute = resolve(path);
  // cargo refuses files that include one another.
  if (including.includes(absolute) || files.left-- <= 0) return [];
  const parsed = readToml(path);
  if (!parsed.ok) return [];
  const { table } = parsed;
  const file = { path: absolute, base: dirname(dirname(path)), table };
  const included = includedPaths(table).map((each) => (isAbsolute(each) ? each : `${dirname(path)}/${each}`));
  return [file, ...included.reverse().flatMap((each) => withIncluded(each, [...including, absolute], files))];
}

/** Strings, or tables with a `path`. Whether a file may be missing makes no difference here. */
function includedPaths(table: Table): string[] {
  const listed = table['include'];
  const paths = (Array.isArray(listed) ? listed : []).map((each: unknown) =>
    isTable(each) ? stringAt(each, 'path') : each,
  );
  return paths.filter((path): path is string => typeof path === 'string' && path.endsWith('.toml'));
}
