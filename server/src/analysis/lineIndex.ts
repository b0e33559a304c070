import { LineTable, lineAt, lineStarts } from '../expand/lineTable';

/** From 0, `character` in UTF-16 units, as the language server protocol counts by default. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

export interface LineRange {
  readonly start: LinePosition;
  readonly end: LinePosition;
}

/** From 1, `column` in Unicode scalar values, as rustc prints places and the command line takes them. */
export interface TerminalPosition {
  readonly line: number;
  readonly column: number;
}

/**
 * Converts between offsets (UTF-16 units) and lines of one text. For editors lines end at `\n`, `\r\n` and `\r`, and the end is no part of the line
 * (LSP, "Text Documents"); for the terminal at `\n` alone, as for rustc.
 */
export class LineIndex {
  private readonly starts: readonly number[];
  private readonly terminal: LineTable;

  constructor(private readonly text: string) {
    this.terminal = new LineTable(text);
    this.starts =
      text.includes('\r') && /\r(?!\n)/.test(text) ? lineStarts(text, /\r\n?|\n/g) : this.terminal.starts;
  }

  /** An offset outside of the text counts as its nearest end. */
  position(offset: number): LinePosition {
    const inside = Math.min(Math.max(offset, 0), this.text.length);
    const line = lineAt(this.starts, inside);
    return { line, character: Math.min(inside, this.endOf(line)) - this.startOf(line) };
  }

  /** The positions of both ends. */
  range({ start, end }: { readonly start: number; readonly end: number }): LineRange {
    return { start: this.position(start), end: this.position(end) };
  }

  /** A line or character beyond the end counts as the end of the text or line. */
  offset(position: LinePosition): number {
    if (position.line < 0) return 0;
    if (position.line >= this.starts.length) return this.text.length;
    const start = this.startOf(position.line);
    return Math.min(start + Math.max(position.character, 0), this.endOf(position.line));
  }

  terminalPosition(offset: number): TerminalPosition {
    return this.terminal.lineAndColumn(Math.max(offset, 0));
  }

  /** Undefined when the text has no such line or the line no such column (one behind its last character is allowed). */
  offsetOfTerminalPosition(position: TerminalPosition): number | undefined {
    const line = position.line - 1;
    const { starts } = this.terminal;
    const start = starts[line];
    if (start === undefined || position.column < 1) return undefined;
    const next = starts[line + 1];
    const characters = Array.from(this.text.slice(start, next === undefined ? undefined : next - 1));
    if (position.column - 1 > characters.length) return undefined;
    return start + characters.slice(0, position.column - 1).join('').length;
  }

  private startOf(line: number): number {
    return this.starts[line] ?? this.text.length;
  }

  /** The offset of the line's end, or that of the text. */
  private endOf(line: number): number {
    const next = this.starts[line + 1];
    if (next === undefined) return this.text.length;
    return this.text.startsWith('\r\n', next - 2) ? next - 2 : next - 1;
  }
}
