/** Reading one Cargo.toml, as far as the crate graph needs it. */
import { basename, dirname, join, resolve } from 'node:path';
import { LRUCache } from 'lru-cache';
import { parse, TomlError } from 'smol-toml';
import type { CargoTarget } from './cargoMetadata';
import { exists, isFile, readTextFile } from './files';
import { namesIn } from './folders';

export type Table = Readonly<Record<string, unknown>>;

export type ParsedToml =
  /** `refusal`: why cargo takes it for no manifest, although it can be read. */
  | { readonly ok: true; readonly table: Table; readonly refusal?: string }
  | { readonly ok: false; readonly message: string; readonly line: number | undefined };

/**
 * The files that were read last, by their paths: the root manifest of a workspace is asked about for each of its packages. The texts are compared, so
 * that a file that has changed is read again.
 */
const lastRead = new LRUCache<string, { readonly text: string; readonly parsed: ParsedToml }>({ max: 16 });

/** Reads a TOML file. The message of a failure names the file and the line, from 1. */
export function readToml(file: string): ParsedToml {
  const text = readTextFile(file);
  if (text === undefined) return { ok: false, message: `${file} cannot be read`, line: undefined };
  const known = lastRead.get(file);
  if (known?.text === text) return known.parsed;
  const parsed = withPackage(parseToml(file, text));
  lastRead.set(file, { text, parsed });
  return parsed;
}

/** Old manifests call the package a project (cargo/util/toml, `normalize_toml`). */
function withPackage(parsed: ParsedToml): ParsedToml {
  if (!parsed.ok || 'package' in parsed.table || !isTable(parsed.table['project'])) return parsed;
  return { ok: true, table: { ...parsed.table, package: parsed.table['project'] } };
}

/** Reads TOML that stands in a file. */
export function parseToml(file: string, text: string): ParsedToml {
  try {
    return { ok: true, table: parse(text) };
  } catch (error) {
    const line = error instanceof TomlError ? error.line : undefined;
    const cause = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    return { ok: false, message: `${file}${line === undefined ? '' : `:${line}`}: ${cause}`, line };
  }
}

export function tableAt(table: Table, key: string): Table {
  const value = table[key];
  return isTable(value) ? value : {};
}

export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

export function stringAt(table: Table, key: string): string | undefined {
  const value = table[key];
  return typeof value === 'string' ? value : undefined;
}

export function stringsAt(table: Table, key: string): string[] {
  const value = table[key];
  return Array.isArray(value) ? value.filter((entry): entry is string => typeof entry === 'string') : [];
}

/**
 * A field of `[package]`, taken from `[workspace.package]` where the manifest says `field.workspace = true` (Cargo Book, "The
 * package table").
 */
export function inheritedField(pack: Table, workspace: Table, key: string): unknown {
  const value = pack[key];
  return isTable(value) && value['workspace'] === true ? tableAt(workspace, 'package')[key] : value;
}

/** The targets of a package, written down and discovered (Cargo Book, "Cargo Targets"), each with an absolute path. */
export function targetsOf(manifestFile: string, manifest: Table, edition: string): CargoTarget[] {
  const folder = dirname(manifestFile);
  const pack = tableAt(manifest, 'package');
  const packageName = stringAt(pack, 'name') ?? basename(folder);
  return [
    ...libraryOf(folder, manifest, packageName, edition),
    ...programsOf(folder, manifest, packageName, edition),
    ...buildScriptOf(folder, pack, edition),
  ];
}

function libraryOf(folder: string, manifest: Table, packageName: string, edition: string): CargoTarget[] {
  const library = tableAt(manifest, 'lib');
  const path = resolve(folder, stringAt(library, 'path') ?? 'src/lib.rs');
  const autolib = tableAt(manifest, 'package')['autolib'] !== false;
  if (!exists(path) || (!isTable(manifest['lib']) && !autolib)) return [];
  const isProcMacro = library['proc-macro'] === true || library['proc_macro'] === true;
  return [
    {
      kind: [isProcMacro || stringsAt(library, 'crate-type').includes('proc-macro') ? 'proc-macro' : 'lib'],
      name: stringAt(library, 'name') ?? packageName.replaceAll('-', '_'),
      src_path: path,
      edition: stringAt(library, 'edition') ?? edition,
    },
  ];
}

const discovered = [
  { kind: 'bin', table: 'bin', switch: 'autobins', folder: 'src/bin' },
  { kind: 'example', table: 'example', switch: 'autoexamples', folder: 'examples' },
  { kind: 'test', table: 'test', switch: 'autotests', folder: 'tests' },
  { kind: 'bench', table: 'bench', switch: 'autobenches', folder: 'benches' },
] as const;

function programsOf(folder: string, manifest: Table, packageName: string, edition: string): CargoTarget[] {
  return discovered.flatMap((rule) => {
    const table = manifest[rule.table];
    const written = (Array.isArray(table) ? table.filter(isTable) : []).flatMap((each) => {
      const name = stringAt(each, 'name');
      if (name === undefined) return [];
      const path = stringAt(each, 'path');
      const found =
        path === undefined ? usualPath(folder, rule.folder, name, packageName) : resolve(folder, path);
      return found !== undefined && exists(found)
        ? [{ kind: [rule.kind], name, src_path: found, edition: stringAt(each, 'edition') ?? edition }]
        : [];
    });
    // Before edition 2018 what is written down switches the search off.
    const isSearched =
      tableAt(manifest, 'package')[rule.switch] ?? (edition !== '2015' || !Array.isArray(table));
    if (isSearched === false) return written;
    const isWritten = ({ name, src_path }: CargoTarget): boolean =>
      written.some((each) => each.name === name || each.src_path === src_path);
    return [...written, ...programsIn(folder, rule, packageName, edition).filter((each) => !isWritten(each))];
  });
}

/** The programs in the usual places. */
function programsIn(
  folder: string,
  rule: (typeof discovered)[number],
  packageName: string,
  edition: string,
): CargoTarget[] {
  const target = (name: string, path: string): CargoTarget[] =>
    exists(path) ? [{ kind: [rule.kind], name, src_path: path, edition }] : [];
  return [
    ...(rule.kind === 'bin' ? target(packageName, join(folder, 'src/main.rs')) : []),
    ...namesIn(join(folder, rule.folder))
      .filter((entry) => !entry.startsWith('.'))
      .flatMap((entry) => {
        const path = join(folder, rule.folder, entry);
        return entry.endsWith('.rs')
          ? target(entry.slice(0, -'.rs'.length), path)
          : target(entry, join(path, 'main.rs'));
      }),
  ];
}

function usualPath(folder: string, inside: string, name: string, packageName: string): string | undefined {
  const paths = [join(folder, inside, `${name}.rs`), join(folder, inside, name, 'main.rs')];
  if (inside === 'src/bin' && name === packageName) paths.push(join(folder, 'src/main.rs'));
  return paths.find(exists);
}

function buildScriptOf(folder: string, pack: Table, edition: string): CargoTarget[] {
  const build = pack['build'];
  if (build === false) return [];
  const path = join(folder, typeof build === 'string' ? build : 'build.rs');
  const name = `build-script-${basename(path, '.rs')}`;
  return isFile(path) ? [{ kind: ['custom-build'], name, src_path: path, edition }] : [];
}
