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

/** Converts between offsets (UTF-16 units) and lines of one text. Lines end at `\n`; a `\r` before it belongs to the line. */
export class LineIndex {
  private readonly starts: number[] = [0];

  constructor(private readonly text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  /** An offset outside of the text counts as its nearest end. */
  position(offset: number): LinePosition {
    const inside = Math.min(Math.max(offset, 0), this.text.length);
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.startOf(middle) <= inside) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: inside - this.startOf(low) };
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
    const { line, character } = this.position(offset);
    const start = this.startOf(line);
    return { line: line + 1, column: Array.from(this.text.slice(start, start + character)).length + 1 };
  }

  /** Undefined when the text has no such line or the line no such column (one behind its last character is allowed). */
  offsetOfTerminalPosition(position: TerminalPosition): number | undefined {
    const line = position.line - 1;
    if (line < 0 || line >= this.starts.length || position.column < 1) return undefined;
    const start = this.startOf(line);
    const characters = Array.from(this.text.slice(start, this.endOf(line)));
    if (position.column - 1 > characters.length) return undefined;
    return start + characters.slice(0, position.column - 1).join('').length;
  }

  private startOf(line: number): number {
    return this.starts[line] ?? this.text.length;
  }

  private endOf(line: number): number {
    const next = this.starts[line + 1];
    return next === undefined ? this.text.length : next - 1;
  }
}
