import { parseFragment } from '../../syntax/parser/parseFragment';
import type { Edition, Span, TokenTree } from '../../syntax/token';
import { spanOf } from '../../syntax/token';
import { TokenCursor } from '../../syntax/tokenCursor';
import type { Invocation } from '../expansion';
import { unwrapInvisible } from '../cfg/unwrapInvisible';
import { MacroError } from '../expansion';
import type { BuiltinContext } from './context';
import { stringValue } from './literal';

/**
 * The comma separated expressions of a call; a trailing comma adds none. `name = value` is one element.
 * Throws a MacroError `invalid-input` where no expression can be read.
 */
export function splitExpressions(tokens: readonly TokenTree[], edition: Edition): TokenTree[][] {
  const elements: TokenTree[][] = [];
  const cursor = new TokenCursor(tokens);
  while (!cursor.atEnd) {
    const start = cursor.clone();
    const named = cursor.peek(1);
    if (cursor.peek()?.kind === 'ident' && named?.kind === 'punct' && named.text === '=') {
      cursor.bump();
      cursor.bump();
    }
    readExpression(cursor, edition);
    elements.push(start.tokensUntil(cursor));
    const separator = cursor.peek();
    if (!separator) break;
    if (separator.kind !== 'punct' || separator.text !== ',')
      throw invalid('expected `,` between arguments', spanOf(separator));
    cursor.bump();
  }
  return elements;
}

/** Moves behind the expression at the cursor. Throws a MacroError `invalid-input` when there is none. */
export function readExpression(cursor: TokenCursor, edition: Edition): void {
  const result = parseFragment('expr', cursor, edition);
  if (result.ok) return;
  const last = cursor.tokens.at(-1);
  throw new MacroError('invalid-input', result.message, result.span ?? (last && spanOf(last)));
}

/** The arguments after the macros in them have been expanded. */
export function eagerExpressions(
  invocation: Invocation,
  context: BuiltinContext,
): readonly (readonly TokenTree[])[] {
  return splitExpressions(invocation.input, context.crate.edition).map((argument) =>
    unwrapInvisible(context.eager(argument, invocation.scope)),
  );
}

/** The value of an argument that has to be a string literal. */
export function stringArgument(
  argument: readonly TokenTree[],
  invocation: Invocation,
  message = 'argument must be a string literal',
): string {
  const [token] = argument;
  const value = argument.length === 1 && token?.kind === 'literal' ? stringValue(token) : undefined;
  if (value === undefined) throw invalid(message, token ? spanOf(token) : invocation.span);
  return value;
}

/** The value of the only argument, a string literal after expansion. */
export function singleStringArgument(invocation: Invocation, context: BuiltinContext, name: string): string {
  const args = eagerExpressions(invocation, context);
  const [argument] = args;
  if (!argument || args.length > 1) throw invalid(`${name} takes 1 argument`, invocation.span);
  return stringArgument(argument, invocation);
}

export function refuseArguments(invocation: Invocation, name: string): void {
  if (invocation.input.length > 0) throw invalid(`${name} takes no arguments`, invocation.span);
}

export function invalid(message: string, span: Span | undefined): MacroError {
  return new MacroError('invalid-input', message, span);
}
