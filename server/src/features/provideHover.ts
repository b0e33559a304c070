import { MarkupContent, type Hover, type HoverParams } from 'vscode-languageserver';
import type { ClientSupport } from './clientSupport';
import { commandNames } from './commandNames';
import { expansionHover } from './expansion/expansionHover';
import type { ExpansionDocuments } from './expansion/expansionDocuments';
import { hoverText } from './hoverText';
import { plainText } from './plainText';
import { siteAtPosition, signalOf, type ServerContext, type TextPosition } from './serverContext';
import { definitionHover } from './uses/definitionHover';

/** `textDocument/hover`: what a call expands to, in a source file or in an expansion; in an expansion also where a token came from; on a macro's definition who calls it. */
export function provideHover(context: ServerContext, expansions: ExpansionDocuments): void {
  context.connection.onHover(async (params, token): Promise<Hover | null> => {
    const document = await expansions.open(params.textDocument.uri);
    const hover = document
      ? expansionHover(document, params.position, context.options, signalOf(token))
      : sourceHover(context, params, signalOf(token));
    const found = await hover;
    return found && !token.isCancellationRequested ? shownBy(context.support, found) : null;
  });
}

/** Clients that show no Markdown get the text alone. */
function shownBy({ markdownHover }: ClientSupport, hover: Hover): Hover {
  const { contents } = hover;
  if (markdownHover || !MarkupContent.is(contents)) return hover;
  return { ...hover, contents: { kind: 'plaintext', value: plainText(contents.value) } };
}

async function sourceHover(
  context: ServerContext,
  params: HoverParams,
  signal: AbortSignal,
): Promise<Hover | null> {
  const found = await siteAtPosition(context, params);
  if (!found) return definitionHover(context, params, signal);
  const { analysis, file, site } = found;
  const { node, wallMicros } = await analysis.expandSite(file, site, { recursive: true, signal });
  if (signal.aborted) return null;
  const report = await analysis.reporter.report(node, wallMicros, { withSteps: false });
  return {
    contents: {
      kind: 'markdown',
      value: hoverText(report, {
        maximumLines: context.options.hoverLines,
        bindings: analysis.bindings(node),
        fullView: context.support.commandLinks ? fullViewLink(params) : undefined,
      }),
    },
    range: file.lines.range(site.nameSpan),
  };
}

/** A link that runs the command for the whole expansion, as VS Code writes such links. */
function fullViewLink({ textDocument, position }: HoverParams): string {
  const at: TextPosition = { textDocument: { uri: textDocument.uri }, position };
  return `command:${commandNames.showExpansion}?${encodeURIComponent(JSON.stringify([at]))}`;
}
