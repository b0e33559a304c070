import { LRUCache } from 'lru-cache';
import { sha256 } from '#platform/hash';
import type { CallPositions } from '../expand/procedural/callPositions';
import type { SandboxResult } from '../sandbox/types';
import type { ResultStore } from './resultStore';

/** What a macro asked in one of its calls. */
type Questions = readonly string[];

/** Ways in which a macro asked about one input, the newest first: what it asks may depend on what it was answered before. */
const MAXIMUM_LISTS = 4;

const MAXIMUM_INPUTS = 20_000;

/**
 * Keys of calls that come with positions. The text of whole files is among those, and a macro asks for a few; so what it asked about an input is
 * remembered, and its results are kept under the answers: they hit after an edit elsewhere.
 */
export class PositionKeys {
  private readonly lists = new LRUCache<string, readonly Questions[]>({ max: MAXIMUM_INPUTS });

  constructor(private readonly store: ResultStore | undefined) {}

  /** Where a result may be kept. `plainKey`: the key of the call without positions, which is not that of the call that had none to begin with. */
  keysFor(plainKey: string, positions: CallPositions): string[] {
    return this.listsOf(plainKey).flatMap((questions) => keyOf(plainKey, questions, positions) ?? []);
  }

  /** Where to keep a result; undefined when it is not known what it depends on. */
  learn(plainKey: string, positions: CallPositions, result: SandboxResult): string | undefined {
    const questions = positions.questionsOf(result);
    const key = questions && keyOf(plainKey, questions, positions);
    if (!questions || key === undefined) return undefined;
    const known = this.listsOf(plainKey);
    if (!known.some((other) => isSame(other, questions))) {
      const lists = [questions, ...known].slice(0, MAXIMUM_LISTS);
      this.lists.set(plainKey, lists);
      this.store?.putQuestions(plainKey, lists);
    }
    return key;
  }

  private listsOf(plainKey: string): readonly Questions[] {
    const known = this.lists.get(plainKey) ?? this.store?.getQuestions(plainKey) ?? [];
    if (known.length > 0) this.lists.set(plainKey, known);
    return known;
  }
}

function keyOf(plainKey: string, questions: Questions, positions: CallPositions): string | undefined {
  const answers: string[] = [];
  for (const question of questions) {
    const answer = positions.answer(question);
    if (answer === undefined) return undefined;
    answers.push(answer);
  }
  return sha256()
    .update(JSON.stringify([plainKey, questions, answers]))
    .hex();
}

function isSame(a: Questions, b: Questions): boolean {
  return a.length === b.length && a.every((question, index) => question === b[index]);
}
