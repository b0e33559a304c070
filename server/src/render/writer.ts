import { wouldGlue } from '../syntax/tokenGluing';
import type { Leaf, Span } from '../syntax/token';

/** A printed token: its range of UTF-16 units in the rendered text, and where the token came from. */
export interface SpanMapEntry {
  readonly start: number;
  readonly end: number;
  readonly span: Span;
}

const indentWidth = 4;

/** Collects the text, keeps count of the column, and sees to it that no two tokens become one. */
export class Writer {
  readonly spans: SpanMapEntry[] = [];
  private readonly pieces: string[] = [];
  private length = 0;
  private lineStart = 0;
  private atLineStart = true;
  private last: Leaf | undefined;
  /** A line comment was written: whatever follows must stand in a new line, indented by this. */
  private pendingIndent: number | undefined;

  /** The number of characters in the current line. */
  get column(): number {
    return this.length - this.lineStart;
  }

  /** The number of newlines asked for so far is not kept; this tells whether the current line is still empty. */
  get isLineEmpty(): boolean {
    return this.atLineStart;
  }

  get text(): string {
    return this.pieces.join('');
  }

  newline(level: number): void {
    if (this.length > 0) this.append('\n');
    this.lineStart = this.length;
    this.pendingIndent = undefined;
    if (level > 0) this.append(' '.repeat(level * indentWidth));
    this.atLineStart = true;
    this.last = undefined;
  }

  blankLine(): void {
    this.append('\n');
  }

  /** Writes a token. `next` is the token that may follow without space; `level` is the indentation should a comment before it end the line. */
  token(token: Leaf, text: string, space: boolean, next: Leaf | undefined, level: number): void {
    this.separate(space || (this.last !== undefined && wouldGlue(this.last, token, next)), level);
    const start = this.length;
    this.append(text);
    this.spans.push({ start, end: this.length, span: token.span });
    const newline = text.lastIndexOf('\n');
    if (newline >= 0) this.lineStart = start + newline + 1;
    this.last = token;
    if (token.kind === 'docComment' && token.comment === 'line') this.pendingIndent = level;
  }

  /** Writes a delimiter. */
  delimiter(text: string, span: Span, space: boolean, level: number): void {
    this.separate(space, level);
    const start = this.length;
    this.append(text);
    this.spans.push({ start, end: this.length, span });
    this.last = undefined;
  }

  private separate(space: boolean, level: number): void {
    if (this.pendingIndent !== undefined) this.newline(Math.max(this.pendingIndent, level));
    else if (space && !this.atLineStart) this.append(' ');
    this.atLineStart = false;
  }

  private append(text: string): void {
    this.pieces.push(text);
    this.length += text.length;
  }
}
