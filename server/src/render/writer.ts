import { wouldGlue } from '../syntax/tokenGluing';
import type { Bracket } from './layoutNode';
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
  /** The number of line breaks written by {@link newline}. */
  lineCount = 0;
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

  /** Whether nothing but indentation stands in the current line. */
  get isLineEmpty(): boolean {
    return this.atLineStart;
  }

  get text(): string {
    return this.pieces.join('');
  }

  newline(level: number): void {
    if (this.length > 0) this.append('\n');
    this.lineCount++;
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
    this.write(text, token.span);
    this.last = token;
    if (token.kind === 'docComment' && token.comment === 'line') this.pendingIndent = level;
  }

  /** Writes a delimiter, or an angle bracket of generic arguments. */
  bracket(bracket: Bracket, space: boolean, level: number): void {
    const { token } = bracket;
    // `>` and `>` of generic arguments may be joined: every parser of Rust splits `>>` there.
    const glues = this.last && token && !areAngles(this.last, token) && wouldGlue(this.last, token);
    this.separate(space || glues === true, level);
    this.write(bracket.text, bracket.span);
    this.last = token;
  }

  private write(text: string, span: Span): void {
    const start = this.length;
    this.append(text);
    this.spans.push({ start, end: this.length, span });
    const newline = text.lastIndexOf('\n');
    if (newline >= 0) this.lineStart = start + newline + 1;
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

function areAngles(left: Leaf, right: Leaf): boolean {
  return left.kind === 'punct' && right.kind === 'punct' && /^(<<|>>|<>)$/.test(left.text + right.text);
}
