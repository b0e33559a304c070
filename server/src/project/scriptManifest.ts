/** Manifests of single files (RFC 3502, "cargo script"): what the file says in its frontmatter, and what cargo adds to it. */
import { basename } from 'node:path';
import { frontMatterOf } from '../syntax/filePrologue';
import { readTextFile } from './files';
import type { ParsedToml, Table } from './manifest';
import { parseToml, readToml, tableAt } from './manifest';

/** cargo takes the latest edition for a script that names none. */
const scriptEdition = '2024';

/** Reads the manifest of a package: a Cargo.toml, or a file of Rust that carries it. */
export function readManifest(file: string): ParsedToml {
  if (!file.endsWith('.rs')) return readToml(file);
  const text = readTextFile(file);
  if (text === undefined) return { ok: false, message: `${file} cannot be read`, line: undefined };
  const front = frontMatterOf(text);
  // Lines are counted from the start of the file.
  const parsed = parseToml(file, front === undefined ? '' : '\n'.repeat(front.line) + front.content);
  return parsed.ok ? { ok: true, table: withDefaults(file, parsed.table) } : parsed;
}

/** As cargo/util/toml/embedded.rs completes it: one program, which is the file. */
function withDefaults(file: string, table: Table): Table {
  const stem = basename(file, '.rs');
  const name = stem.replace(/[^\p{L}\p{N}_-]/gu, stem.includes('-') ? '-' : '_');
  const pack = { name, version: '0.0.0', edition: scriptEdition, ...tableAt(table, 'package') };
  return {
    ...table,
    package: {
      ...pack,
      build: false,
      autolib: false,
      autobins: false,
      autoexamples: false,
      autotests: false,
      autobenches: false,
    },
    lib: undefined,
    bin: [{ name: pack.name, path: basename(file) }],
  };
}
