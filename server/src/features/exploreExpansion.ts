import {
  DefinitionRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  InlayHintRequest,
  SemanticTokensRegistrationType,
  type InitializeParams,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { expansionScheme } from './expansion/expansionAddress';
import type { ExpansionDocuments } from './expansion/expansionDocuments';
import { documentSymbols, foldingRanges } from './expansion/expansionSymbols';
import { semanticTokens, semanticTokensLegend } from './expansion/expansionTokens';
import type { ExpansionView } from './expansion/expansionView';
import { tokenAt } from './expansion/tokenOrigin';
import { locationOf } from './locationOf';
import { inParts } from './partialResults';
import type { ServerContext } from './serverContext';

/**
 * `textDocument/definition`, `foldingRange`, `documentSymbol` and `semanticTokens` of expansion documents. Source files are the business of other
 * servers: for them there is no answer.
 */
export function exploreExpansion({ connection, files }: ServerContext, expansions: ExpansionDocuments): void {
  const viewOf = async ({
    textDocument,
  }: {
    textDocument: { uri: string };
  }): Promise<ExpansionView | undefined> => (await expansions.open(textDocument.uri))?.view;

  /** Each token leads to where it came from: the call's argument, or the macro's definition. */
  connection.onDefinition(async (params) => {
    const view = await viewOf(params);
    const token = view?.spans[tokenAt(view, view.lines.offset(params.position))];
    return (view && token && locationOf(view.analysis.reporter, files, token.span)) ?? null;
  });
  connection.onFoldingRanges(async (params, token, _progress, parts) => {
    const view = await viewOf(params);
    return view ? inParts(foldingRanges(view), token, parts) : null;
  });
  connection.onDocumentSymbol(async (params, token, _progress, parts) => {
    const view = await viewOf(params);
    return view ? inParts(documentSymbols(view), token, parts) : null;
  });
  connection.languages.semanticTokens.on(async (params, token, _progress, parts) => {
    const view = await viewOf(params);
    if (!view) return { data: [] };
    const dataParts = parts && { report: (tokens: number[][]) => parts.report({ data: tokens.flat() }) };
    return { data: (await inParts(semanticTokens(view), token, dataParts)).flat() };
  });
}

const semanticTokensOptions = { legend: semanticTokensLegend, full: true };

/** For clients that cannot be told later, and more exactly, what the features are for. */
export function staticExploreCapabilities(params: InitializeParams): ServerCapabilities {
  if (registersDynamically(params)) return {};
  return {
    definitionProvider: true,
    foldingRangeProvider: true,
    documentSymbolProvider: true,
    semanticTokensProvider: semanticTokensOptions,
  };
}

/** Offers the features for expansion documents only, so that clients do not ask for those of every file. */
export function registerExplore({ connection }: ServerContext, params: InitializeParams): void {
  if (!registersDynamically(params)) return;
  const documentSelector = [{ scheme: expansionScheme }];
  const failed = (error: unknown): void => {
    connection.console.warn(`The client took no features for expansions: ${String(error)}`);
  };
  const { client } = connection;
  client.register(DefinitionRequest.type, { documentSelector }).catch(failed);
  client.register(FoldingRangeRequest.type, { documentSelector }).catch(failed);
  client.register(DocumentSymbolRequest.type, { documentSelector }).catch(failed);
  // Some clients take hints of one server only: they keep those for their code.
  if (params.capabilities.textDocument?.inlayHint?.dynamicRegistration === true)
    client.register(InlayHintRequest.type, { documentSelector }).catch(failed);
  client
    .register(SemanticTokensRegistrationType.type, { documentSelector, ...semanticTokensOptions })
    .catch(failed);
}

/** Temporary files, which a client without documents of ours gets, are named by no scheme. */
function registersDynamically({ capabilities: { textDocument, workspace } }: InitializeParams): boolean {
  return (
    workspace?.textDocumentContent !== undefined &&
    [
      textDocument?.definition,
      textDocument?.foldingRange,
      textDocument?.documentSymbol,
      textDocument?.semanticTokens,
    ].every((capability) => capability?.dynamicRegistration === true)
  );
}
