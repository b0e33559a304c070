import { window } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** A place in a document, as the server's commands take it. */
export interface TextPosition {
  readonly textDocument: { readonly uri: string };
  readonly position: { readonly line: number; readonly character: number };
}

/** The cursor of the active editor; undefined, after a word to the user, where it is in no Rust code. */
export function cursorPosition(client: LanguageClient): TextPosition | undefined {
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
