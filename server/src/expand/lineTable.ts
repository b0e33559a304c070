/** The lines of a text. */
export class LineTable {
  /** The offset of each line's start. */
  readonly starts: readonly number[];

  constructor(private readonly text: string) {
    this.starts = lineStarts(text);
  }

  /** Where a UTF-16 offset is: both from 1, the column in characters (rustc_span, `lookup_char_pos`). */
  lineAndColumn(offset: number): { readonly line: number; readonly column: number } {
    const line = lineAt(this.starts, offset);
    return { line: line + 1, column: Array.from(this.text.slice(this.starts[line], offset)).length + 1 };
  }
}

/** The offset at which each line of a text starts. `ends`: what lines end with, where that is not `\n` alone. */
export function lineStarts(text: string, ends?: RegExp): number[] {
  const starts = [0];
  if (ends) for (const end of text.matchAll(ends)) starts.push(end.index + end[0].length);
  // After every edit the lines of the file are counted again, and this is several times quicker.
  else for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The last line, from 0, that starts at the offset or before it. */
export function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
