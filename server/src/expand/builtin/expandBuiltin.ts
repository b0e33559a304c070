import type { BuiltinDefinition } from '../../resolve/definition';
import type { TokenTree } from '../../syntax/token';
import { MacroError } from '../expansion';
import type { DeclaredInput, Invocation, StepResult } from '../expansion';
import { singleStringArgument } from './arguments';
import { expandAttribute } from './attributeMacros';
import type { BuiltinContext } from './context';
import { expandDerive } from './derive/expandDerive';
import { expandFormatArgs } from './format/expandFormatArgs';
import { generatedSpan } from './generatedSpan';
import { expandInclude, expandIncludeBytes, expandIncludeStr } from './includeMacros';
import { expandConcat, expandConcatBytes, expandConcatIdents, expandStringify } from './literalMacros';
import { expandAssert, expandPanic } from './panicMacros';
import { createQuote } from './quote';
import { expandCfg, expandEnv, expandModulePath, expandOptionEnv, expandPosition } from './surroundingMacros';
import type { ValueAndInputs } from './surroundingMacros';

/**
 * Macros that rustc turns into a node of its own and not into other code. Their expansion is written as a call of the same macro, so whoever expands
 * further has to leave that call alone and go on inside of its arguments.
 */
export const finalMacros: ReadonlySet<string> = new Set([
  'asm',
  'const_format_args',
  'format_args',
  'format_args_nl',
  'global_asm',
  'naked_asm',
]);

/**
 * Expands a macro that rustc implements itself (`#[rustc_builtin_macro]`) by one step, to what rustc 1.85 makes of it.
 * Pure but for what `context` reads, which the result declares. Throws MacroError only:
 * `invalid-input` where rustc reports an error, `compile-error` for `compile_error!` and an unset `env!`,
 * `not-expandable` for what has no expansion that could be shown.
 */
export function expandBuiltin(
  definition: BuiltinDefinition,
  invocation: Invocation,
  context: BuiltinContext,
): StepResult {
  const { eagerInputs } = context;
  try {
    const result = expandByKind(definition, invocation, context);
    const { tokens, inputs }: ValueAndInputs = 'tokens' in result ? result : { tokens: result, inputs: [] };
    return { tokens, inputs: [...eagerInputs, ...inputs], diagnostics: [] };
  } catch (error) {
    if (!(error instanceof MacroError) || eagerInputs.length === 0) throw error;
    const { code, message, span, notes, effects, related } = error;
    throw new MacroError(code, message, span, notes, [...eagerInputs, ...error.inputs], effects, related);
  }
}

function expandByKind(
  definition: BuiltinDefinition,
  invocation: Invocation,
  context: BuiltinContext,
): readonly TokenTree[] | { tokens: readonly TokenTree[]; inputs: readonly DeclaredInput[] } {
  switch (invocation.kind) {
    case 'derive':
      return expandDerive(definition.name, invocation, context);
    case 'attribute':
      return expandAttribute(definition.name, invocation, context);
    case 'bang':
      return expandBang(definition, invocation, context);
  }
}

function expandBang(
  definition: BuiltinDefinition,
  invocation: Invocation,
  context: BuiltinContext,
): readonly TokenTree[] | ValueAndInputs {
  const { name } = definition;
  switch (name) {
    case 'format_args':
    case 'const_format_args':
      return expandFormatArgs(invocation, context, false);
    case 'format_args_nl':
      return expandFormatArgs(invocation, context, true);
    case 'concat':
      return expandConcat(invocation, context);
    case 'concat_bytes':
      return expandConcatBytes(invocation, context);
    case 'concat_idents':
      return expandConcatIdents(invocation, context);
    case 'stringify':
      return expandStringify(invocation, context);
    case 'line':
    case 'column':
    case 'file':
      return expandPosition(name, invocation, context);
    case 'module_path':
      return expandModulePath(invocation, context);
    case 'cfg':
      return expandCfg(invocation, context);
    case 'env':
      return expandEnv(invocation, context);
    case 'option_env':
      return expandOptionEnv(invocation, context);
    case 'include':
      return expandInclude(invocation, context);
    case 'include_str':
      return expandIncludeStr(invocation, context);
    case 'include_bytes':
      return expandIncludeBytes(invocation, context);
    case 'assert':
      return expandAssert(definition, invocation, context);
    case 'panic':
    case 'std_panic':
    case 'core_panic':
      return expandPanic('panic', definition, invocation, context);
    case 'unreachable':
      return expandPanic('unreachable', definition, invocation, context);
    case 'compile_error':
      throw new MacroError(
        'compile-error',
        singleStringArgument(invocation, context, 'compile_error!'),
        invocation.span,
      );
    case 'trace_macros':
    case 'log_syntax':
      // Both only make the compiler print something.
      return createQuote(generatedSpan(invocation, context, 'opaque'))`()`;
    case 'asm':
    case 'global_asm':
    case 'naked_asm':
      return keptCall(name, invocation, context);
    default:
      throw new MacroError(
        'not-expandable',
        `\`${name}!\` is built into rustc and has no expansion that could be shown`,
        invocation.span,
      );
  }
}

/** A call that rustc keeps as a node of its own; its path is gone, as in what rustc prints. */
function keptCall(
  name: 'asm' | 'global_asm' | 'naked_asm',
  invocation: Invocation,
  context: BuiltinContext,
): TokenTree[] {
  const quote = createQuote(generatedSpan(invocation, context, 'opaque'));
  const { input } = invocation;
  switch (name) {
    case 'asm':
      return quote`asm!(${input})`;
    case 'global_asm':
      return quote`global_asm!(${input})`;
    case 'naked_asm':
      return quote`naked_asm!(${input})`;
  }
}
