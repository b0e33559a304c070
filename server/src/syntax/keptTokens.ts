import type { TextDifference } from './textDifference';
import { endOf, startOf, type TokenTree } from './token';

/** More than any token depends upon of what stands behind it: whether it is joined to that, where a number or a character ends. */
const lookahead = 8;

/**
 * The tokens at the outermost level of one version of a text that stand in a later one too, so that they need not be read again. Of the version before nothing
 * may have been wrong: what is not closed reaches as far as the text does.
 */
export class KeptTokens {
  /** The number of tokens before the first change. */
  private readonly first: number;
  /** The index of the first token that was not found behind. */
  private next: number;

  constructor(
    private readonly before: readonly TokenTree[],
    private readonly difference: TextDifference,
  ) {
    const last = difference.prefix - lookahead;
    let first = 0;
    for (; first < before.length; first++) {
      const token = before[first];
      if (!token || endOf(token) > last) break;
    }
    this.first = first;
    this.next = first;
  }

  /** Those before the first change. */
  get beginning(): readonly TokenTree[] {
    return this.before.slice(0, this.first);
  }

  /** Where those end. */
  get beginningEnd(): number {
    const last = this.before[this.first - 1];
    return last ? endOf(last) : 0;
  }

  /** All further tokens when those of the version before go on alike from an offset of the later one, at which no group is open; else undefined. */
  restAt(offset: number): readonly TokenTree[] | undefined {
    const { before, difference } = this;
    if (offset < difference.suffixStart) return undefined;
    const old = offset - difference.shift;
    for (; this.next < before.length; this.next++) {
      const token = before[this.next];
      if (!token || startOf(token) >= old)
        return token && startOf(token) === old ? before.slice(this.next) : undefined;
    }
    return undefined;
  }
}
