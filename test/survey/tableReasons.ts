/** Why calls differ, in words. Every difference of the table has a cause. */
import type { DifferenceClass } from './callsTypes';

/** What a difference comes from, under the short name that the table by crate has for it. */
export const causes = {
  'hash order':
    'The macro puts into its output what it took from a hash map with random seeds: rustc’s own result is another one in each run.',
} as const;

type Cause = keyof typeof causes;
type Reasons = Readonly<Partial<Record<DifferenceClass, Cause>>>;

/** By crate (all versions) and class of difference. */
export const reasons: Readonly<Record<string, Reasons>> = {};

/** Why crates have no module, where the compiler's first error does not say it. */
export const buildReasons: Readonly<Record<string, string>> = {};
