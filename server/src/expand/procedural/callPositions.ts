import type { SandboxResult } from '../../sandbox/types';
import type { SourceMap } from '../../syntax/sourceMap';
import type { SourceId, Span } from '../../syntax/token';
import { LineTable } from '../lineTable';
import { decodeOutput, type OutputNotes, type PositionQuestion } from './decodeOutput';
import type { EncodedInput } from './encodeInput';
import { NormalizedText } from './normalizedText';
import { readPanicReport } from './panicReport';

/**
 * What the input of a call says about positions. A result depends on those only that the macro asked for: where the answers are the same, the result is.
 */
export interface CallPositions {
  /** The input without positions. */
  readonly plainInput: Uint8Array;
  /** What was asked in a call that gave this result. Undefined when it is not known: then the result depends on all positions. */
  questionsOf(result: SandboxResult): readonly string[] | undefined;
  /** The answer to a question, however it is written. Undefined for what was not asked about this input. */
  answer(question: string): string | undefined;
}

/** The positions of one input, about which questions are written as `span kind`. */
export class InputPositions implements CallPositions {
  readonly plainInput: Uint8Array;
  private readonly inputSpans: number;
  private readonly lines = new Map<SourceId, LineTable>();

  /** `pathOf`: as `EncodedInput.withPositions` has it. To be made before an output is decoded, which adds to the input's spans. */
  constructor(
    private readonly input: EncodedInput,
    private readonly sources: SourceMap,
    private readonly pathOf: (path: string) => string,
    private readonly maximumTokens: number,
  ) {
    this.plainInput = input.withoutPositions();
    this.inputSpans = input.spans.size;
  }

  questionsOf(result: SandboxResult): readonly string[] | undefined {
    // Decoding adds the spans that the macro computed.
    const spans = this.input.spans.copy();
    return questionsAbout(result, this.inputSpans, this.maximumTokens, (bytes, maximumTokens) =>
      decodeOutput(bytes, spans, this.sources, maximumTokens),
    );
  }

  answer(question: string): string | undefined {
    const [number, kind] = question.split(' ');
    const span = this.input.spans.get(Number(number));
    if (!span || Number(number) >= this.inputSpans) return undefined;
    const { path, text } = this.sources.get(span.source);
    // Text that a macro made has no place of its own.
    if (path === undefined) return '\0';
    switch (kind as PositionQuestion['question']) {
      case 'file':
        return this.pathOf(path);
      case 'sourceText':
        return new NormalizedText(text.slice(span.start, span.end)).text;
      case 'lineColumn':
        return this.lineAndColumn(span);
      case 'byteRange': {
        const normalized = this.input.spans.textOf(span.source, this.sources);
        return `${normalized.byteOffset(span.start)} ${normalized.byteOffset(span.end)}`;
      }
      case 'relation':
        return undefined;
    }
  }

  private lineAndColumn({ source, start }: Span): string {
    let table = this.lines.get(source);
    if (!table) this.lines.set(source, (table = new LineTable(this.sources.get(source).text)));
    const { line, column } = table.lineAndColumn(start);
    return `${line}:${column}`;
  }
}

/**
 * The questions that gave a result, written as `span kind`. Undefined where it is not known what the result depends on. `decode`: as
 * `readOutput`.
 */
export function questionsAbout(
  result: SandboxResult,
  inputSpans: number,
  maximumTokens: number,
  decode: (bytes: Uint8Array, maximumTokens: number) => OutputNotes,
): readonly string[] | undefined {
  const asked = positionsIn(result, maximumTokens, decode);
  // Spans that the macro computed, and how two spans lie to each other, lead to any place of the file.
  const isPlain = ({ span, question }: PositionQuestion): boolean =>
    span < inputSpans && question !== 'relation';
  // Whoever needed positions has asked for one, so that a report without any does not tell all.
  return asked !== undefined && asked.length > 0 && asked.every(isPlain)
    ? [...new Set(asked.map(({ span, question }) => `${span} ${question}`))]
    : undefined;
}

function positionsIn(
  result: SandboxResult,
  maximumTokens: number,
  decode: (bytes: Uint8Array, maximumTokens: number) => OutputNotes,
): readonly PositionQuestion[] | undefined {
  try {
    if (result.status === 'returned') return decode(result.output, maximumTokens).positions;
    if (result.status === 'panicked') return readPanicReport(result.message, decode).positions;
  } catch {
    // Output that is not valid says nothing for certain.
  }
  return undefined;
}
