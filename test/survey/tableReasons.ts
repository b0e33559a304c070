/** Why calls differ, in words. Every difference of the table has a cause. */
import type { DifferenceClass } from './callsTypes';

/** What a difference comes from, under the short name that the table by crate has for it. */
export const causes = {
  'not deterministic':
    'rustc’s own result is another one in each run, or when blanks are put before the call: the macro puts out what it took from a hash map with random seeds, the numbers by which the compiler knows a span, or when a file was last read. Such calls are left out.',
  'pointer width':
    'A `usize` has 32 bits in a module, and the macro makes something of it: a hash that is cut to a `usize` and goes into names, the smallest `isize`.',
  'no processes': 'The macro starts a program (rustc, a compiler of templates), which a module cannot do.',
  budget:
    'The macro needs more than the ten thousand million instructions that a call may take; natively it runs for three to seven seconds.',
} as const;

type Cause = keyof typeof causes;
type Reasons = Readonly<Partial<Record<DifferenceClass, Cause>>>;

/** By crate (all versions) and class of difference. */
export const reasons: Readonly<Record<string, Reasons>> = {
  'cargo-test-macro': { outcome: 'no processes', 'panic message': 'no processes' },
  educe: { tokens: 'pointer width' },
  ff_derive: { outcome: 'budget' },
  'gtk4-macros': { 'panic message': 'no processes' },
  pest_derive: { outcome: 'budget' },
  'wasm-bindgen-macro': { tokens: 'pointer width' },
};

/** The cause of a difference; undefined for one that nobody has looked at. */
export function causeOf(crate: string, difference: DifferenceClass): Cause | undefined {
  return difference === 'not deterministic natively' ? 'not deterministic' : reasons[crate]?.[difference];
}

/** Why crates have no module, where the compiler's first error does not say it. */
export const buildReasons: Readonly<Record<string, string>> = {};
