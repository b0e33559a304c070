import { commands, extensions, Uri, window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { Comparison } from '../../server/src/features/compare/comparison';
import type { TextPosition } from '../../server/src/features/serverContext';
import { cursorPosition } from './cursor';
import { execute } from './executeCommand';

/** Commands of the server that give a comparison. This client shows it in its own editor for differences. */
export const compareCommands = [
  'macroscope.compareWithPinned',
  'macroscope.compareWithSaved',
  'macroscope.compareStep',
  'macroscope.compareInlined',
] as const;

/** Runs a command that compares and shows the difference, both sides as documents of the server, which follow the source. */
export async function compareExpansions(
  client: BaseLanguageClient | undefined,
  command: string,
  at?: TextPosition,
  version?: object,
): Promise<void> {
  const comparison = await execute<Comparison>(client, command, at, version);
  if (!comparison || comparison.diff === '') return;
  const { before, after } = comparison;
  const title = `${before.title} ↔ ${after.title}`;
  await commands.executeCommand('vscode.diff', Uri.parse(before.uri), Uri.parse(after.uri), title);
}

/** Keeps the expansion at the cursor, and offers to compare it. */
export async function pinExpansion(client: BaseLanguageClient | undefined): Promise<void> {
  const at = client && cursorPosition(client);
  const pinned = at && (await execute<{ readonly name: string }>(client, 'macroscope.pinExpansion', at));
  if (!pinned) return;
  const compare = 'Compare';
  const message = `The expansion of ${pinned.name} is pinned. After an edit, compare it with “Compare with Pinned Expansion”.`;
  if ((await window.showInformationMessage(message, compare)) === compare)
    await compareExpansions(client, 'macroscope.compareWithPinned', at);
}

/** What this client uses of VS Code's own extension for git. */
interface GitApi {
  getRepository(uri: Uri): { show(revision: string, path: string): Promise<string> } | null;
}

/** Asks for a revision of git and compares with the expansion in the file as it is there. */
export async function compareWithRevision(client: BaseLanguageClient | undefined): Promise<void> {
  const at = client && cursorPosition(client);
  if (!at) return;
  const extension = extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git');
  const git = (await extension?.activate())?.getAPI(1);
  const file = Uri.parse(at.textDocument.uri);
  const repository = git?.getRepository(file);
  if (!repository) {
    void window.showWarningMessage('Macroscope: this file is in no git repository that VS Code knows.');
    return;
  }
  const revision = await window.showInputBox({ prompt: 'Revision to compare with', value: 'HEAD' });
  if (!revision) return;
  try {
    const text = await repository.show(revision, file.fsPath);
    const version = { name: revision, texts: { [at.textDocument.uri]: text } };
    await compareExpansions(client, 'macroscope.compareWithTexts', at, version);
  } catch (error) {
    void window.showErrorMessage(`Macroscope: ${error instanceof Error ? error.message : String(error)}`);
  }
}
