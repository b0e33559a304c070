/** Counts over all crates. */
import type { DifferenceClass } from './callsTypes';
import type { CrateResult, SurveyResults } from './tableResults';

/** Failures that say nothing about the builder: there is nothing to build from, or rustc does not accept it. */
const notCounted = new Set<string | undefined>(['not in Debian', 'not natively either']);

export interface SurveyCounts {
  readonly crates: number;
  /** Crates that rustc compiles natively. */
  readonly buildable: number;
  readonly built: number;
  readonly macros: number;
  readonly macrosCalled: number;
  /** Crates whose calls were compared. */
  readonly compared: number;
  readonly calls: number;
  readonly madeUp: number;
  readonly equal: number;
  readonly errors: number;
  readonly withFragments: number;
  readonly varying: number;
  readonly allEqual: number;
  readonly classes: readonly (readonly [DifferenceClass, number])[];
}

export function isCounted({ failure }: CrateResult): boolean {
  return !notCounted.has(failure);
}

export function countResults({ crates }: SurveyResults): SurveyCounts {
  // A module without macros is one whose declarations the builder did not find.
  const built = crates.filter(({ bytes, macros = 0 }) => bytes !== undefined && macros > 0);
  const calls = built.flatMap((crate) => (crate.calls ? [crate.calls] : []));
  const classes = new Map<DifferenceClass, number>();
  for (const each of calls)
    for (const [name, count] of Object.entries(each.classes) as [DifferenceClass, number][])
      classes.set(name, (classes.get(name) ?? 0) + count);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  return {
    crates: crates.length,
    buildable: crates.filter(isCounted).length,
    built: built.length,
    macros: sum(built.map(({ macros = 0 }) => macros)),
    macrosCalled: sum(calls.map(({ macrosCalled }) => macrosCalled)),
    compared: calls.filter(({ status }) => status === 'compared').length,
    calls: sum(calls.map((each) => each.calls)),
    madeUp: sum(calls.map(({ sources }) => sources['made up'])),
    equal: sum(calls.map(({ equal }) => equal)),
    withFragments: sum(calls.map(({ withFragments }) => withFragments)),
    errors: sum(calls.map(({ errors }) => errors)),
    varying: sum(calls.map(({ varying }) => varying)),
    allEqual: calls.filter((each) => each.calls > 0 && each.calls === each.equal).length,
    classes: [...classes].sort(([, a], [, b]) => b - a),
  };
}

export function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${(Math.floor((10_000 * part) / whole) / 100).toFixed(2)} %`;
}

/** Lines for people. */
export function summarizeCalls(results: SurveyResults): string {
  const counts = countResults(results);
  return [
    `procedural-macro crates  ${counts.crates}, of which rustc builds ${counts.buildable}`,
    `built as modules         ${counts.built} (${percent(counts.built, counts.buildable)}), with ${counts.macros} macros`,
    `calls compared           ${counts.calls} of ${counts.macrosCalled} macros in ${counts.compared} crates`,
    `equal                    ${counts.equal} (${percent(counts.equal, counts.calls)}); in ${counts.allEqual} crates all of them`,
    `rustc reports an error   in ${counts.errors} of the calls, which are compared as well`,
    `not deterministic        ${counts.varying} further calls, in rustc itself`,
    ...counts.classes
      .filter(([name]) => name !== 'not deterministic natively')
      .map(([name, count]) => `differ, ${name}: ${count}`),
  ].join('\n');
}
