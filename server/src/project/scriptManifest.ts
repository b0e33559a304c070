/** Manifests of single files (RFC 3502, "cargo script"): what the file says in its frontmatter, and what cargo adds to it. */
import { basename } from 'node:path';
import { frontMatterOf } from '../syntax/filePrologue';
import type { FrontMatter } from '../syntax/filePrologue';
import { readTextFile } from './files';
import type { ParsedToml, Table } from './manifest';
import { isTable, parseToml, readToml, tableAt } from './manifest';

/** cargo takes the latest edition for a script that names none. */
const scriptEdition = '2024';

/** What cargo finds out for itself in other packages, which a script has none of. */
const searches = ['autolib', 'autobins', 'autoexamples', 'autotests', 'autobenches'] as const;

/** Tables that cargo refuses in a script, and keys of its `package`. */
const refusedTables = ['workspace', 'lib', 'bin', 'example', 'test', 'bench', 'build-dependencies'];
const refusedKeys = ['workspace', 'build', 'links', 'default-run', ...searches];

/** Names of folders below `target`. */
const refusedPrograms = ['build', 'deps', 'examples', 'incremental'];

/**
 * Reads the manifest of a package: a Cargo.toml, or a file of Rust that carries it. One of a script that cargo would refuse is read as far as it
 * can be, with what cargo says of it.
 */
export function readManifest(file: string): ParsedToml {
  if (!file.endsWith('.rs')) return readToml(file);
  const text = readTextFile(file);
  if (text === undefined) return { ok: false, message: `${file} cannot be read`, line: undefined };
  const front = frontMatterOf(text);
  // Lines are counted from the start of the file.
  const parsed = parseToml(file, front === undefined ? '' : '\n'.repeat(front.line) + front.content);
  const table = withDefaults(file, parsed.ok ? parsed.table : {});
  const refusal =
    (front && refusedFrontMatter(file, front)) ??
    (parsed.ok ? refusedTable(file, parsed.table) : parsed.message);
  return refusal === undefined ? { ok: true, table } : { ok: true, table, refusal };
}

function refusedFrontMatter(file: string, { info, line, mistake }: FrontMatter): string | undefined {
  if (mistake) return `${file}:${mistake.line + 1}: ${mistake.message}`;
  if (info === '' || info === 'cargo') return undefined;
  const what = info.startsWith('cargo,')
    ? `unsupported frontmatter infostring attributes: \`${info.slice('cargo,'.length)}\``
    : `unsupported frontmatter infostring \`${info}\`; specify \`cargo\` for embedding a manifest`;
  return `${file}:${line}: ${what}`;
}

function refusedTable(file: string, table: Table): string | undefined {
  const pack = table['package'];
  if (pack !== undefined && !isTable(pack)) return `${file}: \`package\` must be a table`;
  if ('project' in table) return `${file}: \`[project]\` is not supported, please use \`[package]\``;
  const key =
    refusedTables.find((each) => each in table) ??
    refusedKeys
      .map((each) => `package.${each}`)
      .find((each) => each.slice('package.'.length) in (pack ?? {}));
  if (key !== undefined) return `${file}: \`${key}\` is not allowed in embedded manifests`;
  const name = nameOf(file, table);
  return refusedPrograms.includes(name)
    ? `${file}: the binary target name \`${name}\` is forbidden, it conflicts with cargo's build directory names`
    : undefined;
}

/** As cargo/util/toml completes it: one program, which is the file. */
function withDefaults(file: string, table: Table): Table {
  const name = nameOf(file, table);
  const given = tableAt(table, 'package');
  return {
    ...table,
    workspace: undefined,
    package: {
      version: '0.0.0',
      edition: scriptEdition,
      ...given,
      name,
      build: false,
      ...Object.fromEntries(searches.map((key) => [key, false])),
    },
    lib: undefined,
    bin: [{ name, path: basename(file) }],
  };
}

/** The name of a script's package: the one that it gives itself, or that of its file with what no name may hold replaced. */
function nameOf(file: string, table: Table): string {
  const given = tableAt(table, 'package')['name'];
  if (typeof given === 'string') return given;
  const stem = basename(file, '.rs');
  const [start, ...others] = stem.replace(/^[^\p{XID_Start}_]+/u, '');
  const filler = stem.includes('_') ? '_' : '-';
  const rest = others.map((each) => (/[\p{XID_Continue}-]/u.test(each) ? each : filler)).join('');
  return start === undefined ? 'package' : start + rest;
}
