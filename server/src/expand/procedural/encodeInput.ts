import type { MacroKind } from '../../resolve/definition';
import type { SourceMap } from '../../syntax/sourceMap';
import type { Edition, SourceId, TokenTree } from '../../syntax/token';
import { ByteWriter } from './byteWriter';
import { encodeTokens } from './encodeTokens';
import { SpanTable, type CallSites } from './spanTable';
import { macroKinds, magic, version } from './wireConstants';
import type { NormalizedText } from './normalizedText';

export interface MacroInput {
  readonly kind: MacroKind;
  /** Of the crate under expansion: decides which words are keywords. */
  readonly edition: Edition;
  readonly sites: CallSites;
  /** attribute only */
  readonly arguments?: readonly TokenTree[];
  readonly input: readonly TokenTree[];
}

/** The input of one call. The same bytes wherever the call stands, until positions are asked for. */
export class EncodedInput {
  readonly spans: SpanTable;
  private readonly streams: Uint8Array;

  /** Throws a MacroError (`invalid-input`) for text that is no token. */
  constructor(private readonly input: MacroInput) {
    this.spans = new SpanTable(input.sites);
    const writer = new ByteWriter();
    if (input.kind === 'attribute') encodeTokens(input.arguments ?? [], writer, this.spans);
    encodeTokens(input.input, writer, this.spans);
    this.streams = writer.finish();
  }

  withoutPositions(): Uint8Array {
    const writer = this.header();
    writer.byte(0);
    writer.append(this.streams);
    return writer.finish();
  }

  /** `pathOf` gives the path by which the compiler would name a file. */
  withPositions(sources: SourceMap, pathOf: (path: string) => string): Uint8Array {
    const writer = this.header();
    writer.byte(1);
    this.positions(writer, sources, pathOf);
    writer.append(this.streams);
    return writer.finish();
  }

  private header(): ByteWriter {
    return inputHeader(this.input.kind, this.input.edition, this.spans.size);
  }

  private positions(writer: ByteWriter, sources: SourceMap, pathOf: (path: string) => string): void {
    const numbers = new Map<SourceId, number>();
    const texts: NormalizedText[] = [];
    const paths: string[] = [];
    for (const { source } of this.spans.all()) {
      if (numbers.has(source)) continue;
      const { path } = sources.get(source);
      // Text that a macro made has no place of its own.
      numbers.set(source, path === undefined ? 0 : texts.length + 1);
      if (path === undefined) continue;
      texts.push(this.spans.textOf(source, sources));
      paths.push(pathOf(path));
    }
    writer.number(texts.length);
    texts.forEach((text, index) => {
      writer.text(paths[index] ?? '');
      writer.text(text.text);
    });
    for (const { source, start, end } of this.spans.all()) {
      const number = numbers.get(source) ?? 0;
      const text = texts[number - 1];
      const startByte = text?.byteOffset(start) ?? 0;
      writer.number(number);
      writer.number(startByte);
      writer.number((text?.byteOffset(end) ?? startByte) - startByte);
    }
  }
}

/** The beginning of an input, up to the mark that tells whether positions follow. `edition`: of the crate under expansion. */
export function inputHeader(kind: MacroKind, edition: Edition, spanCount: number): ByteWriter {
  const writer = new ByteWriter();
  writer.append(Uint8Array.from(magic));
  writer.byte(version);
  writer.byte(macroKinds.indexOf(kind));
  writer.number(edition);
  writer.number(spanCount);
  return writer;
}
