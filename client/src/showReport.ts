import { version, window, workspace } from 'vscode';
import { ExecuteCommandRequest, type BaseLanguageClient } from 'vscode-languageclient';

/** Opens what a bug report needs to say of the server and the editor as a document of its own, to be read before it is sent. */
export async function showReport(client: BaseLanguageClient | undefined): Promise<void> {
  const params = { command: 'macroscope.showReport', arguments: [] };
  const isRunning = client?.isRunning() === true;
  const report: unknown = isRunning
    ? await client.sendRequest(ExecuteCommandRequest.type, params)
    : 'The server does not run.\n';
  const content = `${String(report)}\nVisual Studio Code ${version}\n`;
  await window.showTextDocument(await workspace.openTextDocument({ language: 'markdown', content }));
}
