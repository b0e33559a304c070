import type { Diagnostic, DiagnosticRelatedInformation } from 'vscode-languageserver';

/** A diagnostic that was found for a call of a file, with what tells its cause from others. */
export interface FoundDiagnostic {
  readonly diagnostic: Diagnostic;
  /** What is wrong, without the words for how it was met. */
  readonly cause: string;
  /** It is about the call in the file itself, and not about one in its expansion. */
  readonly isDirect: boolean;
}

/** Causes that lie outside of the calls, and are the same for all of them. */
const commonCauses = new Set<Diagnostic['code']>(['module-stale', 'invalid-definition']);

/** Of places that lead to one cause, further ones tell nothing new. */
const maximumRelated = 10;

/**
 * The diagnostics of a file, one for each cause: what all calls of a macro have in common at the first of them only. What two calls met at the same
 * place is told once, too, with the places of both: a failing call in a function is met by the attribute of the function, and what a macro's own text
 * has wrong by every call of the macro.
 */
export function oneForEachCause(found: readonly FoundDiagnostic[]): Diagnostic[] {
  const told = new Map<string, FoundDiagnostic>();
  for (const each of found) {
    const { diagnostic, cause } = each;
    const { code, range } = diagnostic;
    const key = commonCauses.has(code) ? `${code} ${cause}` : `${JSON.stringify(range)} ${cause}`;
    const known = told.get(key);
    if (!known || (each.isDirect && !known.isDirect)) told.set(key, each);
    else if (!known.isDirect && !commonCauses.has(code)) told.set(key, withPlacesOf(known, each));
  }
  return [...told.values()].map(({ diagnostic }) => diagnostic);
}

function withPlacesOf(known: FoundDiagnostic, other: FoundDiagnostic): FoundDiagnostic {
  const places = new Map<string, DiagnosticRelatedInformation>();
  for (const { diagnostic } of [known, other])
    for (const place of diagnostic.relatedInformation ?? []) places.set(JSON.stringify(place), place);
  if (places.size === 0) return known;
  const relatedInformation = [...places.values()].slice(0, maximumRelated);
  return { ...known, diagnostic: { ...known.diagnostic, relatedInformation } };
}
