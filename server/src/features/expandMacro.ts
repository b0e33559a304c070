import type { MacroKind } from '../resolve/definition';
import { stepText, wholeText } from './callTexts';
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
  const { name, text } = isRecursive(site.kind)
    ? await wholeText(found, () => analysis.shareSite(file, site, { signal }))
    : await stepText(found, { signal });
  return { name, expansion: text };
}
