export interface CommonLines {
  /** The length of the longest common subsequence. */
  readonly count: number;
  readonly onlyLeft: readonly string[];
  readonly onlyRight: readonly string[];
}

/** Lines that two texts have in common, in the same order. */
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
  const onlyLeft: string[] = [];
  const onlyRight: string[] = [];
  let [row, column] = [0, 0];
  while (row < left.length || column < right.length) {
    if (row < left.length && column < right.length && left[row] === right[column]) {
      row++;
      column++;
    } else if (column >= right.length || (row < left.length && at(row + 1, column) >= at(row, column + 1)))
      onlyLeft.push(left[row++] ?? '');
    else onlyRight.push(right[column++] ?? '');
  }
  return { count: at(0, 0), onlyLeft, onlyRight };
}
