import { MacroError, type MacroDiagnostic } from '../expansion';
import type { OutputNotes, PositionQuestion } from './decodeOutput';
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

/** Reads an output that has no tokens. Throws a MacroError for what is none. */
type DecodeNotes = (
  bytes: Uint8Array,
  maximumTokens: number,
) => Pick<OutputNotes, 'diagnostics' | 'positions'>;

/** Reads a report. Nothing is trusted: what cannot be read is left out. */
export function readPanicReport(report: string, decode: DecodeNotes): PanicReport {
  const [message = '', place = '', told = ''] = report.split('\0');
  return { message: withUnixErrors(message), place, ...readTold(told, decode) };
}

function readTold(digits: string, decode: DecodeNotes): Pick<PanicReport, 'diagnostics' | 'positions'> {
  if (!/^(?:[\da-f]{2})+$/.test(digits)) return { diagnostics: [], positions: [] };
  try {
    const bytes = Uint8Array.from(digits.match(/../g) ?? [], (byte) => parseInt(byte, 16));
    const { diagnostics, positions } = decode(bytes, digits.length);
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
