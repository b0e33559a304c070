import type { SourceMap } from '../../syntax/sourceMap';
import type { Span, TokenTree } from '../../syntax/token';
import type { MacroDiagnostic } from '../expansion';
import { ByteReader, invalidOutput } from './byteReader';
import { TokenDecoder, type TokenSink } from './decodeTokens';
import type { DerivedSpan, SpanTable } from './spanTable';
import { TokenTreeSink } from './tokenTreeSink';
import { magic, version } from './wireConstants';

/** What a module returned beside its tokens. */
export interface OutputNotes {
  readonly diagnostics: readonly MacroDiagnostic[];
  /** What the macro said that it depends on. */
  readonly tracked: readonly TrackedInput[];
  readonly positions: readonly PositionQuestion[];
}

export interface MacroOutput extends OutputNotes {
  readonly tokens: readonly TokenTree[];
}

/** What the parts of an output are made into. */
export interface OutputTarget {
  readonly sink: TokenSink;
  /** Adds a computed span. Returns false when it refers to spans that do not exist. */
  derive(derived: DerivedSpan): boolean;
  /** The place of a diagnostic. */
  placeOf(span: number): Span | undefined;
}

export type TrackedInput =
  | { readonly kind: 'environment'; readonly name: string; readonly value: string | undefined }
  | { readonly kind: 'path'; readonly path: string };

export interface PositionQuestion {
  readonly span: number;
  readonly question: (typeof questions)[number];
}

const questions = ['lineColumn', 'byteRange', 'sourceText', 'file', 'relation'] as const;
const severities = ['error', 'warning', 'note', 'help'] as const;

/** Diagnostics have children, these have none in practice. */
const maximumDiagnosticDepth = 8;
/** More than any macro has to say; a module that says more would only fill our memory. */
const maximumListLength = 100_000;

/**
 * Reads what a module returned (docs/wire-format.md). `spans` is the table of its input, to which the spans that the macro computed are
 * added. Nothing is trusted; every fault is a MacroError (`module-invalid`, or `expansion-budget` for a size).
 */
export function decodeOutput(
  bytes: Uint8Array,
  spans: SpanTable,
  sources: SourceMap,
  maximumTokens: number,
): MacroOutput {
  const sink = new TokenTreeSink(spans);
  const notes = readOutput(
    bytes,
    {
      sink,
      derive: (derived) => spans.derive(derived, sources),
      placeOf: (span) => spans.get(span),
    },
    maximumTokens,
  );
  return { tokens: sink.tokens, ...notes };
}

/** As `decodeOutput`, for whoever wants something else than token trees of it. */
export function readOutput(bytes: Uint8Array, target: OutputTarget, maximumTokens: number): OutputNotes {
  const reader = new ByteReader(bytes);
  for (const expected of [...magic, version])
    if (reader.byte() !== expected) throw invalidOutput('it is of another format');
  for (let left = listLength(reader, maximumTokens); left > 0; left--) {
    if (!target.derive(readDerivedSpan(reader))) throw invalidOutput('a span does not exist');
  }
  new TokenDecoder(reader, target.sink, maximumTokens).stream();
  const diagnostics = readDiagnostics(reader, target, { depth: 0, left: maximumListLength });
  const tracked = readList(reader, readTrackedInput);
  const positions = readList(reader, readPositionQuestion);
  if (reader.remaining > 0) throw invalidOutput('something follows its end');
  return { diagnostics, tracked, positions };
}

function readList<T>(reader: ByteReader, read: (reader: ByteReader) => T): T[] {
  const list: T[] = [];
  for (let left = listLength(reader, maximumListLength); left > 0; left--) list.push(read(reader));
  return list;
}

function listLength(reader: ByteReader, maximum: number): number {
  const length = reader.count();
  if (length > maximum) throw invalidOutput('a list is too long');
  return length;
}

function readDerivedSpan(reader: ByteReader): DerivedSpan {
  const operation = reader.byte();
  switch (operation) {
    case 0:
      return { operation: 'resolvedAt', located: reader.number(), resolved: reader.number() };
    case 1:
      return { operation: 'start', of: reader.number() };
    case 2:
      return { operation: 'end', of: reader.number() };
    case 3:
      return { operation: 'join', first: reader.number(), last: reader.number() };
    case 4:
      return {
        operation: 'subspan',
        of: reader.number(),
        start: reader.number(),
        length: reader.number(),
      };
    case 5:
      return { operation: 'source', of: reader.number() };
    default:
      throw invalidOutput('a span is computed in an unknown way');
  }
}

/** `limits.left` is shared by all lists: how many diagnostics may still come. */
function readDiagnostics(
  reader: ByteReader,
  target: OutputTarget,
  limits: { depth: number; left: number },
): MacroDiagnostic[] {
  if (limits.depth > maximumDiagnosticDepth) throw invalidOutput('diagnostics are nested too deep');
  return readList(reader, () => {
    if (limits.left-- <= 0) throw invalidOutput('a list is too long');
    const severity = severities[reader.byte()];
    if (!severity) throw invalidOutput('a diagnostic has an unknown level');
    const message = reader.text();
    const places = readList(reader, () => {
      const span = reader.number();
      if (span >= target.sink.spanCount) throw invalidOutput('a span does not exist');
      return target.placeOf(span);
    });
    limits.depth++;
    const children = readDiagnostics(reader, target, limits);
    limits.depth--;
    return { severity, message, span: places[0], children };
  });
}

function readTrackedInput(reader: ByteReader): TrackedInput {
  const kind = reader.byte();
  const name = reader.text();
  switch (kind) {
    case 0:
      return { kind: 'environment', name, value: undefined };
    case 1:
      return { kind: 'environment', name, value: reader.text() };
    case 2:
      return { kind: 'path', path: name };
    default:
      throw invalidOutput('a tracked input has an unknown kind');
  }
}

function readPositionQuestion(reader: ByteReader): PositionQuestion {
  const span = reader.number();
  const question = questions[reader.byte()];
  if (!question) throw invalidOutput('a position question is unknown');
  return { span, question };
}
