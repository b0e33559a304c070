/** What rust-analyzer makes of real crates with our macro server and with its own, and how it is printed. */
import { percentile } from '../percentile';
import { differing } from './expansionTexts';
import type { AnalysisRuns, CrateFigures } from './measureCrate';

type TimeKind = 'seconds' | 'processorSeconds';

const columns = [9, 13, 12, 8, 12, 13, 12, 16, 12] as const;

function row(title: string, ...cells: readonly string[]): void {
  console.log(title.padEnd(20) + cells.map((cell, index) => cell.padStart(columns[index] ?? 12)).join(''));
}

export function printHeading(): void {
  console.log(
    'Each crate: native server, Macroscope with an empty cache of results, Macroscope a second time',
  );
  row('', 'equal', 'diagnostics', 'unknown', 'wall s', 'ratios', 'processor s', 'ratios', 'MB', 'building s');
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
    median(native.seconds).toFixed(1),
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
  const time = (kind: TimeKind, pick: (figures: CrateFigures) => AnalysisRuns): number =>
    sum((figures) => median(pick(figures)[kind]));
  const ofNative = (kind: TimeKind, pick: (figures: CrateFigures) => AnalysisRuns): number =>
    time(kind, pick) / time(kind, ({ native }) => native);
  console.log(
    `analysis-stats with the native server, all crates: ${time('seconds', ({ native }) => native).toFixed(1)} s,` +
      ` ${time('processorSeconds', ({ native }) => native).toFixed(1)} s of processor time`,
  );
  const cold = ofNative('seconds', (figures) => figures.cold);
  const second = ofNative('seconds', (figures) => figures.second);
  judge('  with an empty cache of results, of that', cold.toFixed(3), cold <= 1.1, 'at most 1.1');
  judge('  a second time, of that', second.toFixed(3), second < 1, 'below 1');
  console.log(
    `  the same of processor time: ${ofNative('processorSeconds', (figures) => figures.cold).toFixed(3)},` +
      ` ${ofNative('processorSeconds', (figures) => figures.second).toFixed(3)}`,
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

/** What rust-analyzer could not find out, of all kinds. */
function unknownOf({ figures }: AnalysisRuns): number {
  return figures.unknown + figures.partlyUnknown + figures.mismatches;
}

function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
