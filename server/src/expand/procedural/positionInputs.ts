import type { SourceMap } from '../../syntax/sourceMap';
import type { SourceId } from '../../syntax/token';
import { declaredInput } from '../declaredInput';
import { MacroError, type DeclaredInput } from '../expansion';
import { LineTable } from '../lineTable';
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
  const lines = new Map<SourceId, LineTable>();
  for (const id of new Set(questions.map(({ span }) => span))) {
    const span = spans.get(id);
    if (!span) continue;
    const { path, text } = sources.get(span.source);
    let table = lines.get(span.source);
    if (!table) lines.set(span.source, (table = new LineTable(text)));
    const { line, column } = table.lineAndColumn(span.start);
    const name = `${line}:${column}`;
    textLength += span.end - span.start;
    if (textLength > maximumTextLength)
      throw new MacroError('expansion-budget', 'the macro asked for the text of too many spans');
    const asked = JSON.stringify([path ?? '', span.start, span.end, text.slice(span.start, span.end)]);
    const input = declaredInput('position', name, asked);
    inputs.set(`${name} ${input.hash}`, input);
  }
  return [...inputs.values()];
}
