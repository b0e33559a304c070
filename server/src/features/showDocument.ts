import { ShowDocumentRequest, type Connection, type Range } from 'vscode-languageserver';
import type { ClientSupport } from './clientSupport';

/** Whether the client opens for the server what a command gives. One that carries out the command itself puts the document where its user likes it. */
export function opensResultOf(command: string, { showDocument: opens, commands }: ClientSupport): boolean {
  return opens && !commands.has(command);
}

/** Has the client show a document (`window/showDocument`), with a range selected if there is one. It may refuse. */
export async function showDocument(connection: Connection, uri: string, selection?: Range): Promise<void> {
  await connection
    .sendRequest(ShowDocumentRequest.type, { uri, takeFocus: true, selection })
    .catch(() => undefined);
}
