import {
  Uri,
  window,
  workspace,
  type ExtensionContext,
  type LogOutputChannel,
  type WorkspaceFolder,
} from 'vscode';
import { LanguageClient, State } from 'vscode-languageclient/browser';
import type { SentFile } from '../../../server/src/browser/fileNotification';
import { clientOptions, initializationOptions, ownFeatures } from '../clientOptions';
import { fromServerUri, toServerUri } from './fileUris';
import { FileFollower, sentFiles } from './followFiles';
import { startServerWorker, type RunningServer } from './serverWorker';
import { readWorkspaceFiles, type ReadFile } from './workspaceFiles';

/**
 * A client for the bundled server, not started yet. The server runs in a worker, and gets the workspace's files from here. When it ends by itself it is
 * started again, as the client library does it with servers everywhere: up to four times in three minutes.
 */
export function createBrowserClient(context: ExtensionContext, log: LogOutputChannel): LanguageClient {
  const options = clientOptions(context, log, () => client);
  /** For the start that comes next: files as they are then, and a lock of its own. */
  let started: { readonly files: readonly SentFile[]; readonly lifeLock: string };
  let server: RunningServer | undefined;
  const startServer = async (): Promise<RunningServer> => {
    const script = await workspace.fs.readFile(Uri.joinPath(context.extensionUri, 'dist/browserServer.js'));
    const files = sentFiles(await readFolders(workspace.workspaceFolders ?? [], log));
    // Nobody else has the name. Pages that are not secure have no better one.
    started = { files, lifeLock: `macroscope ${Date.now()} ${Math.random()}` };
    server = startServerWorker(script, started.lifeLock, (reason) =>
      log.error(`The server has ended: ${reason}`),
    );
    return server;
  };
  const client: LanguageClient = new LanguageClient('macroscope', 'Macroscope', startServer, {
    ...options,
    initializationOptions: () => ({ ...initializationOptions(context), ...started }),
    middleware: {
      ...options.middleware,
      workspace: {
        // The project of a folder is loaded when the server hears of it.
        didChangeWorkspaceFolders: async (change, next) => {
          await follower.tell(sentFiles(await readFolders(change.added, log)));
          return next(change);
        },
      },
    },
    uriConverters: { code2Protocol: toServerUri, protocol2Code: fromServerUri },
  });
  client.onDidChangeState(({ newState }) => {
    if (newState === State.Stopped) server?.end();
  });
  const follower = new FileFollower(client);
  client.registerFeature(ownFeatures);
  client.registerFeature(follower);
  return client;
}

/** Tells the user when that is not all that there is. */
async function readFolders(
  folders: readonly WorkspaceFolder[],
  log: LogOutputChannel,
): Promise<readonly ReadFile[]> {
  const { files, cutOff } = await readWorkspaceFiles(folders.map(({ uri }) => uri));
  log.info(`Read ${files.length} files of ${folders.map(({ name }) => name).join(', ')}`);
  if (cutOff)
    void window.showWarningMessage(
      `In a browser Macroscope reads the first ${files.length} files of a workspace. Macros that need others do not expand.`,
    );
  return files;
}
