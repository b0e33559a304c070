/** Why calls differ, in words. Every difference of the table has a cause. */
import type { DifferenceClass } from './callsTypes';

/** What a difference comes from, under the short name that the table by crate has for it. */
export const causes = {
  'random order':
    'The macro puts out what it took from a hash map with random seeds. rustc’s own result is another one in each run; such calls are left out.',
  'pointer width':
    'A `usize` has 32 bits in a module. The macro derives something from it: the seed of a generator, a hash that it puts into names, or the order in a hash map without random seeds.',
  'caught panic':
    'The macro panics on purpose and catches that to report an error, which the modules of this run could not do: the error is not shown.',
  'no processes': 'The macro starts a program, which a module cannot do.',
  'locate-project':
    'The macro asks `cargo locate-project` for the manifest of the workspace and gets no answer, so it takes the name of a crate that it has by default.',
} as const;

type Cause = keyof typeof causes;
type Reasons = Readonly<Partial<Record<DifferenceClass, Cause>>>;

/** By crate (all versions) and class of difference. */
export const reasons: Readonly<Record<string, Reasons>> = {
  phf_macros: { tokens: 'pointer width' },
  'wasm-bindgen-macro': { tokens: 'pointer width' },
  'derive_more-impl': { tokens: 'pointer width' },
  'gtk4-macros': { tokens: 'locate-project', 'panic message': 'no processes' },
  clap_derive: { outcome: 'caught panic' },
  der_derive: { outcome: 'caught panic' },
  'glib-macros': { outcome: 'caught panic' },
  'structopt-derive': { outcome: 'caught panic' },
};

/** The cause of a difference; undefined for one that nobody has looked at. */
export function causeOf(crate: string, difference: DifferenceClass): Cause | undefined {
  return difference === 'not deterministic natively' ? 'random order' : reasons[crate]?.[difference];
}

/** Why crates have no module, where the compiler's first error does not say it. */
export const buildReasons: Readonly<Record<string, string>> = {};
