import type { TokenTree } from '../../../syntax/token';
import { expressionLayout } from './expressionLayout';
import { printLayout } from './layout';
import { precedence } from './precedence';

/** An expression as text, as rustc prints it in the message of `assert!`. */
export function printExpression(expression: readonly TokenTree[]): string {
  return printLayout(expressionLayout(expression).layout);
}

/** Whether an expression needs parentheses behind `!`: operators with two operands, `as`, ranges, closures, `return`. */
export function bindsWeakerThanNot(expression: readonly TokenTree[]): boolean {
  return expressionLayout(expression).precedence < precedence.prefix;
}
