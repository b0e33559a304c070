import {
  EventEmitter,
  languages,
  Uri,
  ViewColumn,
  window,
  workspace,
  type Disposable,
  type TextDocumentContentProvider,
} from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

const scheme = 'macroscope-expansion';

/** The answer of the server's request `macroscope/expansion`. */
interface ExpansionAnswer {
  readonly name: string;
  readonly text: string;
}

/** Read-only Rust documents that show the expansion of the call at the cursor beside the code. */
export class ExpansionDocuments implements TextDocumentContentProvider, Disposable {
  private readonly changed = new EventEmitter<Uri>();
  private readonly texts = new Map<string, string>();
  private readonly disposables: Disposable[];
  readonly onDidChange = this.changed.event;

  constructor(private readonly client: () => LanguageClient | undefined) {
    this.disposables = [
      this.changed,
      workspace.registerTextDocumentContentProvider(scheme, this),
      workspace.onDidCloseTextDocument((document) => this.texts.delete(document.uri.toString())),
    ];
  }

  provideTextDocumentContent(uri: Uri): string {
    return (
      this.texts.get(uri.toString()) ??
      '// This expansion is no longer open. Run “Macroscope: Show Expansion” again.\n'
    );
  }

  async showAtCursor(): Promise<void> {
    const editor = window.activeTextEditor;
    if (editor?.document.languageId !== 'rust') {
      void window.showInformationMessage('Macroscope: put the cursor on a macro in a Rust file first.');
      return;
    }
    const client = this.client();
    if (!client) return;
    try {
      const answer = await client.sendRequest<ExpansionAnswer | null>('macroscope/expansion', {
        textDocument: { uri: editor.document.uri.toString() },
        position: client.code2ProtocolConverter.asPosition(editor.selection.active),
      });
      if (!answer) {
        void window.showInformationMessage('Macroscope: there is no macro call at the cursor.');
        return;
      }
      await this.show(editor.document.uri, answer);
    } catch (error) {
      void window.showErrorMessage(`Macroscope: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  private async show(source: Uri, answer: ExpansionAnswer): Promise<void> {
    const title = answer.name.replace(/[^\w!#[\]():]+/g, '_').replace(/::/g, '.');
    const uri = Uri.from({ scheme, path: `/${title}.rs`, query: source.toString() });
    this.texts.set(uri.toString(), answer.text);
    this.changed.fire(uri);
    const document = await workspace.openTextDocument(uri);
    await languages.setTextDocumentLanguage(document, 'rust');
    await window.showTextDocument(document, {
      viewColumn: ViewColumn.Beside,
      preserveFocus: true,
      preview: false,
    });
  }
}
