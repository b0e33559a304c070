/** What may follow a fragment in a matcher, and how the refusal is worded, against rustc (followSets.json, written by recordFollowSets.mjs). */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileMacro } from '../../../server/src/expand/declarative/compileMacro';
import { MacroError } from '../../../server/src/expand/expansion';
import { Hygiene } from '../../../server/src/syntax/hygiene';
import { parseTokenTrees } from '../../../server/src/syntax/parseTokenTrees';
import { SourceMap } from '../../../server/src/syntax/sourceMap';
import type { Edition } from '../../../server/src/syntax/token';
import { definitionsIn } from './definitions';

interface Answer {
  /** What may not follow, in place of the `%` of the matcher. */
  readonly refused: readonly string[];
  /** The message, with `%` in place of what follows; several ones with the followers that they are about. */
  readonly messages?: string | Readonly<Record<string, readonly string[]>>;
  readonly note?: string;
}

const recorded = JSON.parse(readFileSync(new URL('followSets.json', import.meta.url), 'utf8')) as {
  readonly followers: readonly string[];
  readonly answers: Readonly<Record<string, Readonly<Record<string, Answer>>>>;
};

/** The error of a definition with this matcher. */
function refusalOf(matcher: string, edition: Edition): MacroError | undefined {
  const source = new SourceMap().add('/matcher.rs', `macro_rules! m { (${matcher}) => {}; }`);
  const [definition] = definitionsIn(parseTokenTrees(source, { edition }).tokens, '/matcher.rs', 0, edition);
  if (!definition) throw new Error('no definition');
  try {
    compileMacro(definition, new Hygiene());
    return undefined;
  } catch (error) {
    if (error instanceof MacroError) return error;
    throw error;
  }
}

function messageFor(follower: string, { messages }: Answer): string | undefined {
  const template =
    typeof messages === 'object'
      ? Object.entries(messages).find(([, followers]) => followers.includes(follower))?.[0]
      : messages;
  const shown = /^[([{]/.test(follower) ? follower.charAt(0) : follower;
  return template?.replace('%', () => shown);
}

describe.each(['2021', '2018'])('edition %s', (edition) => {
  const answers = Object.entries(recorded.answers[edition] ?? {});
  test.each(answers)('%s is refused before what rustc refuses there, in its words', (matcher, answer) => {
    const ours = recorded.followers.flatMap((follower) => {
      const error = refusalOf(
        matcher.replace('%', () => follower),
        Number(edition) as Edition,
      );
      return error ? [{ follower, message: error.message, notes: error.notes }] : [];
    });
    expect(ours.map(({ follower, message }) => ({ follower, message }))).toEqual(
      answer.refused.map((follower) => ({ follower, message: messageFor(follower, answer) })),
    );
    for (const { message, notes } of ours)
      if (answer.note !== undefined && message.includes('not allowed for'))
        expect(notes).toContain(answer.note);
  });
});
