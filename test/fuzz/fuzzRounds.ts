import { Random } from '../conformance/procedural/differential/randomTokens';
import type { Corpus } from './corpus';
import type { FuzzCase, Property } from './fuzzCase';
import { shrink } from './shrink';

export interface FuzzOptions {
  readonly corpus: Corpus;
  readonly seed: number;
  /** Rounds from `firstRound` on. */
  readonly rounds: number;
  readonly firstRound?: number;
  /** Told of each round before it begins and how long it took when it has ended. */
  readonly onRound?: (round: number) => void;
  readonly onRoundEnd?: (round: number, millis: number, fuzzCase: FuzzCase) => void;
}

/** Throws an Error that tells how to see the failure again, with a case as small as was found, when the property does not hold. */
export async function fuzz(property: Property, options: FuzzOptions): Promise<void> {
  const { corpus, seed, rounds, firstRound = 0, onRound, onRoundEnd } = options;
  for (let round = firstRound; round < firstRound + rounds; round++) {
    onRound?.(round);
    // Each round by itself can be done again.
    const fuzzCase = property.generate(new Random(seed + Math.imul(round, 0x9e3779b1)), corpus);
    const started = performance.now();
    const failure = await failureOf(property, fuzzCase);
    onRoundEnd?.(round, performance.now() - started, fuzzCase);
    if (failure === undefined) continue;
    const smallest = await shrink(
      fuzzCase,
      async (candidate) => (await failureOf(property, candidate)) !== undefined,
    );
    const shrunk = (await failureOf(property, smallest)) ?? failure;
    throw new Error(
      `the property "${property.name}" fails in round ${round} with seed ${seed}: ${shrunk.message}\n${JSON.stringify(smallest, undefined, 2)}`,
      { cause: shrunk },
    );
  }
}

async function failureOf(property: Property, fuzzCase: FuzzCase): Promise<Error | undefined> {
  try {
    await property.check(fuzzCase);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
