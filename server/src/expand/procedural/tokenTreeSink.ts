import type { Delimiter, DocComment, LiteralKind, Spacing, Span, TokenTree } from '../../syntax/token';
import { invalidOutput } from './byteReader';
import type { TokenSink } from './decodeTokens';
import { pushIdent, pushPunct } from './glueTokens';
import type { SpanTable } from './spanTable';

interface OpenGroup {
  readonly delimiter: Delimiter;
  readonly open: Span;
  readonly close: Span;
  readonly openSpacing: Spacing;
  readonly spacing: Spacing;
  /** The tokens before the group. */
  readonly outer: TokenTree[];
}

/** Makes token trees. Joint characters become operators and lifetimes as in rustc (TokenStream::push_tree). */
export class TokenTreeSink implements TokenSink {
  tokens: TokenTree[] = [];
  private readonly open: OpenGroup[] = [];

  constructor(private readonly spans: SpanTable) {}

  get spanCount(): number {
    return this.spans.size;
  }

  groupStart(
    { delimiter, openSpacing, spacing }: Pick<OpenGroup, 'delimiter' | 'openSpacing' | 'spacing'>,
    open: number,
    close: number,
  ): void {
    const outer = this.tokens;
    this.open.push({
      delimiter,
      open: this.spanOf(open),
      close: this.spanOf(close),
      openSpacing,
      spacing,
      outer,
    });
    this.tokens = [];
  }

  groupEnd(): void {
    const group = this.open.pop();
    if (!group) throw invalidOutput('a group ends that did not begin');
    const { tokens } = this;
    // Field by field: objects that are made by spreading others are slow to make and to use.
    const { delimiter, open, close, openSpacing, spacing, outer } = group;
    outer.push({ kind: 'group', delimiter, open, close, openSpacing, spacing, tokens });
    this.tokens = outer;
  }

  ident(text: string, raw: boolean, spacing: Spacing, spanId: number): void {
    const span = this.spanOf(spanId);
    if (text === '$crate' && !raw) {
      const crate = this.spans.crateOf(spanId);
      if (crate === undefined) throw invalidOutput('`$crate` was not in its input');
      this.tokens.push({ kind: 'ident', text, raw, crate, spacing, span });
      return;
    }
    pushIdent(this.tokens, { kind: 'ident', text, raw, spacing, span });
  }

  punct(text: string, spacing: Spacing, span: number): void {
    pushPunct(this.tokens, { kind: 'punct', text, spacing, span: this.spanOf(span) });
  }

  literal(literal: LiteralKind, text: string, suffix: string, spacing: Spacing, span: number): void {
    this.tokens.push({ kind: 'literal', literal, text, suffix, spacing, span: this.spanOf(span) });
  }

  docComment({ style, comment, text, spacing }: Omit<DocComment, 'kind' | 'span'>, span: number): void {
    this.tokens.push({ kind: 'docComment', style, comment, text, spacing, span: this.spanOf(span) });
  }

  private spanOf(id: number): Span {
    const span = this.spans.get(id);
    if (!span) throw invalidOutput('a span does not exist');
    return span;
  }
}
