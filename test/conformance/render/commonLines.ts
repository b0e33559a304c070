/** Neighbouring lines that only one of two texts has, or that each has in its own way. */
export interface Difference {
  readonly left: readonly string[];
  readonly right: readonly string[];
}

export interface CommonLines {
  /** The length of the longest common subsequence. */
  readonly count: number;
  readonly differences: readonly Difference[];
}

/** Lines that two texts have in common, in the same order, and what stands between them. */
export function commonLines(left: readonly string[], right: readonly string[]): CommonLines {
  const rows = left.length + 1;
  const columns = right.length + 1;
  const lengths = new Uint32Array(rows * columns);
  const at = (row: number, column: number): number => lengths[row * columns + column] ?? 0;
  for (let row = left.length - 1; row >= 0; row--)
    for (let column = right.length - 1; column >= 0; column--)
      lengths[row * columns + column] =
        left[row] === right[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
  const differences: Difference[] = [];
  let [onlyLeft, onlyRight]: [string[], string[]] = [[], []];
  const finish = (): void => {
    if (onlyLeft.length + onlyRight.length > 0) differences.push({ left: onlyLeft, right: onlyRight });
    [onlyLeft, onlyRight] = [[], []];
  };
  let [row, column] = [0, 0];
  while (row < left.length || column < right.length) {
    if (row < left.length && column < right.length && left[row] === right[column]) {
      finish();
      row++;
      column++;
    } else if (column >= right.length || (row < left.length && at(row + 1, column) >= at(row, column + 1)))
      onlyLeft.push(left[row++] ?? '');
    else onlyRight.push(right[column++] ?? '');
  }
  finish();
  return { count: at(0, 0), differences };
}
