import { ResponseError, ErrorCodes } from 'vscode-languageserver';
import type { MacroKind } from '../resolve/definition';
import { siteAtPosition, signalOf, type ServerContext, type TextPosition } from './serverContext';

interface ExpandedMacro {
  readonly name: string;
  readonly expansion: string;
}

/**
 * `rust-analyzer/expandMacro`, with the parameters and the result that rust-analyzer documents, so that the plugins of many editors work
 * unchanged. Like rust-analyzer's, the expansion is recursive except for a derive, which is shown as the derive wrote it. `null` where there is no macro call; an error where it cannot be expanded.
 */
export function expandMacro(context: ServerContext): void {
  context.connection.onRequest('rust-analyzer/expandMacro', (params: TextPosition, token) =>
    expandedAt(context, params, (kind) => kind !== 'derive', signalOf(token)),
  );
}

/** The expansion of the call at a place as text; null where there is no call. Rejects with what the client is answered where it cannot be expanded. */
export async function expandedAt(
  context: ServerContext,
  at: TextPosition,
  isRecursive: (kind: MacroKind) => boolean,
  signal: AbortSignal,
): Promise<ExpandedMacro | null> {
  const found = await siteAtPosition(context, at);
  if (!found) return null;
  const { analysis, file, site } = found;
  const recursive = isRecursive(site.kind);
  const { name, text } = await analysis.answers.textOf(
    file,
    site,
    recursive ? 'expansion' : 'step',
    () =>
      recursive
        ? analysis.shareSite(file, site, { signal })
        : analysis.expandSite(file, site, { recursive, signal }),
    ({ node }) => {
      if (!node.error || node.step) return analysis.reporter.text(node);
      throw new ResponseError(ErrorCodes.InternalError, `${node.path}: ${node.error.message}`);
    },
  );
  return { name, expansion: text };
}
