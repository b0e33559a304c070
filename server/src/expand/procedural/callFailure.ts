import type { MacroKind } from '../../resolve/definition';
import type { SandboxResult } from '../../sandbox/types';
import type { Span } from '../../syntax/token';
import { howToRaise } from '../budget';
import { MacroError, type DeclaredInput, type FailedEffects, type MacroErrorCode } from '../expansion';
import type { PanicReport } from './panicReport';

export type FailedResult = Exclude<SandboxResult, { status: 'returned' }>;

/** Whether a module ended its call because it needs positions that were not sent along. */
export function asksForPositions(result: SandboxResult): boolean {
  return result.status === 'panicked' && result.message === '\0positions';
}

/**
 * The error that the user sees for a call that did not return. `report` is that of a panic. `raise`: the note for a limit that has the name of a
 * setting.
 */
export function callFailure(
  result: FailedResult,
  report: PanicReport | undefined,
  macro: { readonly kind: MacroKind; readonly name: string },
  span: Span | undefined,
  inputs: readonly DeclaredInput[],
  effects: FailedEffects,
  raise = howToRaise,
): MacroError {
  const name = describeMacro(macro.kind, macro.name);
  const { code, message, notes } = explain(result, report, name, raise);
  const refusals = result.refusals.map((refusal) => `refused: ${refusal}`);
  const failedByRefusal = code === 'macro-panicked' && refusals.length > 0;
  return new MacroError(
    failedByRefusal ? 'access-refused' : code,
    message,
    span,
    [...notes, ...refusals, ...consoleNote(result.console)],
    inputs,
    effects,
  );
}

/** What the macro printed, as a note. */
export function consoleNote(text: string): string[] {
  const trimmed = text.trimEnd();
  return trimmed === '' ? [] : [`the macro printed:\n${trimmed}`];
}

function explain(
  result: FailedResult,
  report: PanicReport | undefined,
  name: string,
  raise: (setting: string) => string,
): { readonly code: MacroErrorCode; readonly message: string; readonly notes: readonly string[] } {
  const stopped = (code: MacroErrorCode, setting?: string) => ({
    code,
    message: `${name} was stopped: ${result.message}`,
    notes: setting === undefined ? [] : [raise(setting)],
  });
  switch (result.status) {
    case 'panicked': {
      const { message = '', place = '' } = report ?? {};
      return {
        code: 'macro-panicked',
        message: message === '' ? `${name} panicked` : `${name} panicked: ${message}`,
        notes: place === '' ? [] : [`at ${place}`],
      };
    }
    case 'trapped':
      if (/out of bounds/.test(result.message))
        // Rust's own stack lies at the beginning of the memory, so that is what a recursion without end runs into.
        return {
          code: 'recursion-limit',
          message: `${name} was stopped: the macro used up the stack`,
          notes: [],
        };
      return { code: 'macro-panicked', message: `${name} crashed: ${result.message}`, notes: [] };
    case 'exited':
      return { code: 'macro-panicked', message: `${name} did not return: ${result.message}`, notes: [] };
    case 'out-of-instructions':
      return stopped('instruction-budget', 'limits.instructions');
    case 'out-of-time':
      return stopped('time-budget', 'limits.seconds');
    case 'out-of-memory':
      return stopped('memory-budget', 'limits.memory');
    case 'out-of-stack':
      return stopped('recursion-limit');
    case 'output-too-large':
      return stopped('expansion-budget');
    case 'invalid-module':
      return {
        code: 'module-invalid',
        message: `the module of ${name} cannot run: ${result.message}`,
        notes: [],
      };
    case 'worker-failed':
      return { code: 'internal', message: `${name} could not be run: ${result.message}`, notes: [] };
    case 'cancelled':
      return { code: 'cancelled', message: `${name} was cancelled`, notes: [] };
  }
}

/** As rustc names a procedural macro in its messages (rustc_expand::errors). */
function describeMacro(kind: MacroKind, name: string): string {
  switch (kind) {
    case 'bang':
      return `proc macro \`${name}!\``;
    case 'derive':
      return `proc-macro derive \`${name}\``;
    case 'attribute':
      return `custom attribute \`#[${name}]\``;
  }
}
