import { CodeLensRefreshRequest, type CodeLens, type InitializeParams } from 'vscode-languageserver';
import type { SiteExpansion, Analysis } from '../analysis/analysis';
import type { SourceFile } from '../analysis/sourceFile';
import type { MacroDefinition } from '../resolve/definition';
import { outlineItems } from '../syntax/itemOutline';
import type { Ident, TokenTree } from '../syntax/token';
import { commandNames } from './commandNames';
import { counted } from './counted';
import type { LiveOptions } from './liveOptions';
import {
  isTextPosition,
  pathOfUri,
  signalOf,
  siteAtPosition,
  type ServerContext,
  type TextPosition,
} from './serverContext';

/** More calls than this, in one file, have no lenses: nobody reads so many. */
const maximumLenses = 2000;

/**
 * `textDocument/codeLens` and `codeLens/resolve`, when the setting is on: over a call the size and cost of its expansion, which a click shows, and
 * over a `macro_rules!` how often the file calls it.
 */
export function provideCodeLenses(context: ServerContext, live: LiveOptions, params: InitializeParams): void {
  const { connection, workspaces } = context;
  connection.onCodeLens(async ({ textDocument }): Promise<CodeLens[] | null> => {
    const path = pathOfUri(textDocument.uri);
    if (!context.options.codeLenses || path === undefined) return null;
    const analysis = await workspaces.analysisOf(path);
    const file = analysis.openFile(path);
    return file
      ? [...callLenses(analysis, file, textDocument.uri), ...definitionLenses(analysis, file)]
      : null;
  });
  connection.onCodeLensResolve(async (lens, token): Promise<CodeLens> => {
    const at: unknown = lens.data;
    const found = isTextPosition(at) ? await siteAtPosition(context, at) : undefined;
    if (!found) return { ...lens, command: { title: 'no macro call', command: '' } };
    const { analysis, file, site } = found;
    const request = { recursive: true, signal: signalOf(token), priority: 'background' } as const;
    const title = await sizeAndCost(analysis, await analysis.expandSite(file, site, request));
    return { ...lens, command: { title, command: commandNames.showExpansion, arguments: [at] } };
  });
  if (params.capabilities.workspace?.codeLens?.refreshSupport !== true) return;
  const refresh = (): void => {
    connection.sendRequest(CodeLensRefreshRequest.type).catch((error: unknown) => {
      connection.console.warn(`The client did not refresh its code lenses: ${String(error)}`);
    });
  };
  live.onChange(refresh);
  workspaces.onChange(() => {
    if (context.options.codeLenses) refresh();
  });
}

function callLenses(analysis: Analysis, file: SourceFile, uri: string): CodeLens[] {
  return file.sites
    .filter((site) => analysis.isCall(file, site))
    .slice(0, maximumLenses)
    .map(({ nameSpan }) => {
      const range = file.lines.range(nameSpan);
      const data: TextPosition = { textDocument: { uri }, position: range.start };
      return { range, data };
    });
}

/** `12 lines · 3 steps · 0.4 ms`. */
async function sizeAndCost(analysis: Analysis, { node, wallMicros }: SiteExpansion): Promise<string> {
  const { stats, text, error } = await analysis.reporter.report(node, wallMicros, { withSteps: false });
  if (!stats || text === undefined) return `cannot be expanded: ${error?.message.split('\n')[0] ?? ''}`;
  const lines = text.trim() === '' ? 0 : text.split('\n').length;
  return [
    counted(lines, 'line'),
    counted(stats.steps, 'step'),
    `${(stats.wallMicros / 1000).toFixed(1)} ms`,
  ].join(' · ');
}

function definitionLenses(analysis: Analysis, file: SourceFile): CodeLens[] {
  const names = definedMacros(file);
  if (names.length === 0) return [];
  const called = file.sites
    .filter(({ kind }) => kind === 'bang')
    .slice(0, maximumLenses)
    .map((site) => analysis.resolve(file, site));
  return names.map((name) => {
    const uses = called.filter((definition) => isDefinedAt(definition, file, name)).length;
    const title = `${counted(uses, 'use')} in this file`;
    return { range: file.lines.range(name.span), command: { title, command: '' } };
  });
}

function isDefinedAt(definition: MacroDefinition | undefined, file: SourceFile, name: Ident): boolean {
  return definition?.file === file.path && definition.span.start === name.span.start;
}

/** The names of the macros that a file defines, in modules too. */
function definedMacros(file: SourceFile): Ident[] {
  const names: Ident[] = [];
  const pending: (readonly TokenTree[])[] = [file.document.tokens.tokens];
  for (let list = pending.pop(); list; list = pending.pop())
    for (const { keyword, name, body } of outlineItems(list)) {
      if ((keyword === 'macro_rules' || keyword === 'macro') && name) names.push(name);
      else if (keyword === 'mod' && body) pending.push(body.tokens);
    }
  return names.slice(0, maximumLenses);
}
