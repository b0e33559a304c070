/** The survey's results in one small file, which stays in the repository: `results.json`. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CallsOutcome, DifferenceClass, MacroInput } from './callsTypes';
import { readBuild, readCorpus, resultsFolder, type FailureClass, type MacroCrate } from './surveyFolder';

export interface SurveyResults {
  /** The compiler with which ours is compared. */
  readonly compiler: string;
  readonly crates: readonly CrateResult[];
}

export interface CrateResult {
  readonly name: string;
  readonly version: string;
  /** How many crates of the corpus use it. */
  readonly users: number;
  /** Bytes of the module; undefined when there is none. */
  readonly bytes?: number;
  readonly macros?: number;
  readonly failure?: FailureClass;
  /** What the compiler said, in one line. */
  readonly error?: string;
  readonly calls?: CallsResult;
  /** Whether it was measured with a corpus that has a part of the packages only. */
  readonly partial?: true | undefined;
}

export interface CallsResult {
  readonly status: CallsOutcome['status'];
  readonly macrosCalled: number;
  readonly calls: number;
  readonly equal: number;
  readonly varying: number;
  readonly withFragments: number;
  /** Calls in which rustc reported an error. */
  readonly errors: number;
  readonly sources: Readonly<Record<MacroInput['source'], number>>;
  readonly classes: Readonly<Partial<Record<DifferenceClass, number>>>;
  readonly reads: readonly string[];
  readonly instructions: { readonly p50: number; readonly max: number };
}

export const resultsFile = resolve('test/survey/results.json');

/** The results in the work folder; those that were kept when there is none. */
export function readResults(work: string): SurveyResults {
  return existsSync(join(work, 'corpus.json')) ? collectResults(work) : keptResults();
}

function keptResults(): SurveyResults {
  return JSON.parse(readFileSync(resultsFile, 'utf8')) as SurveyResults;
}

/** The kept results, with those of a work folder in the place of older ones. They are marked where the folder holds a part of the corpus only. */
export function mergeResults(work: string): SurveyResults {
  const again = new Map(
    collectResults(work).crates.map((crate) => [`${crate.name} ${crate.version}`, crate]),
  );
  const { compiler, crates } = keptResults();
  const hasWholeCorpus = readCorpus(work).length >= crates.length;
  return {
    compiler,
    crates: crates.map((crate) => {
      const measured = again.get(`${crate.name} ${crate.version}`);
      if (!measured) return crate;
      return { ...measured, users: crate.users, partial: hasWholeCorpus ? undefined : true };
    }),
  };
}

export function collectResults(work: string): SurveyResults {
  const crates = readCorpus(work).flatMap((crate) => crateResult(work, crate) ?? []);
  return { compiler: 'rustc 1.85.1', crates };
}

/** undefined for a crate that was not tried yet. */
function crateResult(work: string, crate: MacroCrate): CrateResult | undefined {
  const build = readBuild(work, crate);
  if (!build) return undefined;
  const { name, version, users } = crate;
  const error = build.error?.split('\n').find((line) => /^error/.test(line));
  return {
    ...{ name, version, users, bytes: build.bytes, macros: build.macros?.length },
    ...{ failure: build.failure, error: error && withoutPaths(error) },
    calls: callsResult(work, crate),
  };
}

function callsResult(work: string, crate: MacroCrate): CallsResult | undefined {
  const file = join(resultsFolder(work, crate), 'calls.json');
  if (!existsSync(file)) return undefined;
  const {
    status,
    macrosCalled,
    calls,
    equal,
    varying,
    withFragments,
    errors,
    sources,
    classes,
    reads,
    instructions,
  } = JSON.parse(readFileSync(file, 'utf8')) as CallsOutcome;
  return {
    status,
    macrosCalled,
    calls,
    equal,
    varying,
    withFragments,
    errors,
    sources,
    classes,
    reads,
    instructions,
  };
}

/** Paths of the machine say nothing to others. */
function withoutPaths(text: string): string {
  return text.replace(/(?:\/[\w.@+-]+){2,}\//g, '…/').slice(0, 300);
}
