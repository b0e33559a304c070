import type { Edition } from '../../server/src/syntax/token';
import type { Random } from '../conformance/procedural/differential/randomTokens';
import type { Corpus } from './corpus';

/** What one round works on: named texts, which are made smaller when the round fails. */
export interface FuzzCase {
  readonly texts: Readonly<Record<string, string>>;
  readonly edition: Edition;
}

/** Something that must hold for every case. */
export interface Property {
  readonly name: string;
  readonly generate: (random: Random, corpus: Corpus) => FuzzCase;
  /** Throws, or rejects, when it does not hold. */
  readonly check: (fuzzCase: FuzzCase) => void | Promise<void>;
}

export const editions: readonly Edition[] = [2015, 2018, 2021, 2024];

/** A text that a case must have. */
export function textOf({ texts }: FuzzCase, name: string): string {
  const text = texts[name];
  if (text === undefined) throw new Error(`the case has no text ${name}`);
  return text;
}

const brackets = ['()', '[]', '{}', '<>', '||'];

/** Some pieces of real code behind one another: whole tokens mostly, sometimes in brackets, rarely very often. */
export function splice(random: Random, corpus: Corpus, maximumPieces = 6): string {
  let text = '';
  for (let left = 1 + random.below(maximumPieces); left > 0; left--) {
    const exact = random.below(8) > 0;
    let piece = exact ? corpus.piece(random, 2 + random.below(40)) : corpus.characters(random, 60);
    if (random.below(6) === 0) {
      const [open = '', close = ''] = random.pick(brackets);
      piece = open + piece + close;
    }
    // What repeats finds what is not linear, and what recurses.
    if (random.below(30) === 0) piece = piece.repeat(1 + random.below(piece.length < 12 ? 800 : 30));
    text += piece + random.pick(['', ' ', ' ', '\n']);
  }
  return text;
}

/** The text with some of its characters replaced by a splice. */
export function mutate(random: Random, corpus: Corpus, text: string): string {
  const start = random.below(text.length + 1);
  const end = Math.min(text.length, start + random.below(30));
  return `${text.slice(0, start)} ${splice(random, corpus, 1)} ${text.slice(end)}`;
}
