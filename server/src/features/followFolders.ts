import type { InitializeParams } from 'vscode-languageserver';
import { pathOfUri, type ServerContext } from './serverContext';

/** Loads the projects of the editor's folders, and follows `workspace/didChangeWorkspaceFolders` where the client has several. */
export function followFolders({ connection, workspaces }: ServerContext, params: InitializeParams): void {
  const open = (folder: string): void => {
    workspaces.openFolder(folder).catch((error: unknown) => {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      connection.console.error(`${folder} could not be loaded: ${message}`);
    });
  };
  const uris = params.workspaceFolders?.map(({ uri }) => uri) ?? (params.rootUri ? [params.rootUri] : []);
  for (const uri of uris) {
    const folder = pathOfUri(uri);
    if (folder !== undefined) open(folder);
  }
  if (params.capabilities.workspace?.workspaceFolders !== true) return;
  connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
    for (const { uri } of removed) {
      const folder = pathOfUri(uri);
      if (folder !== undefined) workspaces.closeFolder(folder);
    }
    for (const { uri } of added) {
      const folder = pathOfUri(uri);
      if (folder !== undefined) open(folder);
    }
  });
}
