import type { Delimiter, DocComment, LiteralKind, Spacing } from '../../syntax/token';
import type { ByteWriter } from './byteWriter';
import {
  blockDocBit,
  delimiters,
  delimiterShift,
  innerDocBit,
  literalKinds,
  openTightBit,
  rawBit,
  spacings,
  spacingShift,
  TokenTag,
} from './wireConstants';

const textEncoder = new TextEncoder();

/** Writes the tokens of a stream in the wire format (docs/wire-format.md), whatever they are made from. Spans are numbers. */
export class TokenWriter {
  constructor(private readonly writer: ByteWriter) {}

  /** The tokens up to the matching `end` are the group's. `spacing`: what follows the group. `entire`: the span of the whole. */
  groupStart(
    group: { readonly delimiter: Delimiter; readonly openSpacing: Spacing; readonly spacing: Spacing },
    open: number,
    close: number,
    entire: number,
  ): void {
    const { writer } = this;
    writer.byte(
      TokenTag.Group |
        spacingBits(group.spacing) |
        (delimiters.indexOf(group.delimiter) << delimiterShift) |
        (group.openSpacing === 'alone' ? 0 : openTightBit),
    );
    writer.number(open);
    writer.number(close);
    writer.number(entire);
  }

  /** The end of the innermost group, or of the stream. */
  end(): void {
    this.writer.byte(TokenTag.End);
  }

  ident(text: string, raw: boolean, spacing: Spacing, span: number): void {
    this.writer.byte(TokenTag.Ident | spacingBits(spacing) | (raw ? rawBit : 0));
    this.writer.string(text);
    this.writer.number(span);
  }

  /** One character of an operator, or the quote of a lifetime: an ASCII code. */
  punct(code: number, spacing: Spacing, span: number): void {
    this.writer.byte(TokenTag.Punct | spacingBits(spacing));
    this.writer.byte(code);
    this.writer.number(span);
  }

  /** `text`: as written, with its suffix. */
  literal(kind: LiteralKind, text: string, suffix: string, spacing: Spacing, span: number): void {
    this.writer.byte(TokenTag.Literal | spacingBits(spacing));
    this.writer.byte(literalKinds.indexOf(kind));
    this.writer.string(text);
    this.writer.number(suffix === '' ? 0 : textEncoder.encode(suffix).length);
    this.writer.number(span);
  }

  docComment({ style, comment, text, spacing }: Omit<DocComment, 'kind' | 'span'>, span: number): void {
    this.writer.byte(
      TokenTag.DocComment |
        spacingBits(spacing) |
        (style === 'inner' ? innerDocBit : 0) |
        (comment === 'block' ? blockDocBit : 0),
    );
    this.writer.string(text);
    this.writer.number(span);
  }
}

function spacingBits(spacing: Spacing): number {
  return spacings.indexOf(spacing) << spacingShift;
}
