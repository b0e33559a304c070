import { readFileSync } from 'node:fs';
import { parseTokenTrees } from '../../../server/src/syntax/parseTokenTrees';
import { processorMillis } from './processorTime';

export interface LexingFigures {
  readonly files: number;
  readonly bytes: number;
  /** Megabytes (10⁶ bytes of UTF-8) per second: of the first pass over all files, and of the median and the best one after it. */
  readonly cold: number;
  readonly median: number;
  readonly best: number;
}

const passes = 9;

/** Reads files into memory and then makes token trees of all of them, several times over. */
export function measureLexing(files: readonly string[]): LexingFigures {
  const sources = files.map((path, id) => ({ id, path, text: readFileSync(path, 'utf8') }));
  const bytes = sources.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  const speeds: number[] = [];
  for (let pass = 0; pass < passes; pass++) {
    const started = processorMillis();
    for (const source of sources) parseTokenTrees(source, { edition: 2021 });
    speeds.push(bytes / 1000 / (processorMillis() - started));
  }
  const [cold = NaN, ...warm] = speeds;
  warm.sort((a, b) => a - b);
  return {
    files: files.length,
    bytes,
    cold,
    median: warm[warm.length >> 1] ?? NaN,
    best: warm.at(-1) ?? NaN,
  };
}
