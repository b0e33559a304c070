/** What rust-analyzer makes of real crates with our macro server and with its own, and how it is printed. */
import { percentile } from '../percentile';
import { differing } from './expansionTexts';
import type { AnalysisRuns, CrateFigures } from './measureCrate';

type TimeKind = 'seconds' | 'processorSeconds';

const columns = [9, 9, 12, 8, 12, 13, 11, 13, 12, 16, 12] as const;

function row(title: string, ...cells: readonly string[]): void {
  console.log(title.padEnd(20) + cells.map((cell, index) => cell.padStart(columns[index] ?? 12)).join(''));
}

export function printHeading(): void {
  console.log(
    'Each crate: native server, Macroscope with an empty cache of results, Macroscope a second time',
  );
  console.log(
    'Ratios: of the wall time, where finding out types, which no macro server is asked for, counts as the median of all runs; of the wall time as measured; of processor time',
  );
  row(
    '',
    'equal',
    'diagnos.',
    'unknown',
    'wall s',
    'ratios',
    'types s',
    'as measured',
    'processor s',
    'ratios',
    'MB',
    'building s',
  );
}

/** One line for a crate, and what differs in it. */
export function printCrate(figures: CrateFigures): void {
  const { name, texts, newDiagnostics, goneDiagnostics, native, cold, second, build } = figures;
  const differences = differing(texts.own, texts.native);
  const ratios = (kind: TimeKind): string =>
    [cold, second].map((runs) => (median(runs[kind]) / median(native[kind])).toFixed(2)).join(' ');
  row(
    name,
    `${texts.native.length - differences.length}/${texts.native.length}`,
    `+${newDiagnostics.length} -${goneDiagnostics.length}`,
    [native, cold].map(unknownOf).join('/'),
    wallSeconds(figures, native).toFixed(1),
    [cold, second]
      .map((runs) => (wallSeconds(figures, runs) / wallSeconds(figures, native)).toFixed(3))
      .join(' '),
    rangeOf([native, cold, second].flatMap(({ typing }) => typing)),
    ratios('seconds'),
    median(native.processorSeconds).toFixed(1),
    ratios('processorSeconds'),
    [native, cold, second].map(({ memory }) => median(memory)).join('/'),
    build ? median(build.seconds).toFixed(0) : '',
  );
  for (const { label, cause } of differences) console.log(`  differs: ${label}: ${cause}`);
  for (const diagnostic of newDiagnostics) console.log(`  new: ${diagnostic}`);
  for (const diagnostic of goneDiagnostics) console.log(`  gone: ${diagnostic}`);
  const [theirs, ours] = [native.figures, cold.figures];
  if (theirs.counted !== ours.counted)
    console.log(`  expressions and patterns: native ${theirs.counted}, ours ${ours.counted}`);
}

/** All crates together, with the targets. Gives the number of targets that are missed. */
export function printTotals(all: readonly CrateFigures[]): number {
  let missed = 0;
  const judge = (title: string, value: string, holds: boolean, target: string): void => {
    if (!holds) missed++;
    console.log(`${title.padEnd(52)} ${value.padStart(16)}  ${holds ? 'holds' : 'MISSED'}: ${target}`);
  };
  const sum = (pick: (figures: CrateFigures) => number): number =>
    all.reduce((total, figures) => total + pick(figures), 0);
  const calls = sum(({ texts }) => texts.native.length);
  const equal = calls - sum(({ texts }) => differing(texts.own, texts.native).length);
  console.log();
  judge(
    'calls with equal expansions',
    `${equal}/${calls} ${((100 * equal) / calls).toFixed(2)} %`,
    equal >= 0.995 * calls,
    'at least 99.5 %',
  );
  const added = sum(({ newDiagnostics }) => newDiagnostics.length);
  judge('new diagnostics', `${added}`, added === 0, 'none');
  const worse = all.filter(({ native, cold }) => unknownOf(cold) > unknownOf(native));
  judge('crates with more unknown types than native', `${worse.length}`, worse.length === 0, 'none');
  const ofNative = (measure: Measure, pick: (figures: CrateFigures) => AnalysisRuns): number =>
    sum((figures) => measure(figures, pick(figures))) / sum((figures) => measure(figures, figures.native));
  const wall: Measure = (_, runs) => median(runs.seconds);
  const processor: Measure = (_, runs) => median(runs.processorSeconds);
  console.log(
    `analysis-stats with the native server, all crates: ${sum((each) => wallSeconds(each, each.native)).toFixed(1)} s,` +
      ` ${sum((each) => wall(each, each.native)).toFixed(1)} s as measured,` +
      ` ${sum((each) => processor(each, each.native)).toFixed(1)} s of processor time`,
  );
  const cold = ofNative(wallSeconds, (figures) => figures.cold);
  const second = ofNative(wallSeconds, (figures) => figures.second);
  judge('  with an empty cache of results, of that', cold.toFixed(3), cold <= 1.1, 'at most 1.1');
  judge('  a second time, of that', second.toFixed(3), second < 1, 'below 1');
  for (const [title, measure] of [
    ['as measured', wall],
    ['of processor time', processor],
  ] as const)
    console.log(
      `  the same ${title}: ${ofNative(measure, (figures) => figures.cold).toFixed(3)},` +
        ` ${ofNative(measure, (figures) => figures.second).toFixed(3)}`,
    );
  const memory = (pick: (figures: CrateFigures) => AnalysisRuns): string =>
    Math.max(...all.map((figures) => median(pick(figures).memory))).toFixed(0);
  console.log(
    `largest memory: native ${memory((figures) => figures.native)} MB, ours ${memory((figures) => figures.cold)} MB, a second time ${memory((figures) => figures.second)} MB`,
  );
  const answered = all.flatMap(({ texts }) =>
    texts.native.flatMap((theirs, index) => {
      const ours = texts.own[index];
      return ours?.text === undefined || theirs.text === undefined ? [] : [{ ours, theirs }];
    }),
  );
  for (const share of [0.5, 0.95])
    console.log(
      `expandMacro p${share * 100}: native ${percentile(
        answered.map(({ theirs }) => theirs.millis),
        share,
      ).toFixed(1)} ms, ours ${percentile(
        answered.map(({ ours }) => ours.millis),
        share,
      ).toFixed(1)} ms`,
    );
  return missed;
}

/** Seconds of some runs on a crate, in one way of counting. */
type Measure = (figures: CrateFigures, runs: AnalysisRuns) => number;

/** Seconds of wall time, in which the time for types, which is the same work in all runs, is the median of all of them. */
function wallSeconds({ native, cold, second }: CrateFigures, { seconds, typing }: AnalysisRuns): number {
  const others = seconds.map((each, index) => each - (typing[index] ?? 0));
  return median(others) + median([native, cold, second].flatMap((runs) => runs.typing));
}

function rangeOf(values: readonly number[]): string {
  return `${Math.min(...values).toFixed(1)}-${Math.max(...values).toFixed(1)}`;
}

/** What rust-analyzer could not find out, of all kinds. */
function unknownOf({ figures }: AnalysisRuns): number {
  return figures.unknown + figures.partlyUnknown + figures.mismatches;
}

function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
