import type { StringEnds } from './literalScanner';

/** Where a group ends whose content begins at an offset, as it was found with so many groups around it. */
interface KnownEnd {
  readonly end: number;
  readonly nesting: number;
}

/**
 * Where groups in braces of one version of a text end, which takes most of the time that reading a large file takes. What the text has in common with
 * the version before at its beginning and at its end need not be looked through again.
 */
export class GroupEnds {
  private readonly known = new Map<number, KnownEnd>();
  /** UTF-16 units from the beginning that are the same in both versions. */
  private readonly prefix: number;
  /** The offset from which on both are the same, and how much further it lies than in the version before. */
  private readonly suffixStart: number;
  private readonly shift: number;

  /** `strings`: what the lexer of this text knows. `before`: of the version before, read in the same edition. */
  constructor(
    private readonly text: string,
    private readonly strings: StringEnds,
    private before?: GroupEnds,
  ) {
    // One version back is enough, and a longer chain would keep all of them.
    if (before) before.before = undefined;
    const old = before?.text ?? '';
    this.prefix = commonPrefix(old, text);
    this.suffixStart = text.length - commonSuffix(old, text, Math.min(old.length, text.length) - this.prefix);
    this.shift = text.length - old.length;
  }

  /**
   * The end of the group whose content begins at `content`, with `nesting` groups around that; `scan` looks for it. Undefined where there is
   * none.
   */
  endOf(content: number, nesting: number, scan: () => number | undefined): number | undefined {
    const end = this.endBefore(content, nesting) ?? scan();
    if (end !== undefined) this.known.set(content, { end, nesting });
    return end;
  }

  private endBefore(content: number, nesting: number): number | undefined {
    const { before, shift } = this;
    if (!before) return undefined;
    const isBehind = content >= this.suffixStart;
    const found = before.known.get(isBehind ? content - shift : content);
    // With more groups around it less may be nested in it.
    if (!found || found.nesting < nesting) return undefined;
    if (isBehind) return found.end + shift;
    // A string that did not end may end now in what was written behind the group.
    return found.end < this.prefix && before.strings.areComplete ? found.end : undefined;
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
