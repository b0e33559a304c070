import type { DeclarativeDefinition } from '../../resolve/definition';
import type { Edition, Span, TokenTree } from '../../syntax/token';
import { spanOf } from '../../syntax/token';
import type { Invocation } from '../expansion';
import { MacroError } from '../expansion';
import type { CompiledMacro, MatcherLocation } from './compiledMacro';
import { closingText, describeToken, openingText, tokenText } from './describeToken';
import { comparePositions } from './inputCursor';
import type { ArmFailure, ArmResult } from './matcher';

/** One arm's failure together with the place in the matcher that rustc would name for it. */
export interface TrackedFailure {
  readonly arm: number;
  readonly failure: ArmFailure;
  readonly remaining: MatcherLocation | undefined;
}

/** How many arms an error message goes through one by one. */
const mostArmNotes = 12;

/** Why matching ended without trying further arms. */
export type FatalResult = Exclude<ArmResult, { outcome: 'matched' | 'failed' }>;

/** The error for an arm that ended the matching. Worded as rustc words it. */
export function fatalMatchError(
  result: FatalResult,
  definition: DeclarativeDefinition,
  call: Invocation,
): MacroError {
  switch (result.outcome) {
    case 'ambiguous': {
      const options = result.fragments
        .map((declaration) => `${declaration.fragment ?? ''} ('${declaration.variable.ident.text}')`)
        .join(' or ');
      const others =
        result.others === 0 ? '' : ` or ${result.others} other option${result.others === 1 ? '' : 's'}`;
      return new MacroError(
        'ambiguous-match',
        `local ambiguity when calling macro \`${definition.name}\`: multiple parsing options: built-in NTs ${options}${others}.`,
        result.span ?? call.span,
      );
    }
    case 'ambiguousEnd':
      return new MacroError('ambiguous-match', 'ambiguity: multiple successful parses', endOfInput(call));
    case 'unspecified':
      return new MacroError('invalid-definition', 'missing fragment specifier', result.declaration.span);
    case 'badFragment': {
      const { fragment, variable } = result.declaration;
      return new MacroError('invalid-input', result.message, result.span ?? endOfInput(call), [
        `while parsing argument for this \`${fragment ?? ''}\` macro fragment: \`$${variable.ident.text}\``,
      ]);
    }
  }
}

/**
 * The error when no arm matches: the arm that got furthest decides message and place, as in rustc; the notes say where each
 * arm stopped. `missingComma` tells that some arm would match with a comma more.
 */
export function noArmMatched(
  failures: readonly TrackedFailure[],
  compiled: CompiledMacro,
  call: Invocation,
  edition: Edition,
  missingComma: boolean,
): MacroError {
  let best = failures[0];
  for (const failure of failures) {
    if (best && comparePositions(failure.failure.position, best.failure.position) > 0) best = failure;
  }
  if (!best) return new MacroError('no-arm-matched', 'unexpected end of macro invocation', call.span);
  const { failure, remaining } = best;
  const notes: string[] = [];
  if (remaining) notes.push(`while trying to match ${locationText(remaining, edition)}`);
  if (remaining?.kind === 'token' && (isFragment(remaining.token) || isFragment(failure.token))) {
    notes.push(
      'captured metavariables except for `:tt`, `:ident` and `:lifetime` cannot be compared to other tokens',
      'try using `:tt` instead in the macro definition',
    );
  }
  if (missingComma) notes.push('you might be missing a comma');
  if (compiled.rules.length > 1) notes.push(...armNotes(failures, compiled, edition));
  return new MacroError(
    'no-arm-matched',
    failureMessage(failure, edition),
    failureSpan(failure) ?? endOfInput(call),
    notes,
  );
}

function failureMessage(failure: ArmFailure, edition: Edition): string {
  const found = describeStop(failure, edition);
  return found === undefined ? 'unexpected end of macro invocation' : `no rules expected ${found}`;
}

function describeStop(failure: ArmFailure, edition: Edition): string | undefined {
  if (failure.token) return describeToken(failure.token, edition);
  return failure.closing?.kind === 'group' ? `\`${closingText(failure.closing.delimiter)}\`` : undefined;
}

function failureSpan(failure: ArmFailure): Span | undefined {
  const { token, closing } = failure;
  if (token) return token.kind === 'group' && token.delimiter !== 'invisible' ? token.open : spanOf(token);
  return closing?.kind === 'group' ? closing.close : undefined;
}

/** Behind the last token, or the call as a whole when it has none. */
function endOfInput(call: Invocation): Span {
  const last = call.input.at(-1);
  if (!last) return call.span;
  const span = spanOf(last);
  return { ...span, start: span.end };
}

/** Where each arm stopped; of very many arms those that got furthest. */
function armNotes(failures: readonly TrackedFailure[], compiled: CompiledMacro, edition: Edition): string[] {
  const furthest = failures
    .toSorted((left, right) => comparePositions(right.failure.position, left.failure.position))
    .slice(0, mostArmNotes)
    .sort((left, right) => left.arm - right.arm);
  const notes = furthest.map((each) => armNote(each, compiled, edition));
  const others = failures.length - furthest.length;
  return others > 0 ? [...notes, `${others} more arms stopped before or there`] : notes;
}

function armNote({ arm, failure }: TrackedFailure, compiled: CompiledMacro, edition: Edition): string {
  const rule = compiled.rules[arm];
  const matcher = rule ? tokenText(rule.matcherGroup).replaceAll(/\s+/g, ' ') : '';
  const stop = describeStop(failure, edition);
  return `arm ${arm + 1}, \`${matcher}\`, stopped at ${stop ?? 'the end of the input'}`;
}

/** How rustc names a place in a matcher (MatcherLoc's Display). */
function locationText(location: MatcherLocation, edition: Edition): string {
  switch (location.kind) {
    case 'token':
    case 'separator':
      return describeToken(location.token, edition);
    case 'open':
      return `\`${openingText(location.group.delimiter)}\``;
    case 'close':
      return `\`${closingText(location.group.delimiter)}\``;
    case 'declaration': {
      const { variable, fragment } = location.declaration;
      return `meta-variable \`$${variable.ident.text}:${fragment ?? ''}\``;
    }
    case 'sequence':
      return 'sequence start';
    case 'sequenceEnd':
    case 'afterSeparator':
      return 'sequence end';
    case 'end':
      return 'end of macro';
  }
}

function isFragment(token: TokenTree | undefined): boolean {
  return token?.kind === 'group' && token.fragment !== undefined;
}
