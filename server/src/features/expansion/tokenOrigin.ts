import type { SpanMapEntry } from '../../render/writer';
import type { Span } from '../../syntax/token';
import type { ExpansionView } from './expansionView';

/**
 * Where a token of an expansion came from. `call`: it was passed in by the call in the file. `macro`: a macro's definition wrote it, or made it out of
 * nothing, as procedural macros do.
 */
export type TokenOrigin = 'call' | 'macro';

/** The index of the printed token at an offset, or -1. Right behind a token counts as at it, unless the next one begins there. */
export function tokenAt({ spans }: ExpansionView, offset: number): number {
  let low = 0;
  let high = spans.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((spans[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const found = spans[low];
  return found && found.start <= offset && offset <= found.end ? low : -1;
}

export function originOf({ analysis, file }: ExpansionView, span: Span): TokenOrigin {
  const isWritten = analysis.hygiene.marks(span.context).length === 0;
  return isWritten && analysis.reporter.fileOf(span) === file.path ? 'call' : 'macro';
}

/** The first token of an expansion that came from a place of a source file: the smallest that covers it. Undefined when there is none. */
export function tokenFrom(view: ExpansionView, path: string, offset: number): SpanMapEntry | undefined {
  let found: SpanMapEntry | undefined;
  let size = Infinity;
  for (const token of view.spans) {
    const { span } = token;
    const length = span.end - span.start;
    if (span.start > offset || offset > span.end || length >= size) continue;
    if (view.analysis.reporter.fileOf(span) !== path) continue;
    found = token;
    size = length;
  }
  return found;
}
