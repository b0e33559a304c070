/** Macros that make one literal or name of their arguments: `concat!`, `concat_bytes!`, `concat_idents!`, `stringify!`. */
import type { Literal, TokenTree } from '../../syntax/token';
import { spanOf } from '../../syntax/token';
import { stringifyTokens } from './print/tokenLayout';
import type { Invocation } from '../expansion';
import { splitAtCommas } from '../cfg/evaluateCfg';
import { eagerExpressions, invalid } from './arguments';
import type { BuiltinContext } from './context';
import { generatedSpan } from './generatedSpan';
import {
  byteStringLiteralText,
  bytesValue,
  charValue,
  floatText,
  integerValue,
  stringValue,
} from './literal';
import { identifier, literal, stringLiteral } from './quote';

/** What a call may grow to; beyond it a repetition `[0; 999999999]` would only fill the memory. */
const maximumBytes = 16 * 1024 * 1024;

/** `concat!`: the literals' values one after another. */
export function expandConcat(invocation: Invocation, context: BuiltinContext): TokenTree[] {
  const text = eagerExpressions(invocation, context).map((argument) => concatenated(argument, invocation));
  return [stringLiteral(text.join(''), generatedSpan(invocation, context, 'opaque'))];
}

function concatenated(argument: readonly TokenTree[], invocation: Invocation): string {
  const [first, second] = argument;
  const negative = first?.kind === 'punct' && first.text === '-' && argument.length === 2;
  const token = negative ? second : first;
  if (token && argument.length === (negative ? 2 : 1)) {
    if (token.kind === 'ident' && !negative && (token.text === 'true' || token.text === 'false'))
      return token.text;
    if (token.kind === 'literal') {
      const number = integerValue(token)?.toString() ?? floatText(token);
      const text = number ?? (negative ? undefined : (stringValue(token) ?? charValue(token)));
      if (text !== undefined) return negative ? `-${text}` : text;
      if (/byte/i.test(token.literal)) throw invalid('cannot concatenate a byte string literal', token.span);
      if (/cString/i.test(token.literal)) throw invalid('cannot concatenate a C string literal', token.span);
    }
  }
  throw invalid('expected a literal', first ? spanOf(first) : invocation.span);
}

/** `concat_bytes!`: bytes, byte strings and arrays of bytes one after another. */
export function expandConcatBytes(invocation: Invocation, context: BuiltinContext): TokenTree[] {
  const bytes: number[] = [];
  for (const argument of eagerExpressions(invocation, context)) {
    const [only] = argument;
    if (only?.kind === 'literal' && argument.length === 1) {
      const value = bytesValue(only);
      if (!value)
        throw invalid('cannot concatenate this literal: expected a byte or a byte string', only.span);
      for (const byte of value) bytes.push(byte);
    } else if (only?.kind === 'group' && only.delimiter === 'bracket' && argument.length === 1) {
      addArray(only.tokens, bytes, invocation);
    } else throw invalid('expected a byte literal', only ? spanOf(only) : invocation.span);
  }
  const text = byteStringLiteralText(Uint8Array.from(bytes));
  return [literal('byteString', text, generatedSpan(invocation, context, 'opaque'))];
}

function addArray(tokens: readonly TokenTree[], bytes: number[], invocation: Invocation): void {
  const [element, separator, count] = tokens;
  if (separator?.kind === 'punct' && separator.text === ';') {
    const repetitions = count?.kind === 'literal' && tokens.length === 3 ? integerValue(count) : undefined;
    if (repetitions === undefined) throw invalid('repeat count is not a positive number', spanOf(separator));
    if (repetitions > maximumBytes) throw invalid('repeat count is too large', spanOf(separator));
    const byte = byteOf(element ? [element] : [], invocation);
    for (let index = 0; index < repetitions; index++) bytes.push(byte);
    return;
  }
  for (const part of splitAtCommas(tokens)) bytes.push(byteOf(part, invocation));
}

function byteOf(tokens: readonly TokenTree[], invocation: Invocation): number {
  const [token] = tokens;
  if (token?.kind === 'literal' && tokens.length === 1) {
    if (token.literal === 'byte') return bytesValue(token)?.[0] ?? 0;
    const value = token.suffix === '' || token.suffix === 'u8' ? integerValue(token) : undefined;
    if (value !== undefined && value <= 255n) return Number(value);
  }
  throw invalid('numeric literal is not a `u8`', token ? spanOf(token) : invocation.span);
}

/** `concat_idents!`: one identifier. */
export function expandConcatIdents(invocation: Invocation, context: BuiltinContext): TokenTree[] {
  const name = splitAtCommas(invocation.input).map(([token, more]) => {
    if (token?.kind !== 'ident' || more)
      throw invalid('`concat_idents!()` requires ident args', token ? spanOf(token) : invocation.span);
    return token.text;
  });
  if (name.length === 0) throw invalid('`concat_idents!()` takes 1 or more arguments', invocation.span);
  return [identifier(name.join(''), generatedSpan(invocation, context, 'transparent'))];
}

/** `stringify!`: the tokens as rustc prints them. */
export function expandStringify(invocation: Invocation, context: BuiltinContext): Literal[] {
  return [stringLiteral(stringifyTokens(invocation.input), generatedSpan(invocation, context, 'opaque'))];
}
