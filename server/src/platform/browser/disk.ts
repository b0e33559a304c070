import type { Disk, FolderEntry, WatchEvents } from '../disk';

interface MemoryFile {
  readonly bytes: Uint8Array;
  /** The time, in milliseconds since 1970. */
  readonly modified: number;
  readonly version: number;
}

type Folder = Map<string, MemoryFile | Folder>;

const root: Folder = new Map();
const watchers = new Map<string, Set<WatchEvents>>();
let versions = 0;

/** Files in memory: those that were put there with `putFile`. There are no links, and folders without files are not known. */
export const disk: Disk = {
  statusOf: (path) => {
    const found = find(path);
    if (!found) return undefined;
    if (found instanceof Map) return { kind: 'folder', size: 0, modified: 0, stamp: 'folder' };
    const { bytes, modified, version } = found;
    return { kind: 'file', size: bytes.length, modified, stamp: String(version) };
  },
  readBytes: (path) => {
    const found = find(path);
    return found instanceof Map ? undefined : found?.bytes;
  },
  entriesOf: (folder) => {
    const found = find(folder);
    if (!(found instanceof Map)) return undefined;
    return [...found].map(([name, entry]): FolderEntry => ({
      name,
      kind: entry instanceof Map ? 'folder' : 'file',
    }));
  },
  realPathOf: (path) => (find(path) ? path : undefined),
  writeAtomically: (path) => {
    throw new Error(`${path} cannot be written in a browser`);
  },
  remove: () => undefined,
  makeTemporaryFolder: () => {
    throw new Error('a browser has no temporary files');
  },
  watchFolder: (folder, events) => {
    const watching = watchers.get(folder) ?? new Set();
    watchers.set(folder, watching.add(events));
    return {
      close: () => {
        watching.delete(events);
        if (watching.size === 0) watchers.delete(folder);
      },
    };
  },
};

/** From now on a file has this content; undefined: there is no such file, or folder. Those who watch its folder are told. */
export function putFile(path: string, bytes: Uint8Array | undefined): void {
  const names = namesOf(path);
  const name = names.pop();
  if (name === undefined) return;
  const folders = [root];
  for (const each of names) {
    const inside = folders.at(-1)?.get(each);
    if (inside instanceof Map) folders.push(inside);
    else if (bytes === undefined) return;
    else {
      const made: Folder = new Map();
      folders.at(-1)?.set(each, made);
      folders.push(made);
    }
  }
  if (bytes) folders.at(-1)?.set(name, { bytes, modified: Date.now(), version: ++versions });
  else removeWithEmptyFolders(folders, [...names, name]);
  tellWatchers(names, name);
}

function removeWithEmptyFolders(folders: readonly Folder[], names: readonly string[]): void {
  for (let depth = folders.length - 1; depth >= 0; depth--) {
    const folder = folders[depth];
    folder?.delete(names[depth] ?? '');
    if (folder && folder.size > 0) return;
  }
}

/** The watchers of the nearest folder that is watched: what is made below a folder changes that folder as well. */
function tellWatchers(folders: readonly string[], name: string): void {
  const names = [...folders, name];
  for (let depth = folders.length; depth >= 0; depth--) {
    const watching = watchers.get(`/${names.slice(0, depth).join('/')}`);
    if (!watching) continue;
    for (const events of [...watching]) events.changed(names[depth] ?? null);
    return;
  }
}

function find(path: string): MemoryFile | Folder | undefined {
  let found: MemoryFile | Folder | undefined = root;
  for (const name of namesOf(path)) {
    if (!(found instanceof Map)) return undefined;
    found = found.get(name);
  }
  return found;
}

function namesOf(path: string): string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.');
}
