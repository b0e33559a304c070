import { createHash } from 'node:crypto';
import type { SourceMap } from '../../syntax/sourceMap';
import type { SourceId } from '../../syntax/token';
import { MacroError, type DeclaredInput } from '../expansion';
import type { PositionQuestion } from './decodeOutput';
import type { SpanTable } from './spanTable';

/** UTF-16 units of text, all spans together. */
const maximumTextLength = 16 * 1024 * 1024;

/**
 * The positions that a macro asked for, as inputs of its result: each named by the line and column (from 1, in characters) at which the span starts,
 * with a hash over its file, place and text.
 * Throws a MacroError (`expansion-budget`) for more than any macro has reason to ask.
 */
export function positionInputs(
  questions: readonly PositionQuestion[],
  spans: SpanTable,
  sources: SourceMap,
): DeclaredInput[] {
  const inputs = new Map<string, DeclaredInput>();
  let textLength = 0;
  const lines = new Map<SourceId, readonly number[]>();
  for (const id of new Set(questions.map(({ span }) => span))) {
    const span = spans.get(id);
    if (!span) continue;
    const { path, text } = sources.get(span.source);
    let starts = lines.get(span.source);
    if (!starts) lines.set(span.source, (starts = lineStarts(text)));
    const line = lineAt(starts, span.start);
    const name = `${line}:${Array.from(text.slice(starts[line - 1], span.start)).length + 1}`;
    textLength += span.end - span.start;
    if (textLength > maximumTextLength)
      throw new MacroError('expansion-budget', 'the macro asked for the text of too many spans');
    const asked = JSON.stringify([path ?? '', span.start, span.end, text.slice(span.start, span.end)]);
    const hash = createHash('sha256').update(asked).digest('hex');
    inputs.set(`${name} ${hash}`, { kind: 'position', name, hash });
  }
  return [...inputs.values()];
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The line, from 1, that holds the offset. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
