import { basename, join, resolve } from 'node:path';
import { disk } from '#platform/disk';
import { frontMatterOf } from '../syntax/filePrologue';
import { exists, readTextFile } from './files';
import { foldersUpwards } from './folders';
import { findManifest, workspaceRootOf } from './workspaceManifest';

/** What describes the project that a file belongs to. Absolute paths. */
export type ProjectRoot =
  /** A package, or a workspace of packages. */
  | { readonly kind: 'cargo'; readonly manifest: string }
  /** A single file that carries its manifest with it (RFC 3502). */
  | { readonly kind: 'script'; readonly manifest: string }
  /** A project of another build system, described as rust-analyzer's manual says ("Non-Cargo Based Projects"). */
  | { readonly kind: 'json'; readonly manifest: string };

const descriptions = ['rust-project.json', '.rust-project.json'];

/**
 * The project of a file or folder; undefined for a file on its own. As in rust-analyzer a `rust-project.json` above comes before every
 * Cargo.toml: whoever writes one builds without cargo. A Cargo.toml itself stands for its package.
 */
export function findProject(path: string): ProjectRoot | undefined {
  const absolute = resolve(path);
  if (isScript(absolute)) return { kind: 'script', manifest: absolute };
  if (basename(absolute) === 'Cargo.toml' && exists(absolute)) return { kind: 'cargo', manifest: absolute };
  const description = foldersUpwards(absolute)
    .flatMap((folder) => descriptions.map((name) => join(folder, name)))
    .find(exists);
  if (description !== undefined) return { kind: 'json', manifest: description };
  const manifest = findManifest(absolute);
  return manifest === undefined ? undefined : { kind: 'cargo', manifest };
}

/** The file that stands for all that is loaded together with a project: the root manifest of its workspace. */
export function rootFileOf({ kind, manifest }: ProjectRoot): string {
  return kind === 'cargo' ? workspaceRootOf(manifest) : manifest;
}

/** A larger file is nobody's script, and is not read to find out. */
const largestScript = 1 << 20;

/** Whether cargo would run a file as a script: it has frontmatter, or names cargo in its first line. */
function isScript(path: string): boolean {
  if (!path.endsWith('.rs')) return false;
  const status = disk.statusOf(path);
  if (status?.kind !== 'file' || status.size > largestScript) return false;
  const text = readTextFile(path);
  return text !== undefined && (frontMatterOf(text) !== undefined || /^#![^\n[]*\bcargo\b/.test(text));
}
