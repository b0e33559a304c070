/** `panic!`, `unreachable!` (whose meaning depends on the edition) and `assert!`. */
import type { BuiltinDefinition } from '../../resolve/definition';
import { spanOf } from '../../syntax/token';
import type { Ident, Span, TokenTree } from '../../syntax/token';
import { TokenCursor } from '../../syntax/tokenCursor';
import type { Invocation } from '../expansion';
import { invalid, readExpression } from './arguments';
import type { BuiltinContext } from './context';
import { generatedSpan } from './generatedSpan';
import { printExpression } from './print/printExpression';
import { createQuote, identifier, stringLiteral } from './quote';

/**
 * `$crate::panic::panic_2021!(…)` or `…_2015!(…)`, for `unreachable` likewise (rustc_builtin_macros::edition_panic). `$crate` is the
 * crate whose `panic!` it is: `core` or `std`.
 */
export function expandPanic(
  name: 'panic' | 'unreachable',
  definition: BuiltinDefinition,
  invocation: Invocation,
  context: BuiltinContext,
): TokenTree[] {
  const span = generatedSpan(invocation, context, 'transparent');
  const macro = identifier(`${name}_${usesPanic2021(context) ? 2021 : 2015}`, span);
  return createQuote(span)`${dollarCrate(definition, span)}::panic::${macro}!(${invocation.input})`;
}

function usesPanic2021(context: BuiltinContext): boolean {
  return (context.panicEdition ?? context.crate.edition) >= 2021;
}

function dollarCrate(definition: BuiltinDefinition, span: Span): Ident {
  return { kind: 'ident', text: '$crate', raw: false, crate: definition.crate, spacing: 'alone', span };
}

/**
 * `assert!` (rustc_builtin_macros::assert): `if !condition { … }`. With a message it calls `panic!`, else the function that panics with
 * the printed condition.
 */
export function expandAssert(
  definition: BuiltinDefinition,
  invocation: Invocation,
  context: BuiltinContext,
): TokenTree[] {
  const { condition, message } = readAssert(invocation, context);
  const span = generatedSpan(invocation, context, 'transparent');
  const quote = createQuote(span);
  const printed = printExpression(condition);
  const plain = printed.bindsWeakerThanNot ? quote`!(${condition})` : quote`!${condition}`;
  const negated = printed.needsParenthesesInIf ? quote`(${plain})` : plain;
  if (message.length > 0) {
    const panic = usesPanic2021(context)
      ? quote`${dollarCrate(definition, span)}::panic::panic_2021!(${message})`
      : quote`panic!(${message})`;
    return quote`if ${negated} { ${panic} }`;
  }
  const text = stringLiteral(`assertion failed: ${printed.text}`, span);
  return quote`if ${negated} { ::core::panicking::panic(${text}) }`;
}

interface AssertArguments {
  readonly condition: readonly TokenTree[];
  readonly message: readonly TokenTree[];
}

function readAssert(invocation: Invocation, context: BuiltinContext): AssertArguments {
  const start = new TokenCursor(invocation.input);
  if (start.atEnd) throw invalid('macro requires a boolean expression as an argument', invocation.span);
  const end = start.clone();
  readExpression(end, context.crate.edition);
  const condition = start.tokensUntil(end);
  const separator = end.bump();
  if (separator && !(separator.kind === 'punct' && separator.text === ',')) {
    const reason =
      separator.kind === 'punct' && separator.text === ';'
        ? 'macro requires an expression as an argument'
        : 'unexpected token after the condition: expected `,`';
    throw invalid(reason, spanOf(separator));
  }
  return { condition, message: invocation.input.slice(end.index) };
}
