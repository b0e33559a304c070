/** One line of a comparison. */
interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** More changes than this are not aligned line by line: what differs is then shown as removed and added as a whole. */
const maximumChanges = 500;

/** Lines around a change that are shown with it. */
const contextLines = 3;

/**
 * What is different between two texts, in the unified format of `diff -u`: hunks of lines with ` `, `-` or `+` in front. Empty for equal texts.
 * The names stand in the first two lines.
 */
export function unifiedDiff(beforeName: string, before: string, afterName: string, after: string): string {
  if (before === after) return '';
  const lines = diffLines(linesOf(before), linesOf(after));
  return [`--- ${beforeName}`, `+++ ${afterName}`, ...hunks(lines), ''].join('\n');
}

/** For each line of the first text, from 0, the line of the second that it is; undefined for a line that is not in both. */
export function sameLines(before: string, after: string): (number | undefined)[] {
  const same: (number | undefined)[] = [];
  let line = 0;
  for (const { kind } of diffLines(linesOf(before), linesOf(after))) {
    if (kind !== 'added') same.push(kind === 'same' ? line : undefined);
    if (kind !== 'removed') line++;
  }
  return same;
}

function linesOf(text: string): string[] {
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const shorter = Math.min(before.length, after.length) - start;
  while (end < shorter && before.at(-1 - end) === after.at(-1 - end)) end++;
  const middle = shortestEdit(
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
  );
  const same = (lines: readonly string[]): DiffLine[] => lines.map((text) => ({ kind: 'same', text }));
  return [...same(before.slice(0, start)), ...middle, ...same(before.slice(before.length - end))];
}

/** Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), the greedy algorithm with the way kept for each number of changes. */
function shortestEdit(before: readonly string[], after: readonly string[]): DiffLine[] {
  const furthest = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let changes = 0; changes <= Math.min(maximumChanges, before.length + after.length); changes++) {
    trace.push(new Map(furthest));
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      let x = reach(furthest, diagonal, changes).x;
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x++;
      furthest.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return wayBack(before, after, trace);
    }
  }
  return [
    ...before.map((text): DiffLine => ({ kind: 'removed', text })),
    ...after.map((text): DiffLine => ({ kind: 'added', text })),
  ];
}

/** Where a diagonal is reached by one more change: an added line leads down from the diagonal above, a removed one right from that below. */
function reach(
  furthest: ReadonlyMap<number, number>,
  diagonal: number,
  changes: number,
): { readonly x: number; readonly added: boolean } {
  const above = furthest.get(diagonal + 1) ?? -1;
  const below = furthest.get(diagonal - 1) ?? -1;
  const added = diagonal === -changes || (diagonal !== changes && below < above);
  return { x: added ? above : below + 1, added };
}

function wayBack(
  before: readonly string[],
  after: readonly string[],
  trace: readonly ReadonlyMap<number, number>[],
): DiffLine[] {
  const lines: DiffLine[] = [];
  let [x, y] = [before.length, after.length];
  for (let changes = trace.length - 1; changes >= 0; changes--) {
    const reached = reach(trace[changes] ?? new Map<number, number>(), x - y, changes);
    for (; x > reached.x; x--, y--) lines.push({ kind: 'same', text: before[x - 1] ?? '' });
    if (changes === 0) break;
    if (reached.added) lines.push({ kind: 'added', text: after[--y] ?? '' });
    else lines.push({ kind: 'removed', text: before[--x] ?? '' });
  }
  return lines.reverse();
}

const marks = { same: ' ', removed: '-', added: '+' } as const;

/** The changes with what stands around them; those that are near to each other in one hunk. */
function hunks(lines: readonly DiffLine[]): string[] {
  const text: string[] = [];
  for (let from = nextChange(lines, 0); from < lines.length;) {
    let to = from;
    for (
      let next = from;
      next < lines.length && next - to <= 2 * contextLines + 1;
      next = nextChange(lines, next + 1)
    )
      to = next;
    const start = Math.max(0, from - contextLines);
    const hunk = lines.slice(start, to + 1 + contextLines);
    text.push(`@@ -${extent(lines, start, hunk, 'added')} +${extent(lines, start, hunk, 'removed')} @@`);
    text.push(...hunk.map(({ kind, text: line }) => `${marks[kind]}${line}`));
    from = nextChange(lines, to + 1);
  }
  return text;
}

function nextChange(lines: readonly DiffLine[], from: number): number {
  let line = from;
  while (lines[line]?.kind === 'same') line++;
  return line;
}

/** First line, from 1, and number of lines of a hunk in one of the texts, which lacks the lines of a kind. */
function extent(
  lines: readonly DiffLine[],
  start: number,
  hunk: readonly DiffLine[],
  lacks: DiffLine['kind'],
): string {
  const count = (part: readonly DiffLine[]): number => part.filter(({ kind }) => kind !== lacks).length;
  const length = count(hunk);
  return `${count(lines.slice(0, start)) + (length > 0 ? 1 : 0)},${length}`;
}
