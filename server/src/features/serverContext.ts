import type { CancellationToken, Connection, TextDocuments } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Analysis } from '../analysis/analysis';
import type { SourceFile } from '../analysis/sourceFile';
import type { Workspaces } from '../analysis/workspaces';
import type { DiskFileSource } from '../project/fileSource';
import type { InvocationSite } from '../syntax/invocationSite';
import type { ClientSupport } from './clientSupport';
import type { InputWatcher } from './inputWatcher';
import { parsedUri } from './parsedUri';
import type { ServerOptions } from './serverOptions';
import type { TemporaryFiles } from './temporaryFiles';

/** What every feature works with. */
export interface ServerContext {
  readonly connection: Connection;
  readonly workspaces: Workspaces;
  readonly options: ServerOptions;
  readonly support: ClientSupport;
  /** What is open in the editor. */
  readonly documents: TextDocuments<TextDocument>;
  /** The files of the disk, open documents in front of them. */
  readonly files: DiskFileSource;
  /** What shown results depend on. */
  readonly inputs: InputWatcher;
  /** For clients that read documents from the disk only. */
  readonly temporaryFiles: TemporaryFiles;
}

/** A place in a document, as commands take it. */
export interface TextPosition {
  readonly textDocument: { readonly uri: string };
  readonly position: { readonly line: number; readonly character: number };
}

/** Arguments of commands come from the client, which may send anything. */
export function isTextPosition(value: unknown): value is TextPosition {
  const { position } = Object(value) as Partial<Record<string, unknown>>;
  const { line, character } = Object(position) as Partial<Record<string, unknown>>;
  return namesDocument(value) && typeof line === 'number' && typeof character === 'number';
}

/** The same for parameters of our own requests. */
export function namesDocument(value: unknown): value is Pick<TextPosition, 'textDocument'> {
  const { textDocument } = Object(value) as Partial<Record<string, unknown>>;
  const { uri } = Object(textDocument) as Partial<Record<string, unknown>>;
  return typeof uri === 'string';
}

/** The macro call at a place of a document. */
export interface SiteAtPosition {
  readonly analysis: Analysis;
  readonly file: SourceFile;
  readonly site: InvocationSite;
}

/** The absolute path of a `file:` URI; undefined for any other, and for what is no URI. */
export function pathOfUri(uri: string): string | undefined {
  const parsed = parsedUri(uri);
  return parsed?.scheme === 'file' ? parsed.fsPath : undefined;
}

/** A source file, with the workspace that it belongs to. */
export type OpenSource = Pick<SiteAtPosition, 'analysis' | 'file'>;

/** The path of a document that is a source file: not of one that the server itself has written for its client. */
export function sourcePathOf(
  { temporaryFiles }: Pick<ServerContext, 'temporaryFiles'>,
  uri: string,
): string | undefined {
  const path = pathOfUri(uri);
  return path === undefined || temporaryFiles.holds(path) ? undefined : path;
}

/** A source file as it is now. Undefined for what is no source file, cannot be read or is no text. */
export async function openSource(context: ServerContext, uri: string): Promise<OpenSource | undefined> {
  const { workspaces } = context;
  const path = sourcePathOf(context, uri);
  if (path === undefined) return undefined;
  const analysis = await workspaces.analysisOf(path);
  const file = analysis.openFile(path);
  return file && { analysis, file };
}

/** The macro call at a position, in the workspace that the document belongs to. Undefined where there is none. */
export async function siteAtPosition(
  context: ServerContext,
  { textDocument, position }: TextPosition,
): Promise<SiteAtPosition | undefined> {
  const source = await openSource(context, textDocument.uri);
  return source && siteIn(source, position);
}

/** The same in a file that is open already. */
export function siteIn(
  { analysis, file }: OpenSource,
  position: TextPosition['position'],
): SiteAtPosition | undefined {
  if (!Number.isFinite(position.line) || !Number.isFinite(position.character)) return undefined;
  const site = file.document.invocationAt(file.lines.offset(position));
  return site && analysis.isCall(file, site) ? { analysis, file, site } : undefined;
}

/** A signal that fires when the client cancels the request. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
