/** What the steps of the survey leave for one another in the work folder. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MacroExport } from '../../server/src/toolchain/types';

export interface SurveyOptions {
  /** Absolute path of the work folder. */
  readonly work: string;
  /** Names, or `name-version`s, of the only crates to look at; empty: all. */
  readonly only: readonly string[];
  readonly limit: number;
  /** Whether crates are looked at again that have a result. */
  readonly again: boolean;
  /** Whether the table keeps the crates that the work folder has no results for: it holds a part of the corpus. */
  readonly merge: boolean;
}

/** A procedural-macro crate of the corpus. `corpus.json` holds a list of them, the one with the most users first. */
export interface MacroCrate {
  readonly name: string;
  readonly version: string;
  /** The name by which code calls the library. */
  readonly library: string;
  readonly edition: string;
  /** Absolute path of its folder in the registry. */
  readonly folder: string;
  /** How many crates of the corpus depend on it, or on the crate that it belongs to. */
  readonly users: number;
  /** Features, beside the default ones, that some crate of the corpus asks for. */
  readonly wantedFeatures: readonly string[];
}

/** Why there is no module. Only the last two say nothing against the builder. */
export type FailureClass =
  | 'proc_macro API'
  | 'C library'
  | 'build script'
  | 'Unix only'
  | 'wasm variant of a dependency'
  | 'other'
  | 'not in Debian'
  | 'not natively either';

/** How building a crate went: `crates/NAME-VERSION/build.json`. */
export interface BuildOutcome {
  readonly name: string;
  readonly version: string;
  readonly status: 'built' | 'failed';
  /** Features that were asked for beside the default ones. */
  readonly features: readonly string[];
  /** The generated project, with its Cargo.lock, in which the crate was resolved. */
  readonly project: string;
  /** Seconds that passed since the module before it was finished. */
  readonly seconds: number;
  /** Absolute path. */
  readonly module?: string;
  readonly bytes?: number;
  readonly sha256?: string;
  readonly macros?: readonly MacroExport[];
  readonly failure?: FailureClass;
  readonly error?: string;
}

/** The folder that cargo takes as a directory source. */
export function registryOf(work: string): string {
  return join(work, 'root/usr/share/cargo/registry');
}

export function readCorpus(work: string): readonly MacroCrate[] {
  const file = join(work, 'corpus.json');
  if (!existsSync(file)) throw new Error(`There is no corpus in ${work}: run the step corpus first.`);
  return JSON.parse(readFileSync(file, 'utf8')) as MacroCrate[];
}

/** The crates that the options ask for. */
export function chosenCrates(options: SurveyOptions): readonly MacroCrate[] {
  const { only, limit } = options;
  return readCorpus(options.work)
    .filter(
      ({ name, version }) => only.length === 0 || only.includes(name) || only.includes(`${name}-${version}`),
    )
    .slice(0, limit);
}

/** Where the results for one crate are. */
export function resultsFolder(
  work: string,
  crate: { readonly name: string; readonly version: string },
): string {
  return join(work, 'crates', `${crate.name}-${crate.version}`);
}

export function readBuild(
  work: string,
  crate: { readonly name: string; readonly version: string },
): BuildOutcome | undefined {
  const file = join(resultsFolder(work, crate), 'build.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as BuildOutcome) : undefined;
}

/** Writes JSON in one step, so that no other process reads half of it. */
export function writeJson(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.tmp`, `${JSON.stringify(value, null, 2)}\n`);
  renameSync(`${file}.tmp`, file);
}
