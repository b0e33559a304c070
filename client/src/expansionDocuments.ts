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

/** The parameters of the request, which the server's notification `macroscope/expansionChanged` repeats. */
interface ExpansionParams {
  readonly textDocument: { readonly uri: string };
  readonly position: { readonly line: number; readonly character: number };
}

interface ShownExpansion {
  readonly uri: Uri;
  readonly params: ExpansionParams;
  text: string;
}

/** Read-only Rust documents that show the expansion of the call at the cursor beside the code. */
export class ExpansionDocuments implements TextDocumentContentProvider, Disposable {
  private readonly changed = new EventEmitter<Uri>();
  private readonly shown = new Map<string, ShownExpansion>();
  private readonly disposables: Disposable[];
  readonly onDidChange = this.changed.event;

  constructor(private readonly client: () => LanguageClient | undefined) {
    this.disposables = [
      this.changed,
      workspace.registerTextDocumentContentProvider(scheme, this),
      workspace.onDidCloseTextDocument((document) => this.shown.delete(document.uri.toString())),
    ];
  }

  provideTextDocumentContent(uri: Uri): string {
    return (
      this.shown.get(uri.toString())?.text ??
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
      const params: ExpansionParams = {
        textDocument: { uri: editor.document.uri.toString() },
        position: client.code2ProtocolConverter.asPosition(editor.selection.active),
      };
      const answer = await client.sendRequest<ExpansionAnswer | null>('macroscope/expansion', params);
      if (!answer) {
        void window.showInformationMessage('Macroscope: there is no macro call at the cursor.');
        return;
      }
      await this.show(editor.document.uri, params, answer);
    } catch (error) {
      void window.showErrorMessage(`Macroscope: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Keeps the documents up to date with what the server of a client tells. To be called before the client starts. */
  follow(client: LanguageClient): void {
    client.onNotification('macroscope/expansionChanged', (changed: ExpansionParams) =>
      // A server that is being stopped does not answer.
      this.refresh(client, changed).catch(() => undefined),
    );
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  /** Something that an expansion depends on has changed without an edit: shows it as it is now, unless it is the same. */
  private async refresh(client: LanguageClient, changed: ExpansionParams): Promise<void> {
    for (const shown of this.shown.values()) {
      if (!isSameRequest(shown.params, changed)) continue;
      const answer = await client.sendRequest<ExpansionAnswer | null>('macroscope/expansion', shown.params);
      if (!answer || answer.text === shown.text) continue;
      shown.text = answer.text;
      this.changed.fire(shown.uri);
    }
  }

  private async show(source: Uri, params: ExpansionParams, answer: ExpansionAnswer): Promise<void> {
    const title = answer.name.replace(/[^\w!#[\]():]+/g, '_').replace(/::/g, '.');
    const uri = Uri.from({ scheme, path: `/${title}.rs`, query: source.toString() });
    this.shown.set(uri.toString(), { uri, params, text: answer.text });
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

function isSameRequest(a: ExpansionParams, b: ExpansionParams): boolean {
  return (
    a.textDocument.uri === b.textDocument.uri &&
    a.position.line === b.position.line &&
    a.position.character === b.position.character
  );
}
