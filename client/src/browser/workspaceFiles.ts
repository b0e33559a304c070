import { FileType, Uri, workspace } from 'vscode';
import { isSourceFolder } from '../../../server/src/features/sourceFolder';

/** Bounds for what is read of a workspace: all of it is kept in memory, and may come over a network. */
const mostFiles = 5000;
const mostFolders = 5000;
const mostBytes = 64 << 20;

/** Further files than Rust's may be read by macros; larger ones are data that no macro takes in. */
const largestOther = 1 << 20;

/** So many files are read at the same time. */
const readAtOnce = 32;

export interface ReadFile {
  readonly uri: Uri;
  readonly content: Uint8Array;
}

export interface ReadFiles {
  readonly files: readonly ReadFile[];
  /** Whether there is more than the bounds allow. */
  readonly cutOff: boolean;
}

/** The files below some folders that macros and the project are made of: manifests first, then Rust, modules of macros, and the others. */
export async function readWorkspaceFiles(folders: readonly Uri[]): Promise<ReadFiles> {
  const found = await findFiles(folders);
  const ordered = found.files.sort((a, b) => rankOf(a) - rankOf(b)).slice(0, mostFiles);
  let cutOff = found.cutOff || ordered.length < found.files.length;
  const files: ReadFile[] = [];
  let bytes = 0;
  for (let at = 0; at < ordered.length && bytes < mostBytes; at += readAtOnce) {
    const read = await Promise.all(ordered.slice(at, at + readAtOnce).map(readFile));
    for (const file of read) {
      if (!file) continue;
      bytes += file.content.length;
      files.push(file);
    }
    if (bytes >= mostBytes && at + readAtOnce < ordered.length) cutOff = true;
  }
  return { files, cutOff };
}

/** A file of the workspace as it is now; undefined when there is none, or none that macros may need. */
export async function readWorkspaceFile(uri: Uri): Promise<ReadFile | undefined> {
  return isOfInterest(uri) ? readFile(uri) : undefined;
}

async function readFile(uri: Uri): Promise<ReadFile | undefined> {
  try {
    if (rankOf(uri) === otherRank && (await workspace.fs.stat(uri)).size > largestOther) return undefined;
    return { uri, content: await workspace.fs.readFile(uri) };
  } catch {
    // A link that leads nowhere, or something that may not be read.
    return undefined;
  }
}

async function findFiles(folders: readonly Uri[]): Promise<{ files: Uri[]; cutOff: boolean }> {
  const files: Uri[] = [];
  const pending = [...folders];
  let visited = 0;
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    if (++visited > mostFolders) return { files, cutOff: true };
    for (const [name, type] of await entriesOf(folder)) {
      const uri = Uri.joinPath(folder, name);
      if ((type & FileType.File) !== 0) files.push(uri);
      // A link to a folder may lead round in a circle.
      else if (type === FileType.Directory && isSourceFolder(name)) pending.push(uri);
    }
  }
  return { files, cutOff: false };
}

async function entriesOf(folder: Uri): Promise<[string, FileType][]> {
  try {
    return await workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}

/** Whether a file is found by the search above. Where the workspace itself lies does not matter: it may be below `/target`. */
function isOfInterest(uri: Uri): boolean {
  const folder = workspace.getWorkspaceFolder(uri)?.uri.path;
  if (folder === undefined) return false;
  const names = uri.path.slice(folder.length).split('/').slice(0, -1);
  return names.every((name) => name === '' || isSourceFolder(name));
}

const otherRank = 3;

/** What is needed most comes first. */
function rankOf({ path }: Uri): number {
  if (/\/(?:Cargo\.(?:toml|lock)|\.?rust-project\.json|\.cargo\/config(?:\.toml)?)$/.test(path)) return 0;
  if (path.endsWith('.rs')) return 1;
  return /\/prebuilt\/[^/]+$/.test(path) ? 2 : otherRank;
}
