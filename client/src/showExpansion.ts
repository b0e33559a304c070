import {
  env,
  Selection,
  TextEditorRevealType,
  Uri,
  ViewColumn,
  window,
  workspace,
  type Range,
  type TextEditor,
} from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { TextPosition } from '../../server/src/features/serverContext';
import type { ShownExpansion } from '../../server/src/features/showExpansion';
import { expansionScheme } from './documents';
import { execute } from './executeCommand';

/** Commands of the server that give a document. This client shows it itself, since it knows where. */
export const documentCommands = [
  'macroscope.showExpansion',
  'macroscope.showExpansionStep',
  'macroscope.goToExpansion',
  'macroscope.nextStep',
  'macroscope.previousStep',
  'macroscope.firstStep',
  'macroscope.allSteps',
  'macroscope.expandCall',
  'macroscope.collapseCall',
] as const;

/** Who uses these wants to see the tree of steps as well. */
export const stepCommands = new Set<string>(['macroscope.showExpansionStep', 'macroscope.nextStep']);

/** Runs a command that gives an expansion and shows that beside the code; `at` comes from a code action, else the cursor counts. */
export async function showExpansion(
  client: BaseLanguageClient | undefined,
  command: string,
  at?: TextPosition,
): Promise<void> {
  const shown = await execute<ShownExpansion>(client, command, at);
  if (!client || !shown) return;
  const editor = await editorOf(Uri.parse(shown.uri));
  if (shown.selection) select(editor, client.protocol2CodeConverter.asRange(shown.selection));
}

/** Selects a range and brings it into view. */
export function select(editor: TextEditor, range: Range): void {
  editor.selection = new Selection(range.start, range.end);
  editor.revealRange(range, TextEditorRevealType.InCenterIfOutsideViewport);
}

/** The editor that shows a document; a new one stands beside the code, or in the place of the expansion that it was asked for from. */
async function editorOf(uri: Uri): Promise<TextEditor> {
  const key = uri.toString();
  const visible = window.visibleTextEditors.find(({ document }) => document.uri.toString() === key);
  if (visible) return visible;
  const isNested = window.activeTextEditor?.document.uri.scheme === expansionScheme;
  return window.showTextDocument(await workspace.openTextDocument(uri), {
    viewColumn: isNested ? ViewColumn.Active : ViewColumn.Beside,
    preserveFocus: !isNested,
    preview: false,
  });
}

export async function copyExpansion(
  client: BaseLanguageClient | undefined,
  at?: TextPosition,
): Promise<void> {
  const text = await execute<string>(client, 'macroscope.copyExpansion', at);
  if (typeof text === 'string') await env.clipboard.writeText(text);
}
