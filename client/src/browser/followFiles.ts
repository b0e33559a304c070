import { workspace, type Disposable, type Uri } from 'vscode';
import type { BaseLanguageClient, ClientCapabilities, StaticFeature } from 'vscode-languageclient';
import { filesNotification, type SentFile } from '../../../server/src/browser/fileNotification';
import { toServerUri } from './fileUris';
import { readWorkspaceFile, type ReadFile } from './workspaceFiles';

/** As the server takes files. */
export function sentFiles(files: readonly ReadFile[]): SentFile[] {
  return files.map(({ uri, content }) => ({ uri: toServerUri(uri), content }));
}

/** Sends the server what changes in the workspace, while the client runs. */
export class FileFollower implements StaticFeature {
  private watching: Disposable[] = [];

  constructor(private readonly client: BaseLanguageClient) {}

  /** The server sees changes by the files that it gets: told by the protocol it would look at those that it has. */
  fillClientCapabilities(capabilities: ClientCapabilities): void {
    if (capabilities.workspace) delete capabilities.workspace.didChangeWatchedFiles;
  }

  initialize(): void {
    const watcher = workspace.createFileSystemWatcher('**/*');
    this.watching = [
      watcher,
      watcher.onDidCreate((uri) => this.send(uri)),
      watcher.onDidChange((uri) => this.send(uri)),
      watcher.onDidDelete((uri) => this.tell([{ uri: toServerUri(uri) }])),
    ];
  }

  getState(): ReturnType<StaticFeature['getState']> {
    return { kind: 'static' };
  }

  clear(): void {
    for (const each of this.watching) each.dispose();
    this.watching = [];
  }

  /** What was sent before is what the server knows from then on. */
  async tell(files: readonly SentFile[]): Promise<void> {
    await this.client.sendNotification(filesNotification, { files });
  }

  private async send(uri: Uri): Promise<void> {
    const file = await readWorkspaceFile(uri);
    if (file) await this.tell(sentFiles([file]));
  }
}
