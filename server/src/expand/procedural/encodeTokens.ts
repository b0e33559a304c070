import { spanOf, type Group, type Leaf, type Punct, type Spacing, type TokenTree } from '../../syntax/token';
import { MacroError } from '../expansion';
import type { ByteWriter } from './byteWriter';
import type { SpanTable } from './spanTable';
import {
  delimiters,
  delimiterShift,
  literalKinds,
  spacings,
  spacingShift,
  blockDocBit,
  innerDocBit,
  openTightBit,
  rawBit,
  TokenTag,
} from './wireConstants';

const textEncoder = new TextEncoder();

/**
 * Writes a stream as procedural macros see it (FromInternal in rustc_expand's proc_macro_server.rs): operators one character each, a lifetime
 * as quote and identifier, a fragment as invisible group. Every token gets the next span number.
 * Throws a MacroError (`invalid-input`) for text that is no token.
 */
export function encodeTokens(tokens: readonly TokenTree[], writer: ByteWriter, spans: SpanTable): void {
  const open: { readonly tokens: readonly TokenTree[]; index: number }[] = [{ tokens, index: 0 }];
  for (let top = open[0]; top; top = open.at(-1)) {
    const token = top.tokens[top.index++];
    if (!token) {
      writer.byte(TokenTag.End);
      open.pop();
    } else if (token.kind === 'group') {
      encodeGroupStart(token, writer, spans);
      open.push({ tokens: token.tokens, index: 0 });
    } else encodeLeaf(token, writer, spans);
  }
}

function encodeGroupStart(group: Group, writer: ByteWriter, spans: SpanTable): void {
  writer.byte(
    TokenTag.Group |
      spacingBits(group.spacing) |
      (delimiters.indexOf(group.delimiter) << delimiterShift) |
      (group.openSpacing === 'alone' ? 0 : openTightBit),
  );
  writer.number(spans.add(group.open));
  writer.number(spans.add(group.close));
  writer.number(spans.add(spanOf(group)));
}

function encodeLeaf(token: Leaf, writer: ByteWriter, spans: SpanTable): void {
  switch (token.kind) {
    case 'ident':
      writer.byte(TokenTag.Ident | spacingBits(token.spacing) | (token.raw ? rawBit : 0));
      writer.string(token.text);
      writer.number(spans.add(token.span, token.crate));
      return;
    case 'punct':
      encodeOperator(token, writer, spans);
      return;
    case 'lifetime': {
      const span = spans.add(token.span);
      writer.byte(TokenTag.Punct | spacingBits('joint'));
      writer.byte(0x27);
      writer.number(span);
      writer.byte(TokenTag.Ident | spacingBits(token.spacing) | (token.raw ? rawBit : 0));
      writer.string(token.text.slice(1));
      writer.number(span);
      return;
    }
    case 'literal':
      writer.byte(TokenTag.Literal | spacingBits(token.spacing));
      writer.byte(literalKinds.indexOf(token.literal));
      writer.string(token.text);
      writer.number(token.suffix === '' ? 0 : textEncoder.encode(token.suffix).length);
      writer.number(spans.add(token.span));
      return;
    case 'docComment':
      writer.byte(
        TokenTag.DocComment |
          spacingBits(token.spacing) |
          (token.style === 'inner' ? innerDocBit : 0) |
          (token.comment === 'block' ? blockDocBit : 0),
      );
      writer.string(token.text);
      writer.number(spans.add(token.span));
      return;
    case 'unknown':
      throw new MacroError('invalid-input', `\`${token.text}\` is no Rust token`, token.span);
  }
}

/** Each character has its own part of the span, unless the span is one that a macro gave and does not fit. */
function encodeOperator(token: Punct, writer: ByteWriter, spans: SpanTable): void {
  const { text, span } = token;
  const fits = span.end - span.start === text.length;
  for (let index = 0; index < text.length; index++) {
    const last = index === text.length - 1;
    writer.byte(TokenTag.Punct | spacingBits(last ? token.spacing : 'joint'));
    writer.byte(text.charCodeAt(index));
    const start = span.start + index;
    writer.number(spans.add(fits && text.length > 1 ? { ...span, start, end: start + 1 } : span));
  }
}

function spacingBits(spacing: Spacing): number {
  return spacings.indexOf(spacing) << spacingShift;
}
