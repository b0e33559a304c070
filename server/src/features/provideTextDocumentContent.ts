import type { KeptTexts } from './compare/keptTexts';
import type { ExpansionDocuments } from './expansion/expansionDocuments';
import type { ServerContext } from './serverContext';

/** `workspace/textDocumentContent` (LSP 3.18): the text of an expansion document, and a refresh whenever it has changed; of what was kept to be compared. */
export function provideTextDocumentContent(
  { connection, support }: ServerContext,
  expansions: ExpansionDocuments,
  texts: KeptTexts,
): void {
  connection.workspace.textDocumentContent.on(async ({ uri }) => {
    const text = texts.textOf(uri) ?? (await expansions.open(uri))?.text;
    return text === undefined ? null : { text };
  });
  if (!support.textDocumentContent) return;
  expansions.onChange(({ uri }) => {
    connection.workspace.textDocumentContent.refresh(uri).catch((error: unknown) => {
      connection.console.warn(`The client did not refresh an expansion: ${String(error)}`);
    });
  });
}
