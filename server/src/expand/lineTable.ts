/** The lines of a text. */
export class LineTable {
  private readonly starts = [0];

  constructor(private readonly text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.starts.push(at + 1);
  }

  /** Where a UTF-16 offset is: both from 1, the column in characters (rustc_span, `lookup_char_pos`). */
  lineAndColumn(offset: number): { readonly line: number; readonly column: number } {
    let line = 0;
    let high = this.starts.length;
    while (line < high) {
      const middle = (line + high) >>> 1;
      if ((this.starts[middle] ?? 0) <= offset) line = middle + 1;
      else high = middle;
    }
    return { line, column: Array.from(this.text.slice(this.starts[line - 1], offset)).length + 1 };
  }
}
