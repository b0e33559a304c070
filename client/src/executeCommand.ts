import { window } from 'vscode';
import { ExecuteCommandRequest, type BaseLanguageClient } from 'vscode-languageclient';
import type { TextPosition } from '../../server/src/features/serverContext';
import { cursorPosition } from './cursor';

/** Runs a command of the server at a place, else at the cursor, with a second argument if there is one; what goes wrong is shown, and gives null. */
export async function execute<Result>(
  client: BaseLanguageClient | undefined,
  command: string,
  at: TextPosition | undefined,
  more?: object,
): Promise<Result | null> {
  const place = at ?? (client && cursorPosition(client));
  if (!client || !place) return null;
  try {
    const params = { command, arguments: more ? [place, more] : [place] };
    return (await client.sendRequest(ExecuteCommandRequest.type, params)) as Result | null;
  } catch (error) {
    void window.showErrorMessage(`Macroscope: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}
