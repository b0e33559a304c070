import {
  CodeLensRefreshRequest,
  type CodeLens,
  type Command,
  type InitializeParams,
  type Range,
} from 'vscode-languageserver';
import type { Analysis } from '../analysis/analysis';
import type { SiteExpansion } from '../analysis/siteExpansion';
import { nodesOf } from '../expand/expansionTree';
import { CodeLensInputs } from './codeLensInputs';
import { commandNames } from './commandNames';
import { counted } from './counted';
import type { LiveOptions } from './liveOptions';
import { inParts } from './partialResults';
import {
  isTextPosition,
  openSource,
  signalOf,
  siteAtPosition,
  type OpenSource,
  type ServerContext,
  type TextPosition,
} from './serverContext';
import { definedMacros } from './uses/definedMacros';
import { usesOf } from './uses/usesOf';

/** More calls than this, in one file, have no lenses: nobody reads so many. */
const maximumLenses = 2000;

/** What a lens is about: its macro call, or the macro that is defined there. */
interface LensData extends TextPosition {
  readonly about: 'call' | 'definition';
}

/**
 * `textDocument/codeLens` and `codeLens/resolve`, when the setting is on: over a call the size and cost of its expansion, which a click shows, and
 * over a macro's definition how often the workspace calls it.
 */
export function provideCodeLenses(context: ServerContext, live: LiveOptions, params: InitializeParams): void {
  const { connection, workspaces, documents } = context;
  const canRefresh = params.capabilities.workspace?.codeLens?.refreshSupport === true;
  const refresh = (): void => {
    if (!canRefresh) return;
    connection.sendRequest(CodeLensRefreshRequest.type).catch((error: unknown) => {
      connection.console.warn(`The client did not refresh its code lenses: ${String(error)}`);
    });
  };
  const inputs = new CodeLensInputs(context.inputs, refresh);
  connection.onCodeLens(async ({ textDocument: { uri } }, token, _progress, parts) => {
    const source = context.options.codeLenses ? await openSource(context, uri) : undefined;
    inputs.forget(uri);
    return source ? inParts(lensesOf(source, uri), token, parts) : null;
  });
  connection.onCodeLensResolve(async (lens, token): Promise<CodeLens> => {
    const { data } = lens as { data: unknown };
    const command = isTextPosition(data)
      ? await lensCommand(context, inputs, data, signalOf(token))
      : undefined;
    return { ...lens, command: command ?? { title: 'no macro call', command: '' } };
  });
  documents.onDidClose(({ document }) => inputs.forget(document.uri));
  live.onChange(({ codeLenses }) => {
    if (codeLenses !== context.options.codeLenses) refresh();
  });
  workspaces.onChange(() => {
    if (context.options.codeLenses) refresh();
  });
}

async function lensCommand(
  context: ServerContext,
  inputs: CodeLensInputs,
  at: TextPosition,
  signal: AbortSignal,
): Promise<Command | undefined> {
  if ('about' in at && at.about === 'definition') {
    const found = await usesOf(context, at, { signal });
    return (
      found && { title: counted(found.uses.length, 'use'), command: commandNames.showUses, arguments: [at] }
    );
  }
  const found = await siteAtPosition(context, at);
  if (!found) return undefined;
  const { analysis, file, site } = found;
  const since = Date.now();
  const expansion = await analysis.shareSite(file, site, { signal, priority: 'background' });
  const { uri } = at.textDocument;
  if (context.documents.get(uri)) inputs.add(uri, expansion.node, since);
  const title = await sizeAndCost(analysis, expansion);
  return { title, command: commandNames.showExpansion, arguments: [at] };
}

/** `12 lines · 3 steps · 0.4 ms`. What was made together with the call around it has no time of its own. */
async function sizeAndCost(analysis: Analysis, { node, wallMicros, around }: SiteExpansion): Promise<string> {
  if (node.error && !node.step) return `cannot be expanded: ${node.error.message.split('\n')[0] ?? ''}`;
  const text = await analysis.reporter.text(node);
  const steps = [...nodesOf(node)].filter(({ step }) => step).length;
  const lines = text.trim() === '' ? 0 : text.split('\n').length;
  const time = around ? [] : [`${(wallMicros / 1000).toFixed(1)} ms`];
  return [counted(lines, 'line'), counted(steps, 'step'), ...time].join(' · ');
}

function* lensesOf({ analysis, file }: OpenSource, uri: string): Generator<CodeLens> {
  let count = 0;
  for (const site of file.sites) {
    if (count >= maximumLenses) break;
    if (!analysis.isCall(file, site)) continue;
    count++;
    yield lensAt(file.lines.range(site.nameSpan), uri, 'call');
  }
  for (const { name } of definedMacros(file.document.tokens.tokens))
    yield lensAt(file.lines.range(name.span), uri, 'definition');
}

function lensAt(range: Range, uri: string, about: LensData['about']): CodeLens {
  const data: LensData = { textDocument: { uri }, position: range.start, about };
  return { range, data };
}
