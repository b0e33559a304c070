import type { TokenTree } from '../../../syntax/token';
import { printTokens } from '../../../syntax/tokenText';

/** An expression as text, as rustc prints it in the message of `assert!`. */
export function printExpression(expression: readonly TokenTree[]): string {
  return printTokens(expression);
}
