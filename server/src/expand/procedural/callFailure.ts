import type { MacroKind } from '../../resolve/definition';
import type { SandboxResult } from '../../sandbox/types';
import type { Span } from '../../syntax/token';
import { withUnixErrors } from './systemErrors';
import { MacroError, type DeclaredInput, type MacroErrorCode } from '../expansion';

export type FailedResult = Exclude<SandboxResult, { status: 'returned' }>;

/** What a panicking module reports (docs/wire-format.md, "Panics"). */
interface PanicReport {
  /** Empty when the panic's payload was no text. */
  readonly message: string;
  /** The place in the macro's source. */
  readonly place: string;
  /** What the macro had reported before. */
  readonly emitted: readonly string[];
}

function readPanicReport(report: string): PanicReport {
  const [message = '', place = '', ...emitted] = withUnixErrors(report).split('\0');
  return { message, place, emitted };
}

/** Whether a module ended its call because it needs positions that were not sent along. */
export function asksForPositions(result: SandboxResult): boolean {
  return result.status === 'panicked' && result.message === '\0positions';
}

/** The error that the user sees for a call that did not return. */
export function callFailure(
  result: FailedResult,
  macro: { readonly kind: MacroKind; readonly name: string },
  span: Span,
  inputs: readonly DeclaredInput[],
): MacroError {
  const name = describeMacro(macro.kind, macro.name);
  const { code, message, notes } = explain(result, name);
  const refusals = result.refusals.map((refusal) => `refused: ${refusal}`);
  const failedByRefusal = code === 'macro-panicked' && refusals.length > 0;
  return new MacroError(
    failedByRefusal ? 'access-refused' : code,
    message,
    span,
    [...notes, ...refusals, ...consoleNote(result.console)],
    inputs,
  );
}

/** What the macro printed, as a note. */
export function consoleNote(text: string): string[] {
  const trimmed = text.trimEnd();
  return trimmed === '' ? [] : [`the macro printed:\n${trimmed}`];
}

function explain(
  result: FailedResult,
  name: string,
): { readonly code: MacroErrorCode; readonly message: string; readonly notes: readonly string[] } {
  const stopped = (code: MacroErrorCode) => ({
    code,
    message: `${name} was stopped: ${result.message}`,
    notes: [],
  });
  switch (result.status) {
    case 'panicked': {
      const { message, place, emitted } = readPanicReport(result.message);
      return {
        code: 'macro-panicked',
        message: message === '' ? `${name} panicked` : `${name} panicked: ${message}`,
        notes: [
          ...emitted,
          ...(message === '' ? [withoutMessage] : []),
          ...(place === '' ? [] : [`at ${place}`]),
        ],
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
      return stopped('instruction-budget');
    case 'out-of-time':
      return stopped('time-budget');
    case 'out-of-memory':
      return stopped('memory-budget');
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

/** Some macros panic with a value to reach a handler of their own, which WebAssembly modules cannot do: they end at the panic. */
const withoutMessage =
  'the panic carries no text: if the macro meant to catch it and to report an error, that error is not known';

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
