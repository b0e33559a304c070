import {
  CodeLensRefreshRequest,
  type CodeLens,
  type Command,
  type InitializeParams,
  type Range,
} from 'vscode-languageserver';
import type { SiteExpansion, Analysis } from '../analysis/analysis';
import type { SourceFile } from '../analysis/sourceFile';
import { nodesOf } from '../expand/expansionTree';
import { CodeLensInputs } from './codeLensInputs';
import { commandNames } from './commandNames';
import { counted } from './counted';
import type { LiveOptions } from './liveOptions';
import {
  isTextPosition,
  openSource,
  signalOf,
  siteAtPosition,
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
  connection.onCodeLens(async ({ textDocument }): Promise<CodeLens[] | null> => {
    const source = context.options.codeLenses ? await openSource(context, textDocument.uri) : undefined;
    inputs.forget(textDocument.uri);
    if (!source) return null;
    const { analysis, file } = source;
    return [...callLenses(analysis, file, textDocument.uri), ...definitionLenses(file, textDocument.uri)];
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
    const found = await usesOf(context, at, signal);
    return (
      found && { title: counted(found.uses.length, 'use'), command: commandNames.showUses, arguments: [at] }
    );
  }
  const found = await siteAtPosition(context, at);
  if (!found) return undefined;
  const { analysis, file, site } = found;
  const request = { recursive: true, signal, priority: 'background' } as const;
  const since = Date.now();
  const expansion = await analysis.expandSite(file, site, request);
  const { uri } = at.textDocument;
  if (context.documents.get(uri)) inputs.add(uri, expansion.node, since);
  const title = await sizeAndCost(analysis, expansion);
  return { title, command: commandNames.showExpansion, arguments: [at] };
}

function callLenses(analysis: Analysis, file: SourceFile, uri: string): CodeLens[] {
  return file.sites
    .filter((site) => analysis.isCall(file, site))
    .slice(0, maximumLenses)
    .map(({ nameSpan }) => lensAt(file.lines.range(nameSpan), uri, 'call'));
}

/** `12 lines · 3 steps · 0.4 ms`. */
async function sizeAndCost(analysis: Analysis, { node, wallMicros }: SiteExpansion): Promise<string> {
  if (node.error && !node.step) return `cannot be expanded: ${node.error.message.split('\n')[0] ?? ''}`;
  const text = await analysis.reporter.text(node);
  const steps = [...nodesOf(node)].filter(({ step }) => step).length;
  const lines = text.trim() === '' ? 0 : text.split('\n').length;
  return [counted(lines, 'line'), counted(steps, 'step'), `${(wallMicros / 1000).toFixed(1)} ms`].join(' · ');
}

function definitionLenses({ document, lines }: SourceFile, uri: string): CodeLens[] {
  return definedMacros(document.tokens.tokens).map(({ name }) =>
    lensAt(lines.range(name.span), uri, 'definition'),
  );
}

function lensAt(range: Range, uri: string, about: LensData['about']): CodeLens {
  const data: LensData = { textDocument: { uri }, position: range.start, about };
  return { range, data };
}
