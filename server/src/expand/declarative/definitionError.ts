import type { Span } from '../../syntax/token';
import { MacroError } from '../expansion';

/** The error for a definition that rustc refuses too. The span is in the definition. */
export function definitionError(
  message: string,
  span: Span | undefined,
  notes: readonly string[] = [],
): MacroError {
  return new MacroError('invalid-definition', message, span, notes);
}
