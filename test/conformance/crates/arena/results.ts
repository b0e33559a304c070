/** What is counted for each crate, and how it is printed. */

/** What is compared, in the order of the table. */
export const groups = [
  'macro_rules calls',
  'macro_rules steps',
  'built-in bang',
  'built-in derive',
  'proc derive',
  'proc attribute',
  'proc bang',
] as const;

export type Group = (typeof groups)[number];

/** `crash` is a fault of ours; `unanswered` a call that we cannot expand or do not see; `differs` one that rustc expands to something else. */
export type Verdict = 'exact' | 'differs' | 'unanswered' | 'crash';

export interface Judgement {
  readonly verdict: Verdict;
  /** What is behind it, in words that calls with the same cause share. */
  readonly cause?: string;
}

interface Count {
  exact: number;
  differs: number;
  unanswered: number;
  crash: number;
}

/** The judgements of one crate. */
export class CrateResults {
  readonly counts = new Map<Group, Count>();
  /** Time that expanding took, in milliseconds. */
  millis = 0;

  add(group: Group, { verdict }: Judgement): void {
    const count = this.counts.get(group) ?? { exact: 0, differs: 0, unanswered: 0, crash: 0 };
    count[verdict]++;
    this.counts.set(group, count);
  }
}

/** The causes of everything that is not exact, with the number of calls and the first of them. */
export class Causes {
  private readonly known = new Map<string, { times: number; readonly example: string }>();

  add(group: Group, { verdict, cause = '' }: Judgement, place: string): void {
    if (verdict === 'exact') return;
    const key = `${group}, ${verdict}: ${cause}`;
    const entry = this.known.get(key) ?? { times: 0, example: place };
    entry.times++;
    this.known.set(key, entry);
  }

  print(limit: number): void {
    const sorted = [...this.known].sort(([, left], [, right]) => right.times - left.times);
    for (const [cause, { times, example }] of sorted.slice(0, limit))
      console.log(`${String(times).padStart(5)} × ${cause}\n        ${example}`);
    if (sorted.length > limit) console.log(`      … and ${sorted.length - limit} causes more`);
  }
}

const cellWidth = 13;

/** The table by crate, then the differences by cause, at most `limit` of them, then the sums. */
export function printResults(
  results: ReadonlyMap<string, CrateResults>,
  causes: Causes,
  limit: number,
): void {
  printCrates(results);
  console.log('\nDifferences by cause, with the first place of each:');
  causes.print(limit);
  console.log();
  printSums(results.values());
}

/** A line for each crate with exact / all of each group, and the time. */
function printCrates(results: ReadonlyMap<string, CrateResults>): void {
  const width = Math.max(...[...results.keys()].map((name) => name.length));
  const head = groups.map((group) => group.replace('macro_rules', 'rules').padStart(cellWidth + 2));
  console.log(`${''.padEnd(width)}${head.join('')}      time`);
  for (const [name, { counts, millis }] of results) {
    const cells = groups.map((group) => cell(counts.get(group)).padStart(cellWidth + 2));
    console.log(`${name.padEnd(width)}${cells.join('')}${`${(millis / 1000).toFixed(1)} s`.padStart(10)}`);
  }
}

function cell(count: Count | undefined): string {
  return count ? `${count.exact}/${total(count)}` : '-';
}

/** A line for each group that has calls, over all crates. */
function printSums(results: Iterable<CrateResults>): void {
  const all = [...results];
  console.log(`${'exact'.padStart(39)}   share  differs  unanswered  crashes`);
  for (const group of groups) {
    const sum: Count = { exact: 0, differs: 0, unanswered: 0, crash: 0 };
    for (const { counts } of all) {
      const count = counts.get(group);
      for (const verdict of ['exact', 'differs', 'unanswered', 'crash'] as const)
        sum[verdict] += count?.[verdict] ?? 0;
    }
    const whole = total(sum);
    if (whole === 0) continue;
    const share = `${((100 * sum.exact) / whole).toFixed(2)} %`;
    console.log(
      `${group.padEnd(18)}${`${sum.exact} of ${whole}`.padStart(21)}${share.padStart(10)}` +
        `${String(sum.differs).padStart(7)}${String(sum.unanswered).padStart(12)}${String(sum.crash).padStart(9)}`,
    );
  }
}

function total({ exact, differs, unanswered, crash }: Count): number {
  return exact + differs + unanswered + crash;
}
