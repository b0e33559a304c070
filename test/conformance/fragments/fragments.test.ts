/**
 * The extent of macro fragments, compared with rustc's answers, which `rustc.json` holds.
 * To ask a rustc again: `MACROSCOPE_RUSTC=/usr/bin/rustc npx vitest run test/conformance/fragments`.
 *
 * `laterRustc.json` holds the answers of a later version, where they differ: what only that one accepts may be accepted. To ask it again:
 * `MACROSCOPE_LATER_RUSTC=…` in the same way.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { fragmentMayBegin, parseFragment } from '../../../server/src/syntax/parser/parseFragment';
import { TokenCursor } from '../../../server/src/syntax/tokenCursor';
import { askRustc, rustcVersion } from './askRustc';
import { caseTokens, fragmentCases, type Extent, type FragmentCase } from './fragmentCase';

interface Snapshot {
  readonly rustc: string;
  /** By fragment, edition and input: the number of tokens, `1+2` for two characters of the next, `some`, or the refusal. */
  readonly answers: Readonly<Record<string, string>>;
}

const file = fileURLToPath(new URL('rustc.json', import.meta.url));
const laterFile = fileURLToPath(new URL('laterRustc.json', import.meta.url));

function key({ kind, edition, input }: FragmentCase): string {
  return `${kind} ${edition} ${input}`;
}

function show(extent: Extent): string {
  if ('refused' in extent)
    return `refused${extent.at === undefined ? '' : ` at ${extent.at}`}: ${extent.refused}`;
  return extent.split === undefined ? String(extent.consumed) : `${extent.consumed}+${extent.split}`;
}

function loadAnswers(all: readonly FragmentCase[]): Snapshot {
  const rustc = process.env['MACROSCOPE_RUSTC'];
  if (rustc === undefined) return JSON.parse(readFileSync(file, 'utf8')) as Snapshot;
  const answers = askRustc(rustc, all);
  const snapshot: Snapshot = {
    rustc: rustcVersion(rustc),
    answers: Object.fromEntries([...answers].map(([each, extent]) => [key(each), show(extent)])),
  };
  writeFileSync(file, `${JSON.stringify(snapshot, undefined, 1)}\n`);
  return snapshot;
}

/** The answers of a later rustc where it accepts something else than the first one. */
function loadLaterAnswers(all: readonly FragmentCase[], first: Snapshot | undefined): Snapshot {
  const rustc = process.env['MACROSCOPE_LATER_RUSTC'];
  if (rustc === undefined) return JSON.parse(readFileSync(laterFile, 'utf8')) as Snapshot;
  const different = [...askRustc(rustc, all)]
    .map(([each, extent]) => [key(each), show(extent)] as const)
    .filter(([each, shown]) => outcome(shown) !== outcome(first?.answers[each] ?? ''));
  const snapshot: Snapshot = { rustc: rustcVersion(rustc), answers: Object.fromEntries(different) };
  writeFileSync(laterFile, `${JSON.stringify(snapshot, undefined, 1)}\n`);
  return snapshot;
}

function ourExtent(each: FragmentCase): Extent {
  const cursor = new TokenCursor(caseTokens(each));
  if (!fragmentMayBegin(each.kind, cursor, each.edition)) return { consumed: 0 };
  const result = parseFragment(each.kind, cursor, each.edition);
  if (!result.ok) return { refused: result.message, at: result.index };
  const whole = cursor.tokens[cursor.index];
  const rest = cursor.peek();
  if (whole === rest || whole?.kind !== 'punct' || rest?.kind !== 'punct') return { consumed: cursor.index };
  return { consumed: cursor.index, split: whole.text.length - rest.text.length };
}

const all = fragmentCases();
const snapshot =
  existsSync(file) || process.env['MACROSCOPE_RUSTC'] !== undefined ? loadAnswers(all) : undefined;
const later = loadLaterAnswers(all, snapshot);

describe.each([...new Set(all.map((each) => each.kind))])('%s fragments reach as far as in rustc', (kind) => {
  test.each(
    all.filter((each) => each.kind === kind).map((each) => [`${each.edition}: ${each.input}`, each] as const),
  )('%s', (_, each) => {
    const theirs = outcome(snapshot?.answers[key(each)] ?? 'not asked');
    const ours = ourExtent(each);
    const sinceThen = outcome(later.answers[key(each)] ?? 'refused');
    if (theirs === 'refused' && sinceThen !== 'refused' && outcome(show(ours)) === sinceThen) return;
    if (theirs !== 'some') expect(outcome(show(ours))).toBe(theirs);
    else expect('consumed' in ours && ours.consumed !== caseTokens(each).length).toBe(true);
  });
});

/** FIXME: refusals that rustc words in another way. */
const otherWords = new Set(
  readFileSync(fileURLToPath(new URL('otherWords.txt', import.meta.url)), 'utf8').split('\n'),
);

test('a refusal has the words of rustc', () => {
  const different = all.filter((each) => {
    const ours = ourExtent(each);
    const theirs = /^refused(?: at \d+)?: (.*)$/s.exec(snapshot?.answers[key(each)] ?? '')?.[1];
    return 'refused' in ours && theirs !== undefined && inAMacro(ours.refused) !== theirs;
  });
  expect([...new Set(different.map((each) => JSON.stringify(key(each))))].sort()).toEqual(
    [...otherWords].filter((line) => line !== '').sort(),
  );
});

/** What the matcher says of a fragment at the end of a call, where rustc has a word of its own for the end. */
function inAMacro(message: string): string {
  return message.replace(
    'expected expression, found `<eof>`',
    'expected expression, found end of macro arguments',
  );
}

/** Messages are compared as a whole: here only whether the input is refused. */
function outcome(shown: string): string {
  return shown.startsWith('refused') ? 'refused' : shown;
}
