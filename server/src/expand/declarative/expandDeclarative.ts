import type { DeclarativeDefinition } from '../../resolve/definition';
import type { Hygiene } from '../../syntax/hygiene';
import type { Edition, Span, TokenTree } from '../../syntax/token';
import type { Invocation, StepResult } from '../expansion';
import { MacroError } from '../expansion';
import type { Bindings } from './bindings';
import type { CompiledMacro } from './compiledMacro';
import { compileMacro } from './compileMacro';
import { desugarDocComments, lookThroughInvisible } from './macroInput';
import type { TrackedFailure } from './armNotes';
import { fatalMatchError, noArmMatched } from './matchFailure';
import type { MatchOptions } from './matcher';
import { matchArm, MatchTracker } from './matcher';
import { withMissingComma } from './missingComma';
import { transcribe } from './transcriber';

export interface DeclarativeLimits {
  /** Comparisons of a place in a matcher with a token of the input. */
  readonly steps: number;
  /** Tokens in the result, brackets included. */
  readonly tokens: number;
}

/** Far above what real macros need, far below what makes an editor wait: matching does some million steps in a second. */
const defaultDeclarativeLimits: DeclarativeLimits = { steps: 5_000_000, tokens: 2_000_000 };

export interface DeclarativeContext {
  /** The table of the whole expansion: marks are made in it. */
  readonly hygiene: Hygiene;
  /** Edition of the code that holds the call. */
  readonly edition: Edition;
  /** The edition by which a panic in the place of the call goes, where it is another one. */
  readonly panicEdition?: Edition;
  readonly limits?: DeclarativeLimits;
}

/**
 * Expands one call of a `macro_rules!` or `macro` definition. Throws a MacroError: `invalid-definition`, `no-arm-matched`,
 * `ambiguous-match`, `invalid-input` (a fragment that does not parse, repetitions that disagree) or `expansion-budget`.
 */
export function expandDeclarative(
  definition: DeclarativeDefinition,
  invocation: Invocation,
  context: DeclarativeContext,
): StepResult {
  const { hygiene, limits = defaultDeclarativeLimits } = context;
  const { compiled, arm, bindings } = matchCall(definition, invocation, context);
  const rule = compiled.rules[arm];
  const tokens = transcribe(rule?.transcriber ?? [], bindings, {
    hygiene,
    definition: {
      edition: definition.edition,
      panicEdition: definition.panicsAsCaller
        ? (context.panicEdition ?? context.edition)
        : definition.edition,
      span: definition.span,
      ...(definition.localInnerMacros ? { localInnerMacros: definition.crate } : {}),
    },
    transparency: definition.transparency ?? (definition.flavor === 'macro' ? 'opaque' : 'semiTransparent'),
    countTokens: budget(
      limits.tokens,
      invocation.span,
      (limit) => `the expansion of \`${definition.name}!\` has more than ${limit} tokens`,
    ),
  });
  return { tokens, arm, inputs: [], diagnostics: [] };
}

/** What each metavariable of the arm that matches a call stands for. Throws as {@link expandDeclarative} does. */
export function matchedBindings(
  definition: DeclarativeDefinition,
  invocation: Invocation,
  context: DeclarativeContext,
): Bindings {
  return matchCall(definition, invocation, context).bindings;
}

function matchCall(
  definition: DeclarativeDefinition,
  invocation: Invocation,
  { hygiene, edition, limits = defaultDeclarativeLimits }: DeclarativeContext,
) {
  const compiled = compileMacro(definition, hygiene);
  const input = lookThroughInvisible(desugarDocComments(invocation.input));
  const options: MatchOptions = {
    edition,
    callSpan: invocation.span,
    countStep: budget(
      limits.steps,
      invocation.span,
      (limit) => `matching \`${definition.name}!\` takes more than ${limit} steps`,
    ),
  };
  return { compiled, ...findArm(definition, compiled, invocation, input, options) };
}

function findArm(
  definition: DeclarativeDefinition,
  compiled: CompiledMacro,
  invocation: Invocation,
  input: readonly TokenTree[],
  options: MatchOptions,
) {
  for (const [arm, rule] of compiled.rules.entries()) {
    const result = matchArm(rule, input, options);
    if (result.outcome === 'matched') return { arm, bindings: result.bindings };
    if (result.outcome !== 'failed') throw fatalMatchError(result, definition, invocation);
  }
  throw noArmMatched(armFailures(compiled, input, options), {
    definition,
    compiled,
    call: invocation,
    edition: options.edition,
    missingComma: wouldMatchWithComma(compiled, input, options),
  });
}

/** Goes through the arms again, of which none matches, and tells where each stopped and what it expected there. */
function armFailures(
  compiled: CompiledMacro,
  input: readonly TokenTree[],
  options: MatchOptions,
): TrackedFailure[] {
  const failures: TrackedFailure[] = [];
  const tracker = new MatchTracker();
  for (const [arm, rule] of compiled.rules.entries()) {
    const result = matchArm(rule, input, options, tracker);
    if (result.outcome !== 'failed') continue;
    const { remaining, expected } = tracker;
    failures.push({ arm, failure: result.failure, remaining, expected });
  }
  return failures;
}

function wouldMatchWithComma(
  compiled: CompiledMacro,
  input: readonly TokenTree[],
  options: MatchOptions,
): boolean {
  const changed = withMissingComma(input);
  return (
    changed !== undefined &&
    compiled.rules.some((rule) => matchArm(rule, changed, options).outcome === 'matched')
  );
}

/** Counts up to a limit and throws when it is passed. */
function budget(limit: number, span: Span, message: (limit: number) => string): (count?: number) => void {
  let used = 0;
  return (count = 1) => {
    used += count;
    if (used > limit) throw new MacroError('expansion-budget', message(limit), span);
  };
}
