/** The arena's records: what rustc itself made of the macro calls of a crate. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** One call site with everything that it leads to. */
export interface SiteRow {
  /** Relative to the crate's folder. */
  readonly file: string;
  /** `bang`, `derive` or `attr`, the last two also with `_cfg_attr` behind. */
  readonly kind: string;
  /** The path as written, without spaces. */
  readonly name: string;
  /** Of the path's last segment, both from 1, the column in characters. */
  readonly rline: number;
  readonly rcol: number;
  /** The region of the call with everything expanded; null where rustc expanded nothing. */
  readonly composed: readonly string[] | null;
  /** The steps of `macro_rules!` macros below the call, each with its name first. */
  readonly steps: readonly (readonly string[])[];
  /** The calls of procedural macros at the place: name, input, output, kind. */
  readonly pm: readonly (readonly string[])[];
}

interface CallRowBase {
  readonly file: string;
  readonly name: string;
  /** Of the outermost call: its path, or for an attribute the whole `#[…]`. From 1, the column in characters. */
  readonly line: number;
  readonly col: number;
}

/** One step of a `macro_rules!` macro, as `-Ztrace-macros` prints it. The rows of an outermost call stand in rustc's order. */
export interface StepRow extends CallRowBase {
  readonly kind: 'macro_rules';
  readonly in: string;
  readonly out: string;
}

/** One call of a procedural macro, as a logging macro crate recorded it inside of rustc. */
export interface ProceduralRow extends CallRowBase {
  readonly kind: 'proc_macro' | 'proc_macro_derive' | 'proc_macro_attribute';
  /** Characters one by one; U+0001 behind those that are joint to the next. Marks of invisible groups begin with U+0002. */
  readonly out_raw: readonly string[];
}

export type CallRow = StepRow | ProceduralRow;

/** The crates of an arena that have records, in alphabetical order. */
export function recordedCrates(arena: string): string[] {
  return readdirSync(join(arena, 'truth'))
    .flatMap((name) => /^(.*)\.sites\.jsonl$/.exec(name)?.[1] ?? [])
    .sort();
}

/** The call sites that rustc expanded. */
export function siteRows(arena: string, crate: string): SiteRow[] {
  return (rows(arena, `${crate}.sites.jsonl`) as SiteRow[]).filter(({ composed }) => composed !== null);
}

/** The single steps of declarative and procedural macros, in rustc's order. */
export function callRows(arena: string, crate: string): CallRow[] {
  return (rows(arena, `${crate}.calls.jsonl`) as CallRow[]).filter(
    ({ kind }) => kind === 'macro_rules' || kind.startsWith('proc_macro'),
  );
}

/** What the single steps of macros of all kinds gave, as rustc prints tokens. */
export function recordedOutputs(arena: string, crate: string): string[] {
  return (rows(arena, `${crate}.calls.jsonl`) as { readonly out?: unknown }[]).flatMap(({ out }) =>
    typeof out === 'string' ? out : [],
  );
}

/** The features with which rustc built the crate, beside the default ones. */
export function builtFeatures(arena: string, crate: string): string[] {
  const file = join(arena, 'work', crate, 'arena.json');
  if (!existsSync(file)) return [];
  const { features } = JSON.parse(readFileSync(file, 'utf8')) as { features: string[] };
  return features.filter((feature) => feature !== 'default');
}

function rows(arena: string, name: string): unknown[] {
  return readFileSync(join(arena, 'truth', name), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line));
}
