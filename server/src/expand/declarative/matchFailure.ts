import type { DeclarativeDefinition } from '../../resolve/definition';
import type { Edition, Span, TokenTree } from '../../syntax/token';
import { spanOf } from '../../syntax/token';
import type { Invocation } from '../expansion';
import { MacroError } from '../expansion';
import type { TrackedFailure } from './armNotes';
import { armNotes, describeStop, locationText } from './armNotes';
import type { CompiledMacro } from './compiledMacro';
import { comparePositions } from './inputCursor';
import type { ArmFailure, ArmResult } from './matcher';

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

/** What a call is that no arm matches. */
export interface UnmatchedCall {
  readonly definition: DeclarativeDefinition;
  readonly compiled: CompiledMacro;
  readonly call: Invocation;
  /** Of the call. */
  readonly edition: Edition;
  /** Some arm would match with a comma more. */
  readonly missingComma: boolean;
}

/**
 * The error when no arm matches: the arm that got furthest decides message and place, as in rustc; the notes say where each
 * arm stopped and what it expected, and the related places are those of the arms in the definition.
 */
export function noArmMatched(failures: readonly TrackedFailure[], unmatched: UnmatchedCall): MacroError {
  const { compiled, call, edition, missingComma } = unmatched;
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
  const arms = armNotes(failures, compiled, edition);
  if (compiled.rules.length > 1) notes.push(...arms.notes);
  return new MacroError(
    'no-arm-matched',
    failureMessage(failure, edition),
    failureSpan(failure) ?? endOfInput(call),
    notes,
    [],
    {},
    arms.places,
  );
}

function failureMessage(failure: ArmFailure, edition: Edition): string {
  const found = describeStop(failure, edition);
  return found === undefined ? 'unexpected end of macro invocation' : `no rules expected ${found}`;
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

function isFragment(token: TokenTree | undefined): boolean {
  return token?.kind === 'group' && token.fragment !== undefined;
}
