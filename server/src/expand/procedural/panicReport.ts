import type { SourceMap } from '../../syntax/sourceMap';
import { MacroError, type MacroDiagnostic } from '../expansion';
import { decodeOutput, type PositionQuestion } from './decodeOutput';
import type { SpanTable } from './spanTable';
import { withUnixErrors } from './systemErrors';

/** What a panicking module reports (docs/wire-format.md, "Panics"). */
export interface PanicReport {
  /** Empty when the panic's payload was no text. */
  readonly message: string;
  /** The place in the macro's source. */
  readonly place: string;
  /** What the macro had reported before. */
  readonly diagnostics: readonly MacroDiagnostic[];
  readonly positions: readonly PositionQuestion[];
}

/** Reads a report. `spans` is the table of the call's input. Nothing is trusted: what cannot be read is left out. */
export function readPanicReport(report: string, spans: SpanTable, sources: SourceMap): PanicReport {
  const [message = '', place = '', told = ''] = report.split('\0');
  return { message: withUnixErrors(message), place, ...readTold(told, spans, sources) };
}

function readTold(
  digits: string,
  spans: SpanTable,
  sources: SourceMap,
): Pick<PanicReport, 'diagnostics' | 'positions'> {
  if (!/^(?:[\da-f]{2})+$/.test(digits)) return { diagnostics: [], positions: [] };
  try {
    const { diagnostics, positions } = decodeOutput(
      Uint8Array.from(digits.match(/../g) ?? [], (byte) => parseInt(byte, 16)),
      spans,
      sources,
      digits.length,
    );
    return { diagnostics: diagnostics.map(inUnixNumbers), positions };
  } catch (error) {
    if (!(error instanceof MacroError)) throw error;
    return { diagnostics: [], positions: [] };
  }
}

function inUnixNumbers(diagnostic: MacroDiagnostic): MacroDiagnostic {
  return {
    ...diagnostic,
    message: withUnixErrors(diagnostic.message),
    children: diagnostic.children.map(inUnixNumbers),
  };
}
