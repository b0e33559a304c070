import type { StringEnds } from './literalScanner';
import { TextDifference } from './textDifference';

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
  /** From the version before; from an empty text without one. */
  readonly difference: TextDifference;

  /** `strings`: what the lexer of this text knows. `before`: of the version before, read in the same edition. */
  constructor(
    readonly text: string,
    private readonly strings: StringEnds,
    private before?: GroupEnds,
  ) {
    // One version back is enough, and a longer chain would keep all of them.
    if (before) before.before = undefined;
    this.difference = new TextDifference(before?.text ?? '', text);
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

  /** Whether every string ends that was met. What does not end may end in what is written behind it. */
  get areStringsComplete(): boolean {
    return this.strings.areComplete;
  }

  /** The same for a group of the version before that stands in this one, `shift` units further behind. */
  endOfKept(content: number, shift: number): KnownEnd | undefined {
    const found = this.before?.known.get(content);
    if (!found) return undefined;
    const known = { end: found.end + shift, nesting: found.nesting };
    this.known.set(content + shift, known);
    return known;
  }

  private endBefore(content: number, nesting: number): number | undefined {
    const { before, difference } = this;
    if (!before) return undefined;
    const isBehind = content >= difference.suffixStart;
    const found = before.known.get(isBehind ? content - difference.shift : content);
    // With more groups around it less may be nested in it.
    if (!found || found.nesting < nesting) return undefined;
    if (isBehind) return found.end + difference.shift;
    // A string that did not end may end now in what was written behind the group.
    return found.end < difference.prefix && before.areStringsComplete ? found.end : undefined;
  }
}
