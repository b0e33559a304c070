import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import type { Analysis } from '../analysis/analysis';
import type { TextOfCall } from '../analysis/keptAnswers';
import type { SiteExpansion } from '../analysis/siteExpansion';
import type { ExpandRequest } from '../expand/expander';
import type { SiteAtPosition } from './serverContext';

/** The whole expansion of a call as text. `expand`: makes it where the text is not known. Rejects with what a client is answered where the call cannot be expanded. */
export function wholeText(
  { analysis, file, site }: SiteAtPosition,
  expand: () => Promise<SiteExpansion>,
): Promise<TextOfCall> {
  return analysis.answers.textOf(file, site, 'expansion', expand, (expansion) => textOf(analysis, expansion));
}

/** What a call's macro wrote, as text. Rejects as {@link wholeText} does. */
export function stepText(
  { analysis, file, site }: SiteAtPosition,
  options: Omit<ExpandRequest, 'recursive'>,
): Promise<TextOfCall> {
  const expand = (): Promise<SiteExpansion> =>
    analysis.expandSite(file, site, { recursive: false, ...options });
  return analysis.answers.textOf(file, site, 'step', expand, (expansion) => textOf(analysis, expansion));
}

async function textOf({ reporter }: Analysis, { node }: SiteExpansion): Promise<string> {
  if (!node.error || node.step) return reporter.text(node);
  throw new ResponseError(ErrorCodes.InternalError, `${node.path}: ${node.error.message}`);
}

/** Makes the texts that hovers and `rust-analyzer/expandMacro` show of a call, where they can be kept. Rejects only for faults of ours where the call can be expanded. */
export async function prepareTexts(
  call: SiteAtPosition,
  expansion: SiteExpansion,
  signal: AbortSignal,
): Promise<void> {
  if (!call.analysis.answers.canKeep(expansion)) return;
  await wholeText(call, () => Promise.resolve(expansion));
  if (call.site.kind === 'derive') await stepText(call, { priority: 'background', signal });
}
