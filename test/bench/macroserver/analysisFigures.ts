import type { AnalyzerRun } from './analyzerRun';

/** How much of a crate rust-analyzer understands, as `analysis-stats` counts it in expressions and patterns together. */
export interface AnalysisFigures {
  readonly counted: number;
  /** Without a type, and with one that is unknown in part. */
  readonly unknown: number;
  readonly partlyUnknown: number;
  readonly mismatches: number;
}

/** Of a run of `analysis-stats`. Throws where it did not come so far. */
export function analysisFigures({ errors }: AnalyzerRun): AnalysisFigures {
  const rows = [
    ...errors.matchAll(
      / {2}(?:exprs|pats): (\d+), \?\?ty: (\d+) \(\d+%\), \?ty: (\d+) \(\d+%\), !ty: (\d+)/g,
    ),
  ].map(([, ...numbers]) => numbers.map(Number));
  if (rows.length !== 2) throw new Error(`analysis-stats failed:\n${errors}`);
  const sum = (column: number): number => rows.reduce((total, row) => total + (row[column] ?? 0), 0);
  return { counted: sum(0), unknown: sum(1), partlyUnknown: sum(2), mismatches: sum(3) };
}

/**
 * Seconds in which rust-analyzer, with all macros expanded, finds out types and lowers bodies further, and asks its macro server for nothing. In one
 * run this may take half as long again as in another, whichever server gave the same expansions.
 */
export function typingSeconds({ output }: AnalyzerRun): number {
  const times = [
    ...output.matchAll(/METRIC:(?:inference|mir lowering|data layout|const eval) time:(\d+):ms/g),
  ];
  return times.reduce((sum, [, millis]) => sum + Number(millis) / 1000, 0);
}

/** What a run of `diagnostics` found, each with the file that it is in. Throws where the run did not come to its end. */
export function diagnosticsFound({ output, errors }: AnalyzerRun): string[] {
  if (!output.includes('diagnostic scan complete')) throw new Error(`diagnostics failed:\n${errors}`);
  let file = '';
  const found: string[] = [];
  for (const line of output.split('\n')) {
    file = /^processing crate: .*, module: (.*)$/.exec(line)?.[1] ?? file;
    if (/ from LineCol/.test(line)) found.push(`${file}: ${line}`);
  }
  return found;
}

/** The items of a list that another one lacks, where each counts as often as it stands there. */
export function missingFrom(others: readonly string[], items: readonly string[]): string[] {
  const left = [...others];
  return items.filter((item) => {
    const at = left.indexOf(item);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
