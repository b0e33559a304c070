import { spanOf, type Leaf, type Punct, type TokenTree } from '../../syntax/token';
import { MacroError } from '../expansion';
import type { ByteWriter } from './byteWriter';
import type { SpanTable } from './spanTable';
import { TokenWriter } from './tokenWriter';

const quote = "'".charCodeAt(0);

/**
 * Writes a stream as procedural macros see it (FromInternal in rustc_expand's proc_macro_server.rs): operators one character each, a lifetime
 * as quote and identifier, a fragment as invisible group. Every token gets the next span number.
 * Throws a MacroError (`invalid-input`) for text that is no token.
 */
export function encodeTokens(tokens: readonly TokenTree[], bytes: ByteWriter, spans: SpanTable): void {
  const writer = new TokenWriter(bytes);
  const open: { readonly tokens: readonly TokenTree[]; index: number }[] = [{ tokens, index: 0 }];
  for (let top = open[0]; top; top = open.at(-1)) {
    const token = top.tokens[top.index++];
    if (!token) {
      writer.end();
      open.pop();
    } else if (token.kind === 'group') {
      writer.groupStart(token, spans.add(token.open), spans.add(token.close), spans.add(spanOf(token)));
      open.push({ tokens: token.tokens, index: 0 });
    } else encodeLeaf(token, writer, spans);
  }
}

function encodeLeaf(token: Leaf, writer: TokenWriter, spans: SpanTable): void {
  const { spacing } = token;
  switch (token.kind) {
    case 'ident':
      writer.ident(token.text, token.raw, spacing, spans.add(token.span, token.crate));
      return;
    case 'punct':
      encodeOperator(token, writer, spans);
      return;
    case 'lifetime': {
      const span = spans.add(token.span);
      writer.punct(quote, 'joint', span);
      writer.ident(token.text.slice(1), token.raw, spacing, span);
      return;
    }
    case 'literal':
      writer.literal(token.literal, token.text, token.suffix, spacing, spans.add(token.span));
      return;
    case 'docComment':
      writer.docComment(token, spans.add(token.span));
      return;
    case 'unknown':
      throw new MacroError('invalid-input', `\`${token.text}\` is no Rust token`, token.span);
  }
}

/** Each character has its own part of the span, unless the span is one that a macro gave and does not fit. */
function encodeOperator(token: Punct, writer: TokenWriter, spans: SpanTable): void {
  const { text, span } = token;
  const fits = span.end - span.start === text.length;
  for (let index = 0; index < text.length; index++) {
    const last = index === text.length - 1;
    const start = span.start + index;
    const part = fits && text.length > 1 ? { ...span, start, end: start + 1 } : span;
    writer.punct(text.charCodeAt(index), last ? token.spacing : 'joint', spans.add(part));
  }
}
