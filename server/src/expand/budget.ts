import type { Span } from '../syntax/token';
import { MacroError } from './expansion';

export interface ExpansionLimits {
  /** Nested macro calls, as `#![recursion_limit]` counts them (rustc's default is 128). */
  readonly depth: number;
  /** Macro steps of one request. */
  readonly steps: number;
  /** Tokens produced by all steps of one request. */
  readonly tokens: number;
}

export const defaultLimits: ExpansionLimits = { depth: 128, steps: 50_000, tokens: 1_000_000 };

/** Counts what one request has used, so that an expansion bomb stops at a fixed place on every machine. */
export class ExpansionBudget {
  private steps = 0;
  private tokens = 0;

  constructor(
    readonly limits: ExpansionLimits,
    private readonly signal?: AbortSignal,
  ) {}

  /** Throws when one more step is not allowed. `path` is the chain of macros that leads to it, for the message. */
  enterStep(depth: number, chain: () => readonly string[], span: Span): void {
    if (this.signal?.aborted) throw new MacroError('cancelled', 'the expansion was cancelled', span);
    if (depth > this.limits.depth)
      throw new MacroError(
        'recursion-limit',
        `recursion limit reached while expanding \`${chain().at(-1) ?? ''}!\``,
        span,
        [describeCycle(chain())],
      );
    // A request that has used up its tokens makes no more steps, whose outputs might each be as large again.
    this.checkTokens(span);
    if (++this.steps > this.limits.steps)
      throw new MacroError(
        'expansion-budget',
        `the expansion takes more than ${this.limits.steps} macro steps`,
        span,
        [describeCycle(chain())],
      );
  }

  /** Throws when the tokens produced so far exceed the budget. */
  addTokens(count: number, span: Span): void {
    this.tokens += count;
    this.checkTokens(span);
  }

  private checkTokens(span: Span): void {
    if (this.tokens > this.limits.tokens)
      throw new MacroError(
        'expansion-budget',
        `the expansion produces more than ${this.limits.tokens} tokens`,
        span,
      );
  }
}

/** The macros between two visits of the same one: `a! → b! → a!`. */
function describeCycle(chain: readonly string[]): string {
  const last = chain.at(-1);
  const before = last === undefined ? -1 : chain.lastIndexOf(last, chain.length - 2);
  const cycle = before < 0 ? chain.slice(-4) : chain.slice(before);
  return `expanding: ${cycle.map((name) => `${name}!`).join(' → ')}`;
}
