import { percentile } from '../percentile';

/** What came of asking for one expansion. */
export interface Answer {
  readonly millis: number;
  readonly answered: boolean;
}

const shares = [0.5, 0.95, 0.99, 1] as const;

export const percentileTitles = 'p50 / p95 / p99 / max';

/** Milliseconds of those that were answered, as p50 / p95 / p99 / max. */
export function distribution(answers: readonly Answer[]): string {
  const millis = answers.filter(({ answered }) => answered).map((answer) => answer.millis);
  return shares.map((share) => percentile(millis, share).toFixed(2)).join(' / ');
}
