import { wouldGlue } from '../syntax/tokenGluing';
import type { Bracket } from './layoutNode';
import type { Leaf, Span } from '../syntax/token';

/** A printed token: its range of UTF-16 units in the rendered text, and where the token came from. */
export interface SpanMapEntry {
  readonly start: number;
  readonly end: number;
  readonly span: Span;
}

/** Characters per level of indentation. */
export const indentWidth = 4;

/** The part of a {@link Writer} that changes with every token. */
interface WriterState {
  readonly lineCount: number;
  readonly length: number;
  readonly lineStart: number;
  readonly atLineStart: boolean;
  readonly last: Leaf | undefined;
  readonly pendingIndent: number | undefined;
}

/** What was printed on trial, and can be printed by {@link Writer.accept}. */
export interface Attempt {
  /** The printed lines; the first begins in the middle of a line, and ends with it. */
  readonly lines: readonly string[];
  /** The length of the longest line, indentation and what stood there before included. */
  readonly longest: number;
  readonly pieces: readonly string[];
  readonly spans: readonly SpanMapEntry[];
  readonly after: WriterState;
}

/** Collects the text, keeps count of the column, and sees to it that no two tokens become one. */
export class Writer {
  readonly spans: SpanMapEntry[] = [];
  private readonly pieces: string[] = [];
  private lines = 0;
  private length = 0;
  private lineStart = 0;
  private atLineStart = true;
  private last: Leaf | undefined;
  /** A line comment was written: whatever follows must stand in a new line, indented by this. */
  private pendingIndent: number | undefined;
  /** The length of a line with which the attempt under way is lost. */
  private limit = Infinity;
  private lost = false;

  /** `keepsSpans`: whether the place of each token is asked for, which takes as much memory as the text. */
  constructor(private readonly keepsSpans = true) {}

  /** Whether the attempt under way has a line that is too long for it: nobody will see the rest of it. */
  get isLost(): boolean {
    return this.lost;
  }

  /** The number of line breaks written by {@link newline}. */
  get lineCount(): number {
    return this.lines;
  }

  /** The number of characters in the current line. */
  get column(): number {
    return this.length - this.lineStart;
  }

  /** Whether nothing but indentation stands in the current line. */
  get isLineEmpty(): boolean {
    return this.atLineStart;
  }

  /** Whether nothing but closing delimiters stands in the current line: what belongs to them may follow (rustfmt's last_line_extendable). */
  get endsWithClosing(): boolean {
    let index = this.pieces.length;
    while (index > 0 && !this.pieces[index - 1]?.includes('\n')) index--;
    return this.pieces.slice(index).every((piece) => /^[\s)\]}>?]*$/.test(piece));
  }

  /** All that was written. */
  get text(): string {
    return this.pieces.join('');
  }

  newline(level: number): void {
    if (this.column > this.limit) this.lost = true;
    if (this.length > 0) this.append('\n');
    this.lines++;
    this.lineStart = this.length;
    this.pendingIndent = undefined;
    if (level > 0) this.append(' '.repeat(level * indentWidth));
    this.atLineStart = true;
    this.last = undefined;
  }

  /**
   * What `print` writes, which is not there afterwards. Once a line is longer than `limit`, nothing but its `longest` is of use, for the rest may be
   * left out.
   */
  attempt(print: () => void, limit = Infinity): Attempt {
    const before = this.state();
    const { limit: outerLimit, lost } = this;
    const [pieces, spans] = [this.pieces.length, this.spans.length];
    this.limit = limit;
    print();
    this.limit = outerLimit;
    this.lost = lost;
    const after = this.state();
    const written = this.pieces.splice(pieces);
    this.restore(before);
    const lines = written.join('').split('\n');
    const column = before.length - before.lineStart;
    // A literal may have more lines than a call can have arguments.
    const longest = lines.reduce(
      (most, line, index) => Math.max(most, line.length + (index === 0 ? column : 0)),
      0,
    );
    return { lines, longest, pieces: written, spans: this.spans.splice(spans), after };
  }

  /** Writes what the last {@link attempt}s from here have printed. */
  accept({ longest, pieces, spans, after }: Attempt): void {
    if (longest > this.limit) this.lost = true;
    for (const piece of pieces) this.pieces.push(piece);
    for (const span of spans) this.spans.push(span);
    this.restore(after);
  }

  private state(): WriterState {
    const { lines: lineCount, length, lineStart, atLineStart, last, pendingIndent } = this;
    return { lineCount, length, lineStart, atLineStart, last, pendingIndent };
  }

  private restore(state: WriterState): void {
    this.lines = state.lineCount;
    this.length = state.length;
    this.lineStart = state.lineStart;
    this.atLineStart = state.atLineStart;
    this.last = state.last;
    this.pendingIndent = state.pendingIndent;
  }

  blankLine(): void {
    this.append('\n');
    this.lineStart = this.length;
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
    if (this.keepsSpans) this.spans.push({ start, end: this.length, span });
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
