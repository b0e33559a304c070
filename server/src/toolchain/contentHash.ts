import { join } from 'node:path';
import { disk } from '#platform/disk';
import { sha256 } from '#platform/hash';

const encoder = new TextEncoder();

/** SHA-256 in hex of some texts, each set apart from the next. */
export function hashOf(...parts: readonly string[]): string {
  const hash = sha256();
  for (const part of parts) {
    const bytes = encoder.encode(part);
    hash.update(`${bytes.length}:`).update(bytes);
  }
  return hash.hex();
}

/**
 * SHA-256 in hex of the files of a package: names and contents. The same files are hashed that {@link packageFiles} lists.
 */
export function hashFolder(folder: string): string {
  const hash = sha256();
  for (const file of packageFiles(folder)) {
    const bytes = disk.readBytes(join(folder, file)) ?? new Uint8Array();
    hash.update(`${file}\0${bytes.length}\0`).update(bytes);
  }
  return hash.hex();
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
    const entries = disk.entriesOf(join(folder, relative)) ?? [];
    if (relative !== '' && entries.some(({ name }) => name === 'Cargo.toml')) return;
    for (const entry of entries) {
      const path = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (entry.name.startsWith('.') || (relative === '' && skippedAtTop.has(entry.name))) continue;
      const status = disk.statusOf(join(folder, path));
      if (status?.kind === 'folder') {
        const real = entry.kind === 'link' ? disk.realPathOf(join(folder, path)) : undefined;
        if (real !== undefined && followed.has(real)) continue;
        if (real !== undefined) followed.add(real);
        visit(path);
      } else if (status?.kind === 'file' && status.size <= largestFile && files.length < mostFiles)
        files.push(path);
    }
  };
  visit('');
  return files.sort();
}
