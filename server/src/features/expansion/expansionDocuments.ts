import { disk } from '#platform/disk';
import type { Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { URI } from 'vscode-uri';
import type { TerminalPosition } from '../../analysis/lineIndex';
import { printPath } from '../../expand/macroPath';
import { isSame } from '../isSame';
import type { LiveOptions } from '../liveOptions';
import { shortName } from '../macroName';
import { parsedUri } from '../parsedUri';
import {
  pathOfUri,
  siteAtPosition,
  type ServerContext,
  type SiteAtPosition,
  type TextPosition,
} from '../serverContext';
import {
  expansionScheme,
  formatExpansionUri,
  parseExpansionUri,
  type ExpansionAddress,
  type ViewedSteps,
} from './expansionAddress';
import { placeInHead } from './documentHead';
import { ExpansionDocument } from './expansionDocument';
import { tokenFrom } from './tokenOrigin';

/** Edits that come faster than this are answered by one refresh. */
const quietMillis = 10;

/** Documents that are kept for clients which do not tell when they close one. */
const keptDocuments = 64;

/** The expansions that are open in the editor: made when they are asked for, and again whenever a source or a macro changes. */
export class ExpansionDocuments {
  private readonly byUri = new Map<string, ExpansionDocument>();
  /** URIs of temporary files, for clients that read documents from the disk only. */
  private readonly fileUris = new Map<string, ExpansionDocument>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners: ((document: ExpansionDocument) => void)[] = [];

  constructor(
    private readonly context: ServerContext,
    live: LiveOptions,
  ) {
    const { documents, workspaces } = context;
    documents.onDidChangeContent(({ document }) => {
      if (pathOfUri(document.uri) === undefined || this.byUri.size === 0) return;
      for (const each of this.from(document)) each.followEdit(document.getText());
      this.refreshSoon();
    });
    documents.onDidOpen(({ document }) => {
      for (const each of this.from(document)) each.sourceOpened(document.getText());
      this.reported(this.adopt(document));
    });
    documents.onDidClose(({ document }) => this.close(document.uri));
    workspaces.onChange(() => this.refreshSoon());
    // Some show all steps but those of hidden macros.
    live.onChange(({ hiddenMacros }) => {
      if (!isSame(hiddenMacros, live.current.hiddenMacros)) this.refreshSoon();
    });
  }

  /** Called with a document whose text has changed since it was given out. */
  onChange(listener: (document: ExpansionDocument) => void): void {
    this.listeners.push(listener);
  }

  /** The open document of a URI, ours or that of its temporary file. */
  find(uri: string): ExpansionDocument | undefined {
    const key = keyOf(uri);
    return this.byUri.get(key) ?? this.fileUris.get(key);
  }

  /**
   * The document of a URI, with its text; made from the URI alone when it is not known, or for a call that has moved to a place since. Undefined for a URI
   * that is none of ours.
   */
  async open(uri: string, shownAt?: TerminalPosition): Promise<ExpansionDocument | undefined> {
    const known = this.find(uri);
    const address = parseExpansionUri(uri);
    if (known ?? !address) {
      await known?.ready();
      return known;
    }
    const document = new ExpansionDocument(keyOf(uri), address, this.context, shownAt);
    this.add(document);
    await this.update(document);
    return document;
  }

  /** A client has a document that it got from an earlier server. It follows its call again, from where that is now. */
  private async adopt(opened: TextDocument): Promise<void> {
    const { uri } = opened;
    const address = parseExpansionUri(uri);
    if (!address || this.find(uri)) return;
    const shown = opened.getText();
    const document = await this.open(uri, address.nested === '' ? placeInHead(shown) : undefined);
    if (document?.view && document.text !== shown) this.tell(document);
  }

  /** The open document that shows the call at a place of a source file, the latest first. */
  async findAt(at: TextPosition): Promise<ExpansionDocument | undefined> {
    const found = await siteAtPosition(this.context, at);
    return found && this.documentsOf(found).at(-1);
  }

  /** The document that a place is in, or the open one that shows the call there. */
  async openAround(at: TextPosition): Promise<ExpansionDocument | undefined> {
    return (await this.open(at.textDocument.uri)) ?? this.findAt(at);
  }

  /** The latest of the open documents that have something from a place of a source file, and where that is in it. */
  placeFrom(path: string, offset: number): { document: ExpansionDocument; range: Range } | undefined {
    for (const document of [...this.byUri.values()].reverse()) {
      const token = document.view && tokenFrom(document.view, path, offset);
      if (document.view && token) return { document, range: document.view.lines.range(token) };
    }
    return undefined;
  }

  /** Those of calls in a source file. */
  private from({ uri }: TextDocument): ExpansionDocument[] {
    const source = pathOfUri(uri);
    return [...this.byUri.values()].filter(({ path }) => path !== undefined && path === source);
  }

  private documentsOf({ file, site }: SiteAtPosition): ExpansionDocument[] {
    return [...this.byUri.values()].filter(
      ({ path, offset, address }) =>
        path === file.path && offset === site.nameSpan.start && address.nested === '',
    );
  }

  /** A document for the call at a place of a source file; the one that shows it already if there is one. Undefined where there is no call. */
  async openAt(at: TextPosition, steps: ViewedSteps): Promise<ExpansionDocument | undefined> {
    const found = await siteAtPosition(this.context, at);
    if (!found) return undefined;
    const known = this.documentsOf(found).find(({ address }) => String(address.steps) === String(steps));
    if (known) {
      await this.changed(known);
      return known;
    }
    const { kind, path } = found.site;
    return this.openAddress(shortName(kind, printPath(path)), addressOf(found, steps));
  }

  /** A document for an address. One whose call has moved away from where its URI says may have the same URI: it makes room. */
  async openAddress(name: string, address: ExpansionAddress): Promise<ExpansionDocument> {
    const document = new ExpansionDocument(keyOf(formatExpansionUri(name, address)), address, this.context);
    const isOpen = this.byUri.has(document.uri);
    this.add(document);
    await this.update(document);
    if (isOpen) this.tell(document);
    return document;
  }

  /** Makes a document's text anew after its steps have changed. */
  async changed(document: ExpansionDocument): Promise<void> {
    if (await this.update(document)) this.tell(document);
  }

  /** The path of a temporary file that has the document's text, and is written again when that changes. */
  fileOf(document: ExpansionDocument): string {
    for (const [uri, known] of this.fileUris) if (known === document) return URI.parse(uri).fsPath;
    const { path: name } = URI.parse(document.uri);
    const path = this.context.temporaryFiles.write(name, document.text);
    this.fileUris.set(keyOf(URI.file(path).toString()), document);
    return path;
  }

  dispose(): void {
    clearTimeout(this.timer);
  }

  /** Gives whether the text is another one now. What the expansion was made from is watched from then on. */
  private async update(document: ExpansionDocument): Promise<boolean> {
    const since = Date.now();
    const isNew = await document.update();
    if (document.view && this.byUri.get(document.uri) === document)
      this.context.inputs.watch(readerOf(document.uri), document.view.inputs, since, () => {
        this.refresh(document);
      });
    return isNew;
  }

  private refresh(document: ExpansionDocument): void {
    this.reported(this.changed(document));
  }

  private reported(refreshed: Promise<void>): void {
    refreshed.catch((error: unknown) => {
      this.context.connection.console.error(`An expansion could not be refreshed: ${String(error)}`);
    });
  }

  private remove(uri: string): void {
    this.byUri.delete(uri);
    this.context.inputs.forget(readerOf(uri));
  }

  private add(document: ExpansionDocument): void {
    this.byUri.delete(document.uri);
    this.byUri.set(document.uri, document);
    const oldest = this.byUri.keys().next();
    if (this.byUri.size > keptDocuments && !oldest.done) this.remove(oldest.value);
  }

  private close(uri: string): void {
    if (uri.startsWith(`${expansionScheme}:`)) this.remove(keyOf(uri));
  }

  private refreshSoon(): void {
    if (this.byUri.size === 0) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      for (const document of this.byUri.values()) this.refresh(document);
    }, quietMillis);
  }

  private tell(document: ExpansionDocument): void {
    for (const [uri, known] of this.fileUris)
      if (known === document) disk.writeAtomically(URI.parse(uri).fsPath, document.text);
    for (const listener of this.listeners) listener(document);
  }
}

/** The address of the expansion of a call in a file. */
export function addressOf({ file, site }: SiteAtPosition, steps: ViewedSteps): ExpansionAddress {
  const source = URI.file(file.path).toString();
  return { source, position: file.lines.position(site.nameSpan.start), steps, nested: '' };
}

/** The name under which a document's inputs are watched. */
function readerOf(uri: string): string {
  return `expansion ${uri}`;
}

/** Clients may escape other characters of a URI than we do. */
function keyOf(uri: string): string {
  return parsedUri(uri)?.toString() ?? uri;
}
