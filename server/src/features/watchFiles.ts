import { join } from 'node:path';
import {
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type InitializeParams,
  WatchKind,
} from 'vscode-languageserver';
import { exists } from '../project/files';
import { namesIn } from '../project/folders';
import { FolderWatcher } from './folderWatcher';
import { pathOfUri, type ServerContext } from './serverContext';

/** Several files change together when a branch is checked out or cargo updates: the project is loaded once for all of them. */
const quietMillis = 500;

const manifestNames = [
  ...['Cargo.toml', 'Cargo.lock', 'rust-project.json', '.rust-project.json'],
  ...['rust-toolchain', 'rust-toolchain.toml', '.cargo/config', '.cargo/config.toml'],
];

const patterns = ['**/*.rs', ...manifestNames.map((name) => `**/${name}`)];

/** Files that are crates because of where they lie (Cargo Book, "Target auto-discovery"). */
const targetRoot =
  /\/(?:src\/(?:lib|main)|build|(?:src\/bin|examples|tests|benches)\/(?:[^/]+|[^/]+\/main))\.rs$/;

/**
 * `workspace/didChangeWatchedFiles`: macros of files that are not open may change on disk, and manifests decide what the project is. Where the
 * client cannot register watchers, the system is asked for changes in the workspaces' own folders. A client may send the
 * notification by itself all the same.
 */
export function watchFiles(context: ServerContext, params: InitializeParams): WatchedFiles {
  const { connection } = context;
  const changes = new FileChanges(context);
  connection.onDidChangeWatchedFiles((sent) => {
    for (const { uri, type } of sent.changes) {
      const path = pathOfUri(uri);
      if (path !== undefined) changes.add(path, type !== FileChangeType.Changed);
    }
  });
  if (params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true)
    return { register: () => registerWatchers(context), dispose: () => changes.dispose() };
  const watcher = watchFolders(context, changes);
  return {
    register: () => undefined,
    dispose: () => {
      changes.dispose();
      watcher.dispose();
    },
  };
}

interface WatchedFiles {
  /** Asks the client to watch, which it can be asked once it has said that it is initialized. */
  register(): void;
  dispose(): void;
}

function registerWatchers({ connection }: ServerContext): void {
  // Of a folder that goes with all its files some clients (VS Code) tell the folder alone.
  const gone = { globPattern: '**/*', kind: WatchKind.Delete };
  const watchers = [...patterns.map((globPattern) => ({ globPattern })), gone];
  connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }).catch((error: unknown) => {
    connection.console.warn(`The client watches no files: ${String(error)}`);
  });
}

function watchFolders({ connection, workspaces }: ServerContext, changes: FileChanges): { dispose(): void } {
  const watcher = new FolderWatcher(
    (path) => changes.add(path, true),
    (message) => connection.console.warn(message),
  );
  // A workspace was loaded, perhaps with other folders.
  workspaces.status.onIdle(() => watcher.watchBelow(workspaces.watchedFolders));
  return watcher;
}

/** Takes changes of files together, and tells the workspaces. */
class FileChanges {
  private readonly manifests = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly context: ServerContext) {}

  /** `maybeNew`: the file may have appeared or vanished. A folder stands for what lies in it. */
  add(path: string, maybeNew: boolean): void {
    const { workspaces, inputs } = this.context;
    inputs.changed(path);
    const isManifest = manifestNames.some((name) => path.endsWith(`/${name}`));
    if (isManifest) this.manifests.add(path);
    const sources = isManifest ? [] : this.sourcesAt(path, maybeNew);
    for (const source of sources) this.addSource(source, maybeNew);
    for (const source of sources) workspaces.fileChanged(source);
    if (sources.length > 0) workspaces.announceChange();
    if (this.manifests.size === 0) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.reload(), quietMillis);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  /** A Rust file itself, those in a folder that appeared, or those that were in one that is gone. */
  private sourcesAt(path: string, maybeNew: boolean): readonly string[] {
    if (path.endsWith('.rs')) return [path];
    if (!maybeNew) return [];
    if (!exists(path)) return this.context.workspaces.filesBelow(path);
    return namesIn(path)
      .filter((name) => name.endsWith('.rs'))
      .map((name) => join(path, name));
  }

  private addSource(path: string, maybeNew: boolean): void {
    const { workspaces, connection } = this.context;
    if ((maybeNew && targetRoot.test(path)) || workspaces.isRoot(path)) this.manifests.add(path);
    workspaces.fileSaved(path).catch((error: unknown) => {
      connection.console.error(`The macros could not be built again: ${String(error)}`);
    });
  }

  private reload(): void {
    const paths = [...this.manifests];
    this.manifests.clear();
    this.context.workspaces.reload(paths).catch((error: unknown) => {
      this.context.connection.console.error(`The project could not be loaded again: ${String(error)}`);
    });
  }
}
