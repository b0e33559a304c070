import type { Location, ServerCapabilities } from 'vscode-languageserver';
import { URI } from 'vscode-uri';
import { canShowExpansions, type ClientSupport } from './clientSupport';
import type { ExpansionDocuments } from './expansion/expansionDocuments';
import type { ServerContext } from './serverContext';
import { openExpansion } from './showExpansion';

/**
 * `textDocument/declaration`, for clients that open no documents for the server: from a macro call it leads to what the call stands for, in a temporary
 * file. Every client can go to a location.
 */
export function provideDeclaration({ connection }: ServerContext, expansions: ExpansionDocuments): void {
  connection.onDeclaration(async (at): Promise<Location | null> => {
    const document = await openExpansion(expansions, at, 'all');
    if (!document) return null;
    const start = { line: 0, character: 0 };
    return { uri: URI.file(expansions.fileOf(document)).toString(), range: { start, end: start } };
  });
}

/** Other clients keep the command for the declarations of other servers. */
export function declarationCapability(support: ClientSupport): ServerCapabilities {
  return canShowExpansions(support) ? {} : { declarationProvider: true };
}
