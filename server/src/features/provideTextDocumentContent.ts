import type { ExpansionDocuments } from './expansion/expansionDocuments';
import type { ServerContext } from './serverContext';

/** `workspace/textDocumentContent` (LSP 3.18): the text of an expansion document, and a refresh whenever it has changed. */
export function provideTextDocumentContent(
  { connection, support }: ServerContext,
  expansions: ExpansionDocuments,
): void {
  connection.workspace.textDocumentContent.on(async ({ uri }) => {
    const document = await expansions.open(uri);
    return document ? { text: document.text } : null;
  });
  if (!support.textDocumentContent) return;
  expansions.onChange(({ uri }) => {
    connection.workspace.textDocumentContent.refresh(uri).catch((error: unknown) => {
      connection.console.warn(`The client did not refresh an expansion: ${String(error)}`);
    });
  });
}
