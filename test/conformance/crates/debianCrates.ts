import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify, type TomlTable } from 'smol-toml';
import { copyWithDebianCrates, debianRegistry } from '../../integration/debianCrates';

/** Folders of a crate that only its own tests use, and that ask for crates which are not installed. */
const leftOut = ['tests', 'benches', 'examples', 'fuzz', 'Cargo.lock'];

/**
 * Copies a crate from Debian's packages into `folder`, so that cargo resolves it as a workspace of its own: without dev-dependencies, and
 * without optional dependencies that Debian does not carry. Gives the crate's folder.
 */
export function copyCrate(name: string, folder: string): string {
  const installed = readdirSync(debianRegistry).filter((entry) => /^(.*)-\d/.exec(entry)?.[1] === name);
  const [source] = installed.sort().reverse();
  if (source === undefined) throw new Error(`${name} is not installed: apt install librust-${name}-dev`);
  const destination = join(folder, name);
  rmSync(destination, { recursive: true, force: true });
  mkdirSync(destination, { recursive: true });
  copyWithDebianCrates(join(debianRegistry, source), destination);
  for (const entry of leftOut) rmSync(join(destination, entry), { recursive: true, force: true });
  const manifestFile = join(destination, 'Cargo.toml');
  const manifest = parse(readFileSync(manifestFile, 'utf8'));
  prune(manifest);
  writeFileSync(manifestFile, stringify({ ...manifest, workspace: {} }));
  return destination;
}

function prune(manifest: TomlTable): void {
  for (const section of ['dev-dependencies', 'bench', 'test', 'example', 'lints', 'profile', 'badges'])
    Reflect.deleteProperty(manifest, section);
  const missing = new Set<string>();
  const targets = Object.values(tableAt(manifest, 'target')).filter(isTable);
  for (const table of [manifest, ...targets]) {
    delete table['dev-dependencies'];
    for (const section of ['dependencies', 'build-dependencies'])
      for (const [dependency, entry] of Object.entries(tableAt(table, section))) {
        const name = isTable(entry) && typeof entry['package'] === 'string' ? entry['package'] : dependency;
        if (isAvailable(name)) continue;
        missing.add(dependency);
        Reflect.deleteProperty(tableAt(table, section), dependency);
      }
  }
  const features = tableAt(manifest, 'features');
  for (const [feature, implied] of Object.entries(features))
    if (Array.isArray(implied))
      features[feature] = implied.filter(
        (item) => typeof item === 'string' && !missing.has(item.replace(/^dep:/, '').replace(/[?/].*$/, '')),
      );
}

function isAvailable(name: string): boolean {
  return (
    existsSync(join(debianRegistry, name)) ||
    readdirSync(debianRegistry).some(
      (entry) => entry.startsWith(`${name}-`) && /^\d/.test(entry.slice(name.length + 1)),
    )
  );
}

function tableAt(table: TomlTable, key: string): TomlTable {
  const value = table[key];
  return isTable(value) ? value : {};
}

function isTable(value: unknown): value is TomlTable {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
