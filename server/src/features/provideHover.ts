import { MarkupContent, type Hover, type HoverParams } from 'vscode-languageserver';
import { wholeText } from './callTexts';
import type { ClientSupport } from './clientSupport';
import { formatExpansionUri } from './expansion/expansionAddress';
import { addressOf, type ExpansionDocuments } from './expansion/expansionDocuments';
import { expansionHover } from './expansion/expansionHover';
import { fullViewFor } from './hover/fullView';
import { hoverText } from './hover/hoverText';
import { shortName } from './macroName';
import { plainText } from './plainText';
import { siteAtPosition, signalOf, type ServerContext } from './serverContext';
import { definitionHover } from './uses/definitionHover';

/** `textDocument/hover`: what a call expands to, in a source file or in an expansion; in an expansion also where a token came from; on a macro's definition who calls it. */
export function provideHover(context: ServerContext, expansions: ExpansionDocuments): void {
  context.connection.onHover(async (params, token): Promise<Hover | null> => {
    const document = await expansions.open(params.textDocument.uri);
    const hover = document
      ? expansionHover(context, document, params, signalOf(token))
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
  const expansion = await analysis.shareSite(file, site, { signal });
  const { node, wallMicros, kept } = expansion;
  if (signal.aborted) return null;
  const isExpanded = !node.error || node.step !== undefined;
  const text = isExpanded ? await wholeText(found, () => Promise.resolve(expansion)) : undefined;
  const report = await analysis.reporter.report(node, wallMicros, {
    withSteps: false,
    kept,
    text: text?.text,
  });
  const whole = formatExpansionUri(shortName(node.kind, node.path), addressOf(found, 'all'));
  const value = hoverText(report, {
    maximumLines: context.options.hoverLines,
    bindings: analysis.bindings(node),
    fullView: fullViewFor(context.support, params, whole),
  });
  return { contents: { kind: 'markdown', value }, range: file.lines.range(site.nameSpan) };
}
