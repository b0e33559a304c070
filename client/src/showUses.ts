import { commands, window } from 'vscode';
import type { BaseLanguageClient, Location } from 'vscode-languageclient';
import type { TextPosition } from '../../server/src/features/serverContext';
import { execute } from './executeCommand';

/** Lists the calls of the macro whose definition is at a place, as VS Code lists references; `at` comes from a code lens, else the cursor counts. */
export async function showUses(client: BaseLanguageClient | undefined, at?: TextPosition): Promise<void> {
  const uses = await execute<Location[]>(client, 'macroscope.showUses', at);
  if (!client || !uses) return;
  const editor = window.activeTextEditor;
  if (!editor) return;
  const { asLocation, asPosition } = client.protocol2CodeConverter;
  await commands.executeCommand(
    'editor.action.showReferences',
    editor.document.uri,
    at ? asPosition(at.position) : editor.selection.active,
    uses.map((use) => asLocation(use)),
  );
}
