import type { MacroError } from '../expand/expansion';
import { callFailure, type FailedResult } from '../expand/procedural/callFailure';
import type { PanicReport } from '../expand/procedural/panicReport';
import { howToRaiseLimit } from './limits';
import type { MacroExport } from '../toolchain/types';

/**
 * What the client shows of a call that did not return. A panic is told in the macro's words, as rust-analyzer's own server does; what was
 * stopped or refused, in ours.
 */
export function failureMessage(
  result: FailedResult,
  report: PanicReport | undefined,
  macro: MacroExport,
): string {
  if (report && result.refusals.length === 0) return report.message;
  return messageWithNotes(callFailure(result, report, macro, undefined, [], {}, howToRaiseLimit));
}

/** An error as one text. */
export function messageWithNotes({ message, notes }: MacroError): string {
  return [message, ...notes].join('\n');
}
