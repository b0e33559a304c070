import { window } from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { TextPosition } from '../../server/src/features/serverContext';

/** The cursor of the active editor; undefined, after a word to the user, where it is in no Rust code. */
export function cursorPosition(client: BaseLanguageClient): TextPosition | undefined {
  const editor = window.activeTextEditor;
  if (editor?.document.languageId !== 'rust') {
    void window.showInformationMessage('Macroscope: put the cursor on a macro in a Rust file first.');
    return undefined;
  }
  return {
    textDocument: { uri: client.code2ProtocolConverter.asUri(editor.document.uri) },
    position: client.code2ProtocolConverter.asPosition(editor.selection.active),
  };
}
