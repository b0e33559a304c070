import type { MacroDefinition } from '../resolve/definition';
import type { TokenTree } from '../syntax/token';

/**
 * The place of a call in an expansion's tree: the index of each call among those that its caller's output makes, from the outermost call, whose place
 * is empty. It is the same whichever steps are made.
 */
export type StepPath = readonly number[];

/** Which steps of an expansion are made, for those who look at it step by step. */
export interface StepSelection {
  /** Whether the step of a call in an output is made. The outermost call's step always is. */
  expands(path: StepPath, definition: MacroDefinition): boolean;
  /** Called with what takes the place of a call in an output, made or not: gives the tokens that do, which are the same but may be told from others. */
  place(path: StepPath, tokens: readonly TokenTree[]): readonly TokenTree[];
}
