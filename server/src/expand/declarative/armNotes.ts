import { closingText } from '../../syntax/leafText';
import type { Edition, Span } from '../../syntax/token';
import { spanOf } from '../../syntax/token';
import type { RelatedPlace } from '../expansion';
import type { CompiledMacro, MacroRule, MatcherLocation } from './compiledMacro';
import { describeToken, tokenText } from './describeToken';
import { comparePositions } from './inputCursor';
import type { ArmFailure } from './matcher';
import { terminalSpan, terminalText } from './terminal';

/** One arm's failure. */
export interface TrackedFailure {
  readonly arm: number;
  readonly failure: ArmFailure;
  /** The place in a matcher that rustc would name for it. */
  readonly remaining: MatcherLocation | undefined;
  /** The places of the arm's matcher that could not take the token. */
  readonly expected: readonly MatcherLocation[];
}

/** How many arms an error message goes through one by one, and how many continuations of one arm it names. */
const mostArms = 12;
const mostExpected = 4;

/**
 * For each arm what it expected where it stopped, and what was there instead; of very many arms those that got furthest. As notes in the
 * order of the arms, and as places in the definition.
 */
export function armNotes(
  failures: readonly TrackedFailure[],
  compiled: CompiledMacro,
  edition: Edition,
): { readonly notes: readonly string[]; readonly places: readonly RelatedPlace[] } {
  const furthest = failures
    .toSorted((left, right) => comparePositions(right.failure.position, left.failure.position))
    .slice(0, mostArms)
    .sort((left, right) => left.arm - right.arm);
  const notes: string[] = [];
  const places: RelatedPlace[] = [];
  for (const tracked of furthest) {
    const rule = compiled.rules[tracked.arm];
    if (!rule) continue;
    const found = describeStop(tracked.failure, edition) ?? 'the end of the input';
    const expected = expectedText(tracked.expected, edition);
    const arm = `arm ${tracked.arm + 1}`;
    const matcher = tokenText(rule.matcherGroup).replaceAll(/\s+/g, ' ');
    notes.push(`${arm}, \`${matcher}\`, expected ${expected}, found ${found}`);
    const span = placeOf(tracked.expected.find(takesToken), rule);
    places.push({ message: `${arm} expected ${expected}, found ${found}`, span });
  }
  const others = failures.length - furthest.length;
  if (others > 0) notes.push(`${others} more arms stopped before or there`);
  return { notes, places };
}

/** The token at which an arm stopped; undefined for the end of the input. */
export function describeStop(failure: ArmFailure, edition: Edition): string | undefined {
  if (failure.token) return describeToken(failure.token, edition);
  return failure.closing?.kind === 'group' ? `\`${closingText(failure.closing.delimiter)}\`` : undefined;
}

function expectedText(expected: readonly MatcherLocation[], edition: Edition): string {
  const texts = new Set<string>();
  for (const location of expected) if (takesToken(location)) texts.add(continuationText(location, edition));
  const shown = [...texts].slice(0, mostExpected);
  const left = texts.size - shown.length;
  if (left > 0) shown.push(`${left} other ${left === 1 ? 'token' : 'tokens'}`);
  return shown.length === 0 ? 'nothing more' : shown.join(' or ');
}

/** Whether a token, or the end, is compared with this place; the borders of a repetition take none. */
function takesToken({ kind }: MatcherLocation): boolean {
  return kind !== 'sequence' && kind !== 'sequenceEnd' && kind !== 'afterSeparator';
}

function continuationText(location: MatcherLocation, edition: Edition): string {
  if (location.kind === 'end') return 'the end of the input';
  return location.kind === 'declaration' ? `\`${terminalText(location)}\`` : locationText(location, edition);
}

/** Where in the definition a place of the matcher is; the matcher as a whole when there is none. */
function placeOf(location: MatcherLocation | undefined, { matcherGroup }: MacroRule): Span {
  switch (location?.kind) {
    case 'token':
    case 'open':
    case 'close':
    case 'declaration':
      return terminalSpan(location);
    case 'separator':
      return spanOf(location.token);
    case 'end':
      return matcherGroup.close;
    default:
      return spanOf(matcherGroup);
  }
}

/** How rustc names a place in a matcher (MatcherLoc's Display). */
export function locationText(location: MatcherLocation, edition: Edition): string {
  switch (location.kind) {
    case 'token':
    case 'separator':
      return describeToken(location.token, edition);
    case 'open':
    case 'close':
      return `\`${terminalText(location)}\``;
    case 'declaration':
      return `meta-variable \`${terminalText(location)}\``;
    case 'sequence':
      return 'sequence start';
    case 'sequenceEnd':
    case 'afterSeparator':
      return 'sequence end';
    case 'end':
      return 'end of macro';
  }
}
