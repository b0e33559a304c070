import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** SHA-256 in hex of some texts, each set apart from the next. */
export function hashOf(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:`).update(part);
  return hash.digest('hex');
}

export function hashBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * SHA-256 in hex of the files of a package: names and contents. The same files are hashed that {@link packageFiles} lists.
 */
export function hashFolder(folder: string): string {
  const hash = createHash('sha256');
  for (const file of packageFiles(folder)) {
    const bytes = readFileSync(join(folder, file));
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

/** Folders that are no part of what a macro is compiled from, at the top of a package. */
const skippedAtTop = new Set(['target', 'tests', 'benches', 'examples', 'node_modules']);

/** A file larger than this is data that no macro crate compiles in. */
const largestFile = 4 << 20;

/**
 * The files of a package from which its library can be built, relative to `folder`, sorted, with `/`. Hidden entries, and folders that
 * are packages of their own, are left out.
 */
export function packageFiles(folder: string): string[] {
  const files: string[] = [];
  const visit = (relative: string, depth: number): void => {
    const entries = readdirSync(join(folder, relative), { withFileTypes: true });
    if (relative !== '' && entries.some(({ name }) => name === 'Cargo.toml')) return;
    for (const entry of entries) {
      const path = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.name.startsWith('.') || (relative === '' && skippedAtTop.has(entry.name))) continue;
      const status = entry.isSymbolicLink() ? statSync(join(folder, path), { throwIfNoEntry: false }) : entry;
      if (status?.isDirectory() && depth < 24) visit(path, depth + 1);
      else if (status?.isFile() && statSync(join(folder, path)).size <= largestFile) files.push(path);
    }
  };
  visit('', 0);
  return files.sort();
}
