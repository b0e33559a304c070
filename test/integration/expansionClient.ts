import {
  DidCloseTextDocumentNotification,
  TextDocumentContentRefreshRequest,
  TextDocumentContentRequest,
  type ClientCapabilities,
  type Position,
} from 'vscode-languageserver-protocol/node';
import type { TestClient } from './testClient';

/** A client that asks the server for documents, and opens them itself. */
export const contentCapabilities: ClientCapabilities = { workspace: { textDocumentContent: {} } };

export interface ShownExpansion {
  readonly uri: string;
  readonly name: string;
  readonly text: string;
}

/** An editor that has expansion documents open: it reads them again when it is told to. */
export class ExpansionClient {
  /** The URIs of the documents that the server had refreshed. */
  readonly changed: string[] = [];
  private readonly waiting = new Set<() => void>();

  constructor(private readonly client: TestClient) {
    client.connection.onRequest(TextDocumentContentRefreshRequest.type, ({ uri }) => this.refreshed(uri));
  }

  /** The server had a document refreshed. */
  protected refreshed(uri: string): void {
    this.changed.push(uri);
    for (const resolve of this.waiting) resolve();
    this.waiting.clear();
  }

  /** Runs a command with a place in a file or in a document of the server. */
  run(command: string, file: string, position: Position): Promise<ShownExpansion | null> {
    return this.client.runCommand(command, file, position) as Promise<ShownExpansion | null>;
  }

  async show(command: string, file: string, position: Position): Promise<ShownExpansion> {
    const shown = await this.run(command, file, position);
    if (!shown) throw new Error('nothing is shown');
    return shown;
  }

  async text(uri: string): Promise<string> {
    const content = await this.client.connection.sendRequest(TextDocumentContentRequest.type, { uri });
    return content.text;
  }

  /** Waits until the text of a document, read again at each refresh, has a part. */
  async textWith(uri: string, part: string): Promise<string> {
    for (;;) {
      const seen = this.changed.length;
      const text = await this.text(uri);
      if (text.includes(part)) return text;
      await this.untilChanged(seen);
    }
  }

  /** Waits until the server has had more documents refreshed than `seen`. */
  async untilChanged(seen: number): Promise<void> {
    if (seen === this.changed.length) await new Promise<void>((resolve) => this.waiting.add(resolve));
  }

  /** Closes a document of the server. */
  close(uri: string): Promise<void> {
    return this.client.connection.sendNotification(DidCloseTextDocumentNotification.type, {
      textDocument: { uri },
    });
  }
}
