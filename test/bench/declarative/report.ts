/** What the benchmark of declarative macros found out, and how it is printed. */
import { percentile } from '../percentile';
import { distribution, percentileTitles, type Answer } from './answers';
import type { InProcessFigures } from './inProcess';
import type { LexingFigures } from './lexing';
import type { MeasuredCrate } from './measuredCalls';
import type { ProtocolAnswer } from './overProtocol';

interface ProtocolFigures {
  readonly cold: readonly ProtocolAnswer[];
  readonly warm: readonly ProtocolAnswer[];
}

/** All answers are in the order of the crate's calls. */
interface CrateFigures {
  readonly crate: MeasuredCrate;
  readonly ours: ProtocolFigures;
  readonly theirs: ProtocolFigures | undefined;
  readonly inProcess: InProcessFigures;
}

/** What this project promises, of the time that the processor works. Lexing in MB/s, all else in milliseconds. */
const targets = { lexing: 40, p50: 0.3, p99: 5, max: 200, blocked: 50 };

/** How many of the slowest calls are named. */
const named = 10;

export class DeclarativeReport {
  private readonly crates: CrateFigures[] = [];
  private missed = false;

  constructor(private readonly lexing: LexingFigures) {}

  get missesTarget(): boolean {
    return this.missed;
  }

  /** Adds a crate and prints its line. */
  add(figures: CrateFigures): void {
    if (this.crates.length === 0)
      console.log(`crate (calls): milliseconds warm, ${percentileTitles}, and how many were answered`);
    this.crates.push(figures);
    const { crate, ours, theirs, inProcess } = figures;
    const part = (title: string, answers: readonly Answer[]): string =>
      `${title} ${distribution(answers)} (${answered(answers)})`;
    console.log(
      [
        `${crate.name} (${crate.calls.length}):`,
        part('in process', inProcess.warm.answers),
        part('protocol', ours.warm),
        theirs ? part('rust-analyzer', theirs.warm) : '',
      ].join('  '),
    );
  }

  print(): void {
    const { files, bytes, cold, median, best } = this.lexing;
    console.log(`\nLexing ${files} files, ${(bytes / 1e6).toFixed(1)} MB, to token trees`);
    console.log(
      `  first pass ${cold.toFixed(1)} MB/s, then median ${median.toFixed(1)}, best ${best.toFixed(1)} MB/s`,
    );
    this.judge('lexing, median', median, targets.lexing, 'MB/s', 'at least');

    const steps = this.crates.map(({ inProcess }) => inProcess.steps);
    const sum = (pick: (figures: (typeof steps)[number]) => number): number =>
      steps.reduce((total, each) => total + pick(each), 0);
    const seconds = sum(({ millis }) => millis) / 1000;
    const count = sum((each) => each.steps);
    console.log(
      `\nSingle declarative steps: ${count} in ${seconds.toFixed(2)} s, ` +
        `${Math.round(count / seconds)} steps and ${Math.round(sum(({ tokens }) => tokens) / seconds)} tokens of output per second`,
    );

    this.printInProcess();
    this.printProtocol();
  }

