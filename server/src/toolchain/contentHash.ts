import { createHash } from 'node:crypto';
import type { Dirent, Stats } from 'node:fs';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
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

/** A package of more files than this is cut off: a repository may hold anything. */
const mostFiles = 20_000;

/**
 * The files of a package from which its library can be built, relative to `folder`, sorted, with `/`. Hidden entries, and folders that
 * are packages of their own, are left out. Links to folders are followed once.
 */
export function packageFiles(folder: string): string[] {
  const files: string[] = [];
  const followed = new Set<string>();
  const visit = (relative: string): void => {
    const entries = entriesOf(join(folder, relative));
    if (relative !== '' && entries.some(({ name }) => name === 'Cargo.toml')) return;
    for (const entry of entries) {
      const path = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.name.startsWith('.') || (relative === '' && skippedAtTop.has(entry.name))) continue;
      const status = statusOf(join(folder, path));
      if (status?.isDirectory()) {
        const real = entry.isSymbolicLink() ? realpathSync(join(folder, path)) : undefined;
        if (real !== undefined && followed.has(real)) continue;
        if (real !== undefined) followed.add(real);
        visit(path);
      } else if (status?.isFile() && status.size <= largestFile && files.length < mostFiles) files.push(path);
    }
  };
  visit('');
  return files.sort();
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function statusOf(path: string): Stats | undefined {
  try {
    return statSync(path);
  } catch {
    // A link that leads nowhere or round in a circle, or what may not be read.
    return undefined;
  }
}
