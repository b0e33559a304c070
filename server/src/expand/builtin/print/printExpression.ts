import type { TokenTree } from '../../../syntax/token';
import { expressionLayout } from './expressionLayout';
import { printLayout } from './layout';
import { precedence } from './precedence';

export interface ExpressionText {
  /** The expression as rustc prints it in the message of `assert!`; printed when it is asked for. See {@link printLayout} for what it throws. */
  readonly text: string;
  /** Whether it needs parentheses behind `!`: operators with two operands, `as`, ranges, closures, `return`. */
  readonly bindsWeakerThanNot: boolean;
  /** Whether rustc puts it into parentheses as the condition of an `if`, for a struct expression in it. */
  readonly needsParenthesesInIf: boolean;
}

/** Prints the tokens of one whole expression. */
export function printExpression(expression: readonly TokenTree[]): ExpressionText {
  const { layout, precedence: binds, exteriorStruct = false } = expressionLayout(expression);
  return {
    get text() {
      return printLayout(layout);
    },
    bindsWeakerThanNot: binds < precedence.prefix,
    needsParenthesesInIf: exteriorStruct,
  };
}
