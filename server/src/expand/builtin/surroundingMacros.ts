/** Macros whose value comes from where they stand: position, module, configuration, environment. */
import { spanOf } from '../../syntax/token';
import type { TokenTree } from '../../syntax/token';
import { evaluateCfg } from '../cfg/evaluateCfg';
import { splitAtCommas } from '../cfg/evaluateCfg';
import { declaredInput } from '../declaredInput';
import { MacroError } from '../expansion';
import type { DeclaredInput, Invocation } from '../expansion';
import {
  eagerExpressions,
  invalid,
  refuseArguments,
  singleStringArgument,
  stringArgument,
} from './arguments';
import type { BuiltinContext } from './context';
import { generatedSpan } from './generatedSpan';
import { createQuote, identifier, literal, stringLiteral } from './quote';

export interface ValueAndInputs {
  readonly tokens: readonly TokenTree[];
  readonly inputs: readonly DeclaredInput[];
}

/** `line!`, `column!` and `file!`: the place of the outermost call. */
export function expandPosition(
  name: 'line' | 'column' | 'file',
  invocation: Invocation,
  context: BuiltinContext,
): ValueAndInputs {
  refuseArguments(invocation, `${name}!`);
  const position = context.positionOf(invocation.span);
  const span = generatedSpan(invocation, context, 'opaque');
  const place = `${position.line}:${position.column}`;
  const value =
    name === 'file'
      ? stringLiteral(position.file, span)
      : { ...literal('integer', `${position[name]}u32`, span), suffix: 'u32' };
  return { tokens: [value], inputs: [declaredInput('position', place, `${position.file}:${place}`)] };
}

/** `module_path!`. */
export function expandModulePath(invocation: Invocation, context: BuiltinContext): TokenTree[] {
  refuseArguments(invocation, 'module_path!');
  const path = [context.crate.name, ...context.modulePath].join('::');
  return [stringLiteral(path, generatedSpan(invocation, context, 'opaque'))];
}

/** `cfg!`. */
export function expandCfg(invocation: Invocation, context: BuiltinContext): TokenTree[] {
  const [predicate, second] = splitAtCommas(invocation.input);
  if (!predicate) throw invalid('macro requires a cfg-pattern as an argument', invocation.span);
  if (second) throw invalid('expected 1 cfg-pattern', second[0] && spanOf(second[0]));
  const holds = evaluateCfg(predicate, context.crate.cfg);
  return [identifier(String(holds), generatedSpan(invocation, context, 'opaque'))];
}

/** cargo sets its variables in the environment of the compiler, over those that it was started with itself. */
function variable(name: string, { crate, environment }: BuiltinContext): string | undefined {
  const own = Object.hasOwn(environment, name) ? environment[name] : undefined;
  return crate.env.get(name) ?? own;
}

/** `env!`: the value of a variable, or its message as an error. */
export function expandEnv(invocation: Invocation, context: BuiltinContext): ValueAndInputs {
  const args = eagerExpressions(invocation, context);
  const [nameArgument, messageArgument] = args;
  if (!nameArgument || args.length > 2) throw invalid('`env!()` takes 1 or 2 arguments', invocation.span);
  const name = stringArgument(nameArgument, invocation, 'expected string literal');
  const message = messageArgument && stringArgument(messageArgument, invocation, 'expected string literal');
  const value = variable(name, context);
  const inputs = [declaredInput('environment', name, value ?? null)];
  if (value === undefined)
    throw new MacroError(
      'compile-error',
      message ?? `environment variable \`${name}\` not defined at compile time`,
      invocation.span,
      [],
      inputs,
    );
  return { tokens: [stringLiteral(value, generatedSpan(invocation, context, 'opaque'))], inputs };
}

/** `option_env!`. */
export function expandOptionEnv(invocation: Invocation, context: BuiltinContext): ValueAndInputs {
  const name = singleStringArgument(invocation, context, 'option_env!');
  const value = variable(name, context);
  const span = generatedSpan(invocation, context, 'opaque');
  const quote = createQuote(span);
  return {
    tokens:
      value === undefined
        ? quote`::core::option::Option::None::<&'static str>`
        : quote`::core::option::Option::Some(${stringLiteral(value, span)})`,
    inputs: [declaredInput('environment', name, value ?? null)],
  };
}
