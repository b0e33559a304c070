import {
  Uri,
  window,
  workspace,
  type ExtensionContext,
  type LogOutputChannel,
  type WorkspaceFolder,
} from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { clientOptions, initializationOptions, ownFeatures } from '../clientOptions';
import { fromServerUri, toServerUri } from './fileUris';
import { FileFollower, sentFiles } from './followFiles';
import { readWorkspaceFiles, type ReadFile } from './workspaceFiles';

/** The part of a browser's worker that is not the client library's. TypeScript declares it in its DOM library only. */
type StartWorker = new (url: string) => ConstructorParameters<typeof LanguageClient>[2];

/** A client for the bundled server, not started yet. The server runs in a worker, and gets the workspace's files from here. */
export async function createBrowserClient(
  context: ExtensionContext,
  log: LogOutputChannel,
): Promise<LanguageClient> {
  const files = await readFolders(workspace.workspaceFolders ?? [], log);
  const options = clientOptions(context, log, () => client);
  const client: LanguageClient = new LanguageClient('macroscope', 'Macroscope', await startServer(context), {
    ...options,
    initializationOptions: () => ({ ...initializationOptions(context), files: sentFiles(files) }),
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

/** Starts from the script's text: a worker may not load it from wherever the extension lies. */
async function startServer({ extensionUri }: ExtensionContext): Promise<InstanceType<StartWorker>> {
  const script = await workspace.fs.readFile(Uri.joinPath(extensionUri, 'dist/browserServer.js'));
  const { Worker } = globalThis as unknown as { readonly Worker: StartWorker };
  return new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })));
}
