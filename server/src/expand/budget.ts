import type { Span } from '../syntax/token';
import { describeCycle, findCycle, type ChainLink } from './expansionCycle';
import { MacroError } from './expansion';

export interface ExpansionLimits {
  /** Nested macro calls, as `#![recursion_limit]` of the crate counts them. */
  readonly depth: number;
  /** Macro steps of one request. */
  readonly steps: number;
  /** Tokens produced by all steps of one request. */
  readonly tokens: number;
}

/** All that does not depend on the crate. */
export const defaultLimits: Omit<ExpansionLimits, 'depth'> = { steps: 50_000, tokens: 1_000_000 };

/**
 * Thrown where a limit of the whole request is reached. The calls below `depth` are given up without an error of their own, and the one at
 * `depth` (1 is the outermost) fails with `error`: what calls itself twice would else reach the limit again and again on all its branches.
 */
export class LimitReached extends Error {
  constructor(
    readonly error: MacroError,
    readonly depth: number,
  ) {
    super(error.message);
    this.name = 'LimitReached';
  }
}

/** Counts what one request has used, so that an expansion bomb stops at a fixed place on every machine. */
export class ExpansionBudget {
  private steps = 0;
  private tokens = 0;

  constructor(
    readonly limits: ExpansionLimits,
    private readonly signal?: AbortSignal,
  ) {}

  /**
   * Throws when one more step is not allowed: LimitReached, or a MacroError `cancelled`. `chain` gives the calls that lead to the step, the
   * outermost first, the step's own last.
   */
  enterStep(depth: number, chain: () => readonly ChainLink[], span: Span): void {
    if (this.signal?.aborted) throw new MacroError('cancelled', 'the expansion was cancelled', span);
    if (depth > this.limits.depth) throw this.tooDeep(chain(), span);
    // A request that has used up its tokens makes no more steps, whose outputs might each be as large again.
    this.checkTokens(chain, span);
    if (++this.steps > this.limits.steps)
      throw exhausted(
        `the expansion takes more than ${this.limits.steps} macro steps`,
        'limits.steps',
        chain(),
        span,
      );
  }

  /** Throws LimitReached when the tokens produced so far exceed the budget. */
  addTokens(count: number, chain: () => readonly ChainLink[], span: Span): void {
    this.tokens += count;
    this.checkTokens(chain, span);
  }

  private checkTokens(chain: () => readonly ChainLink[], span: Span): void {
    if (this.tokens > this.limits.tokens)
      throw exhausted(
        `the expansion produces more than ${this.limits.tokens} tokens`,
        'limits.tokens',
        chain(),
        span,
      );
  }

  /** Worded as rustc's error (rustc_expand, errors.rs, RecursionLimitReached). The call that enters the cycle is the one that fails. */
  private tooDeep(chain: readonly ChainLink[], span: Span): LimitReached {
    const name = chain.at(-1)?.name ?? '';
    const { depth } = this.limits;
    const notes = [
      describeCycle(chain),
      `consider increasing the recursion limit by adding a \`#![recursion_limit = "${depth * 2}"]\` attribute to the crate`,
    ];
    return new LimitReached(
      new MacroError('recursion-limit', `recursion limit reached while expanding \`${name}!\``, span, notes),
      (findCycle(chain)?.start ?? 0) + 1,
    );
  }
}

/** There is nothing left for any call of the request, so the outermost one fails. */
function exhausted(message: string, setting: string, chain: readonly ChainLink[], span: Span): LimitReached {
  const notes = [describeCycle(chain), howToRaise(setting)];
  return new LimitReached(new MacroError('expansion-budget', message, span, notes), 1);
}

/** A note for a macro that used up a budget. `setting`: the editor's, without the extension's name. */
export function howToRaise(setting: string): string {
  return `in an editor, the setting \`${setting}\` raises this limit`;
}
