import { env, Uri, ViewColumn, window, workspace } from 'vscode';
import { ExecuteCommandRequest, type LanguageClient } from 'vscode-languageclient/node';
import { cursorPosition, type TextPosition } from './cursor';

export const expansionScheme = 'macroscope-expansion';

/** Commands that the server has and that this client carries out itself: it knows where to show a document, and it has a clipboard. */
export const clientCommands = [
  'macroscope.showExpansion',
  'macroscope.showExpansionStep',
  'macroscope.copyExpansion',
] as const;

/** The result of the server's commands that show an expansion. */
interface ShownExpansion {
  readonly uri: string;
  readonly name: string;
  readonly text: string;
}

/** Opens an expansion beside the code; `at` comes from a code action, else the cursor counts. */
export async function showExpansion(
  client: LanguageClient | undefined,
  command: string,
  at?: TextPosition,
): Promise<void> {
  const shown = await execute<ShownExpansion>(client, command, at);
  if (!shown) return;
  const document = await workspace.openTextDocument(Uri.parse(shown.uri));
  const isNested = window.activeTextEditor?.document.uri.scheme === expansionScheme;
  await window.showTextDocument(document, {
    viewColumn: isNested ? ViewColumn.Active : ViewColumn.Beside,
    preserveFocus: !isNested,
    preview: false,
  });
}

export async function copyExpansion(client: LanguageClient | undefined, at?: TextPosition): Promise<void> {
  const text = await execute<string>(client, 'macroscope.copyExpansion', at);
  if (typeof text === 'string') await env.clipboard.writeText(text);
}

/** Runs a command of the server; what goes wrong is shown. */
async function execute<Result>(
  client: LanguageClient | undefined,
  command: string,
  at: TextPosition | undefined,
): Promise<Result | null> {
  const place = at ?? (client && cursorPosition(client));
  if (!client || !place) return null;
  try {
    const params = { command, arguments: [place] };
    return (await client.sendRequest(ExecuteCommandRequest.type, params)) as Result | null;
  } catch (error) {
    void window.showErrorMessage(`Macroscope: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}
