import type { InitializeParams } from 'vscode-languageserver';
import type { ExpansionDocuments } from './expansion/expansionDocuments';
import { hygieneMarks } from './expansion/hygieneMarks';
import type { LiveOptions } from './liveOptions';
import type { ServerContext } from './serverContext';

/** `textDocument/inlayHint` of expansion documents, where the setting has it: variables of the same name are told apart. */
export function provideInlayHints(
  context: ServerContext,
  expansions: ExpansionDocuments,
  live: LiveOptions,
  { capabilities }: InitializeParams,
): void {
  const { connection } = context;
  const { inlayHint } = connection.languages;
  inlayHint.on(async ({ textDocument, range }) => {
    const view = live.current.hygieneMarks && (await expansions.open(textDocument.uri))?.view;
    if (!view) return null;
    const [start, end] = [view.lines.offset(range.start), view.lines.offset(range.end)];
    return hygieneMarks(view, { start, end });
  });
  if (capabilities.workspace?.inlayHint?.refreshSupport !== true) return;
  live.onChange((before) => {
    if (before.hygieneMarks === live.current.hygieneMarks) return;
    inlayHint.refresh().catch((error: unknown) => {
      connection.console.warn(`The client did not ask for inlay hints again: ${String(error)}`);
    });
  });
}