  private printInProcess(): void {
    const cold = this.crates.flatMap(({ inProcess }) => inProcess.cold.answers);
    const warm = this.crates.flatMap(({ inProcess }) => inProcess.warm.answers);
    console.log(`\nA request in process: ${warm.length} calls, ${answered(warm)} answered`);
    console.log(`  ${''.padEnd(32)}${percentileTitles}, milliseconds`);
    printRow('cold, the first time', cold);
    printRow('warm', warm);
    printRow('cold, processor time', processorTimes(cold));
    printRow('warm, processor time', processorTimes(warm));
    for (const [title, answers] of [
      ['cold', cold],
      ['warm', warm],
    ] as const) {
      const millis = answers.map(({ processor }) => processor);
      const longest = Math.max(0, ...answers.map(({ blocked }) => blocked));
      this.judge(`${title}, p50`, percentile(millis, 0.5), targets.p50, 'ms', 'at most');
      this.judge(`${title}, p99`, percentile(millis, 0.99), targets.p99, 'ms', 'at most');
      this.judge(`${title}, max`, percentile(millis, 1), targets.max, 'ms', 'at most');
      this.judge(`${title}, without a pause`, longest, targets.blocked, 'ms', 'at most');
    }
    for (const round of ['cold', 'warm'] as const) {
      console.log(`  the slowest ${named} ${round}:`);
      const calls = this.crates.flatMap(({ crate, inProcess }) =>
        crate.calls.map((call, index) => ({ call, answer: inProcess[round].answers[index] })),
      );
      calls.sort((a, b) => (b.answer?.processor ?? 0) - (a.answer?.processor ?? 0));
      for (const { call, answer } of calls.slice(0, named))
        console.log(
          `  ${(answer?.processor ?? 0).toFixed(1).padStart(10)} ms, ${(answer?.blocked ?? 0).toFixed(1)} ms without a pause: ${call.label}`,
        );
    }
  }

  private printProtocol(): void {
    const titles = { derive: 'derives', other: 'all other calls' };
    for (const kind of ['other', 'derive'] as const) {
      // Who refuses is quick and says nothing: times are compared where both have answered.
      const common = { ours: { cold: [], warm: [] }, theirs: { cold: [], warm: [] } } as Record<
        'ours' | 'theirs',
        Record<'cold' | 'warm', ProtocolAnswer[]>
      >;
      const counts = { calls: 0, ours: 0, theirs: 0 };
      for (const { crate, ours, theirs } of this.crates) {
        crate.calls.forEach((call, index) => {
          if (call.kind !== kind) return;
          counts.calls++;
          if (ours.warm[index]?.answered === true) counts.ours++;
          if (theirs?.warm[index]?.answered === true) counts.theirs++;
          for (const round of ['cold', 'warm'] as const) {
            const [mine, other] = [ours[round][index], theirs?.[round][index]];
            if (mine?.answered !== true || (theirs && other?.answered !== true)) continue;
            common.ours[round].push(mine);
            if (other) common.theirs[round].push(other);
          }
        });
      }
      if (counts.calls === 0) continue;
      console.log(
        `\nrust-analyzer/expandMacro over the protocol, ${titles[kind]}: ${counts.calls}; answered by us ${counts.ours}, by rust-analyzer ${counts.theirs}`,
      );
      console.log(`  ${''.padEnd(32)}${percentileTitles}, milliseconds`);
      for (const round of ['cold', 'warm'] as const) {
        const { [round]: ours } = common.ours;
        const { [round]: theirs } = common.theirs;
        printRow(`Macroscope, ${round}`, ours);
        if (theirs.length > 0) printRow(`rust-analyzer, ${round}`, theirs);
        printRow(`Macroscope, ${round}, processor`, processorTimes(ours));
        if (theirs.length > 0) printRow(`rust-analyzer, ${round}, processor`, processorTimes(theirs));
      }
    }
  }

  private judge(
    title: string,
    value: number,
    target: number,
    unit: string,
    bound: 'at least' | 'at most',
  ): void {
    const met = bound === 'at least' ? value >= target : value <= target;
    this.missed ||= !met;
    console.log(
      `  ${met ? 'met   ' : 'MISSED'} ${title}: ${value.toFixed(2)} ${unit}, target ${bound} ${target}`,
    );
  }
}

function printRow(title: string, answers: readonly Answer[]): void {
  console.log(`  ${title.padEnd(32)}${distribution(answers)}`);
}

/** The answers with the time of the processor in place of that which passed. */
function processorTimes(answers: readonly (Answer & { readonly processor: number })[]): Answer[] {
  return answers.map(({ processor, answered: hasAnswer }) => ({ millis: processor, answered: hasAnswer }));
}

function answered(answers: readonly Answer[]): number {
  return answers.filter((answer) => answer.answered).length;
}
