/** Two servers side by side, over the calls that both have answered: a refusal is quick and says nothing. */
import type { Answer } from '../declarative/answers';
import { percentile } from '../percentile';
import type { ServerFigures } from './measureServer';

export interface PeerFigures {
  readonly name: string;
  readonly ours: ServerFigures;
  readonly theirs: ServerFigures;
}

type Pass = 'cold' | 'opened' | 'warm' | 'edited';

const passes = { cold: 'cold', opened: 'cold, file open', warm: 'warm' } as const;

const shares = [
  ['p50', 0.5],
  ['p95', 0.95],
  ['p99', 0.99],
  ['max', 1],
] as const;

/** One line for a crate: ours / rust-analyzer's. */
export function printCrate({ name, ours, theirs }: PeerFigures): void {
  const both = (pass: Pass, share: number): string => {
    const common = commonMillis([{ name, ours, theirs }], pass);
    return `${percentile(common.ours, share).toFixed(2)}/${percentile(common.theirs, share).toFixed(2)}`;
  };
  const answered = ({ cold }: ServerFigures): number => cold.filter((answer) => answer.answered).length;
  const start = ({ start: millis }: ServerFigures): string => millis?.toFixed(0) ?? 'none';
  console.log(
    [
      `${name} (${ours.cold.length} calls, answered ${answered(ours)}/${answered(theirs)}):`,
      `start ${start(ours)}/${start(theirs)} ms`,
      `memory ${ours.memory}/${theirs.memory} MB`,
      `cold p50 ${both('cold', 0.5)} max ${both('cold', 1)}`,
      ...(ours.opened.length > 0 ? [`open p50 ${both('opened', 0.5)} max ${both('opened', 1)}`] : []),
      `warm p50 ${both('warm', 0.5)} max ${both('warm', 1)}`,
      `edit p50 ${both('edited', 0.5)} ms`,
      `processor cold ${ours.processor.cold.toFixed(2)}/${theirs.processor.cold.toFixed(2)}` +
        ` warm ${ours.processor.warm.toFixed(2)}/${theirs.processor.warm.toFixed(2)} ms`,
    ].join('  '),
  );
}

/** All crates together, with the targets. Gives the number of targets that are missed. */
export function printTotals(all: readonly PeerFigures[]): number {
  let missed = 0;
  const judge = (title: string, ours: number, theirs: number, unit: string, limit: number): void => {
    const holds = ours <= limit;
    if (!holds) missed++;
    console.log(
      `  ${title.padEnd(31)} ${ours.toFixed(2).padStart(9)} ${theirs.toFixed(2).padStart(9)} ${unit}  ${(ours / theirs).toFixed(2)}  ` +
        `${holds ? 'holds' : 'MISSED'}: at most ${limit.toFixed(2)}`,
    );
  };
  console.log('\nAll crates                         Macroscope rust-analyzer  ratio');
  const started = all.filter(({ ours, theirs }) => ours.start !== undefined && theirs.start !== undefined);
  const starts = (pick: (figures: PeerFigures) => ServerFigures): number[] =>
    started.map((figures) => pick(figures).start ?? NaN);
  const [ourStarts, theirStarts] = [starts(({ ours }) => ours), starts(({ theirs }) => theirs)];
  for (const [title, share] of [
    ['median', 0.5],
    ['slowest crate', 1],
  ] as const) {
    const theirs = percentile(theirStarts, share);
    judge(`start, ${title}`, percentile(ourStarts, share), theirs, 'ms', Math.min(1000, theirs / 5));
  }
  for (const [title, share] of [
    ['median', 0.5],
    ['largest', 1],
  ] as const) {
    const [ours, theirs] = [all.map((each) => each.ours.memory), all.map((each) => each.theirs.memory)];
    const peer = percentile(theirs, share);
    judge(`memory at the end, ${title}`, percentile(ours, share), peer, 'MB', peer / 3);
  }
  for (const pass of ['cold', 'opened', 'warm'] as const)
    for (const [title, share] of shares) {
      const { ours, theirs } = commonMillis(all, pass);
      if (ours.length === 0) continue;
      const peer = percentile(theirs, share);
      judge(`expansion, ${passes[pass]}, ${title}`, percentile(ours, share), peer, 'ms', peer);
    }
  for (const [title, share] of shares.slice(0, 2)) {
    const { ours, theirs } = commonMillis(all, 'edited');
    const peer = percentile(theirs, share);
    judge(`edit, then expansion, ${title}`, percentile(ours, share), peer, 'ms', peer / 3);
  }
  return missed;
}

function commonMillis(all: readonly PeerFigures[], pass: Pass): { ours: number[]; theirs: number[] } {
  const pairs = all.flatMap(({ ours, theirs }) =>
    ours[pass].flatMap((own, index): [Answer, Answer][] => {
      const peer = theirs[pass][index];
      return own.answered && peer?.answered === true ? [[own, peer]] : [];
    }),
  );
  return { ours: pairs.map(([own]) => own.millis), theirs: pairs.map(([, peer]) => peer.millis) };
}
