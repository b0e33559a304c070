/** UTF-16 units of a text, the end exclusive. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What two versions of a text have in common at their beginnings and at their ends. */
export class TextDifference {
  /** UTF-16 units from the beginning that are the same in both versions. */
  readonly prefix: number;
  /** The offset in the later version from which on both are the same. */
  readonly suffixStart: number;
  /** How much further that lies than in the earlier version. */
  readonly shift: number;

  constructor(before: string, after: string) {
    this.prefix = commonPrefix(before, after);
    const most = Math.min(before.length, after.length) - this.prefix;
    this.suffixStart = after.length - commonSuffix(before, after, most);
    this.shift = after.length - before.length;
  }

  /** Where a range of the later version stood in the earlier one; undefined when it may have been another text there. */
  before({ start, end }: Range): Range | undefined {
    if (end <= this.prefix) return { start, end };
    if (start < this.suffixStart) return undefined;
    return { start: start - this.shift, end: end - this.shift };
  }

  /** Whether a range of the earlier version and one of the later are certainly the same piece of text: it lies before all changes, or behind them. */
  isKept(before: Range, after: Range): boolean {
    const moved = after.start - before.start;
    if (after.end - before.end !== moved) return false;
    if (moved === 0 && after.end <= this.prefix) return true;
    return moved === this.shift && after.start >= this.suffixStart;
  }
}

/** The number of units that two texts begin with alike. Parts that are compared as a whole take a fraction of the time that their units take one by one. */
function commonPrefix(a: string, b: string): number {
  let same = 0;
  let limit = Math.min(a.length, b.length);
  while (same < limit) {
    const middle = (same + limit + 1) >> 1;
    if (a.slice(same, middle) === b.slice(same, middle)) same = middle;
    else limit = middle - 1;
  }
  return same;
}

/** The number of units, at most `most`, that two texts end with alike. */
function commonSuffix(a: string, b: string, most: number): number {
  let same = 0;
  let limit = most;
  while (same < limit) {
    const middle = (same + limit + 1) >> 1;
    if (partBeforeEnd(a, middle, same) === partBeforeEnd(b, middle, same)) same = middle;
    else limit = middle - 1;
  }
  return same;
}

function partBeforeEnd(text: string, from: number, to: number): string {
  return text.slice(text.length - from, text.length - to);
}
