import { basename } from 'node:path';
import { DidChangeWatchedFilesNotification, type InitializeParams } from 'vscode-languageserver';
import { pathOfUri, type ServerContext } from './serverContext';

/** Several files change together when a branch is checked out or cargo updates: the project is loaded once for all of them. */
const quietMillis = 500;

const manifestNames = new Set(['Cargo.toml', 'Cargo.lock']);

const patterns = ['**/*.rs', ...[...manifestNames].map((name) => `**/${name}`)];

/**
 * `workspace/didChangeWatchedFiles`: macros of files that are not open may change on disk, and manifests decide what the project is.
 * Clients that cannot register watchers may still send the notification by themselves.
 */
export function watchFiles(
  { connection, workspaces, inputs }: ServerContext,
  params: InitializeParams,
): void {
  const manifests = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  connection.onDidChangeWatchedFiles(({ changes }) => {
    let changed = false;
    for (const { uri } of changes) {
      const path = pathOfUri(uri);
      if (path === undefined) continue;
      inputs.changed(path);
      if (path.endsWith('.rs')) {
        workspaces.fileChanged(path);
        workspaces.fileSaved(path).catch((error: unknown) => {
          connection.console.error(`The macros could not be built again: ${String(error)}`);
        });
        changed = true;
      } else if (manifestNames.has(basename(path))) manifests.add(path);
    }
    if (changed) workspaces.announceChange();
    if (manifests.size === 0) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const paths = [...manifests];
      manifests.clear();
      workspaces.reload(paths).catch((error: unknown) => {
        connection.console.error(`The project could not be loaded again: ${String(error)}`);
      });
    }, quietMillis);
  });
  if (params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
  const watchers = patterns.map((globPattern) => ({ globPattern }));
  connection.onInitialized(() => {
    connection.client
      .register(DidChangeWatchedFilesNotification.type, { watchers })
      .catch((error: unknown) => {
        connection.console.warn(`The client watches no files: ${String(error)}`);
      });
  });
}
