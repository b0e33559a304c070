import {
  TextDocuments,
  TextDocumentSyncKind,
  type Connection,
  type InitializeParams,
  type InitializeResult,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createServices } from '../analysis/services';
import { Workspaces } from '../analysis/workspaces';
import type { DiskFileSource } from '../project/fileSource';
import { version } from '../../../package.json';
import { clientDialog } from './clientDialog';
import { clientProgress } from './clientProgress';
import { expandMacro } from './expandMacro';
import { DiagnosticsPublisher } from './publishDiagnostics';
import { provideExpansion } from './provideExpansion';
import { provideHover } from './provideHover';
import { pathOfUri, type ServerContext } from './serverContext';
import { readServerOptions } from './serverOptions';
import { serverStatus } from './serverStatus';
import { watchFiles } from './watchFiles';

export interface StartOptions {
  /** The folder that holds `dist`. */
  readonly installation: string;
  /** Started with `--trust`: cargo may run, whatever the client says. */
  readonly trusted: boolean;
}

/** Wires a connection to the features. Nothing of the project is read before the client has initialized. */
export function startServer(connection: Connection, start: StartOptions): void {
  let stop: (() => Promise<void>) | undefined;
  connection.onInitialize((params): InitializeResult => {
    stop = initialize(connection, params, start);
    return {
      serverInfo: { name: 'macroscope', version },
      capabilities: {
        positionEncoding: 'utf-16',
        textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
        hoverProvider: true,
      },
    };
  });
  connection.onShutdown(() => stop?.());
}

/** Gives what ends the server's threads. */
function initialize(
  connection: Connection,
  params: InitializeParams,
  start: StartOptions,
): () => Promise<void> {
  const options = readServerOptions(params.initializationOptions, start.trusted);
  const services = createServices(start.installation, process.env, options.cache, (message) =>
    connection.console.warn(message),
  );
  const { trusted, project: settings, build } = options;
  const workspaces = new Workspaces(
    { ...services, trusted, settings, build },
    clientProgress(connection, params.capabilities.window?.workDoneProgress === true),
    clientDialog(connection),
    (message) => connection.console.log(message),
  );
  const context: ServerContext = { connection, workspaces, options };

  provideHover(context);
  expandMacro(context);
  provideExpansion(context);
  connection.onRequest('macroscope/buildMacros', () => workspaces.buildModules());
  synchronizeDocuments(context, services.files);
  watchFiles(context, params);

  connection.onInitialized(() => {
    serverStatus(context, understandsServerStatus(params));
    for (const folder of foldersOf(params))
      workspaces.load(folder).catch((error: unknown) => {
        const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
        connection.console.error(`${folder} could not be loaded: ${message}`);
      });
  });
  return services.dispose;
}

/** Keeps open documents in front of the files on disk, and checks them after each change. */
function synchronizeDocuments(context: ServerContext, files: DiskFileSource): void {
  const { connection, workspaces } = context;
  const documents = new TextDocuments(TextDocument);
  const diagnostics = new DiagnosticsPublisher(context);
  documents.onDidChangeContent(({ document }) => {
    const path = pathOfUri(document.uri);
    if (path === undefined) return;
    files.setOverlay(path, document.getText());
    workspaces.fileChanged(path);
    diagnostics.schedule(path);
  });
  documents.onDidSave(({ document }) => {
    const path = pathOfUri(document.uri);
    if (path === undefined) return;
    workspaces.fileSaved(path).catch((error: unknown) => {
      connection.console.error(`The macros could not be built again: ${String(error)}`);
    });
  });
  documents.onDidClose(({ document }) => {
    const path = pathOfUri(document.uri);
    if (path === undefined) return;
    files.removeOverlay(path);
    workspaces.fileChanged(path);
    diagnostics.close(path);
  });
  workspaces.onChange(() => {
    for (const document of documents.all()) {
      const path = pathOfUri(document.uri);
      if (path !== undefined) diagnostics.schedule(path);
    }
  });
  documents.listen(connection);
}

function foldersOf(params: InitializeParams): string[] {
  const uris =
    params.workspaceFolders?.map((folder) => folder.uri) ?? (params.rootUri ? [params.rootUri] : []);
  return uris.flatMap((uri) => pathOfUri(uri) ?? []);
}

/** An extension of rust-analyzer's, so it stands under `experimental`, whose type the protocol leaves open. */
function understandsServerStatus(params: InitializeParams): boolean {
  const experimental: unknown = params.capabilities.experimental;
  return (
    typeof experimental === 'object' &&
    experimental !== null &&
    'serverStatusNotification' in experimental &&
    experimental.serverStatusNotification === true
  );
}
