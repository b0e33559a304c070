import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import type { TextDocumentContentChangeEvent } from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Random } from '../conformance/procedural/differential/randomTokens';
import { LinedText } from './answerRanges';

/** The files of a project as a client sees them: some are open and edited, the others are as on the disk. */
export class ClientDocuments {
  private readonly open = new Map<string, TextDocument>();
  /** All texts that a document had while requests were under way, the newest last. */
  private readonly seen = new Map<string, LinedText[]>();
  readonly uris: readonly string[];

  constructor(paths: readonly string[]) {
    this.uris = paths.map((path) => pathToFileURL(path).href);
  }

  isOpen(uri: string): boolean {
    return this.open.has(uri);
  }

  get openUris(): readonly string[] {
    return [...this.open.keys()];
  }

  document(uri: string): TextDocument {
    return this.open.get(uri) ?? savedDocument(uri);
  }

  /** The text that the server knows. */
  text(uri: string): LinedText {
    return new LinedText(this.document(uri).getText());
  }

  /** Opens a document with the text of the disk, and gives that. */
  openDocument(uri: string): TextDocument {
    const document = savedDocument(uri);
    this.open.set(uri, document);
    return document;
  }

  close(uri: string): void {
    this.noteText(uri, this.document(uri).getText());
    this.open.delete(uri);
  }

  change(uri: string, changes: TextDocumentContentChangeEvent[]): TextDocument {
    const before = this.document(uri);
    this.noteText(uri, before.getText());
    const document = TextDocument.update(before, changes, before.version + 1);
    this.open.set(uri, document);
    return document;
  }

  /** From here on only the texts of now count. */
  settle(): void {
    this.seen.clear();
  }

  /** The texts that an answer may be about. */
  textsOf(uri: string): readonly LinedText[] {
    const known = this.seen.get(uri) ?? [];
    return this.uris.includes(uri) ? [...known, this.text(uri)] : known;
  }

  /** Remembers what a document of the server's own had for text. */
  noteText(uri: string, text: string): void {
    this.seen.set(uri, [...(this.seen.get(uri) ?? []), new LinedText(text)]);
  }

  /** A range of at most so many units, at characters of the text. */
  randomRange(
    random: Random,
    uri: string,
    length: number,
  ): TextDocumentContentChangeEvent & { range: object } {
    const document = this.document(uri);
    const text = document.getText();
    const start = characterAt(text, random.below(text.length + 1));
    const end = characterAt(text, Math.min(text.length, start + random.below(length + 1)));
    return {
      range: { start: document.positionAt(start), end: document.positionAt(Math.max(start, end)) },
      text: '',
    };
  }
}

/** A document as it is on the disk. */
export function savedDocument(uri: string): TextDocument {
  return TextDocument.create(uri, 'rust', 1, readFileSync(new URL(uri), 'utf8'));
}

/** The offset, or the one before it when a character of two units lies around it. */
function characterAt(text: string, offset: number): number {
  return /^[\udc00-\udfff]/.test(text.slice(offset, offset + 1)) ? Math.max(0, offset - 1) : offset;
}
