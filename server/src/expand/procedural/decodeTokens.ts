import { maximumNesting } from '../../syntax/parseTokenTrees';
import type { Delimiter, LiteralKind, Spacing, Span, TokenTree } from '../../syntax/token';
import { MacroError } from '../expansion';
import { invalidOutput, type ByteReader } from './byteReader';
import { pushIdent, pushPunct } from './glueTokens';
import type { SpanTable } from './spanTable';
import { isDocComment, isIdentifier, isLiteral, operatorCharacters } from './validateLeaf';
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

/** A string may stand for a word, a raw word, or a literal of each kind. */
const readingsPerString = 2 + literalKinds.length;

interface OpenGroup {
  readonly delimiter: Delimiter;
  readonly open: Span;
  readonly close: Span;
  readonly openSpacing: Spacing;
  readonly spacing: Spacing;
  /** The tokens before the group. */
  readonly outer: TokenTree[];
}

/**
 * Reads a stream that a module returned. Joint characters become operators and lifetimes as in rustc (TokenStream::push_tree). Nothing is
 * trusted: what no macro can produce is a MacroError (`module-invalid`).
 */
export class TokenDecoder {
  /** Words and literals that were found valid: their index in the string table together with what they were read as. */
  private readonly valid = new Set<number>();
  private count = 0;

  constructor(
    private readonly reader: ByteReader,
    private readonly spans: SpanTable,
    private readonly maximumTokens: number,
  ) {}

  stream(): TokenTree[] {
    const { reader } = this;
    const open: OpenGroup[] = [];
    let tokens: TokenTree[] = [];
    for (;;) {
      const tag = reader.byte();
      const spacing = spacings[(tag >> spacingShift) & 3];
      if (!spacing) throw invalidOutput('a token has unknown spacing');
      switch (tag & 7) {
        case TokenTag.End: {
          const group = open.pop();
          if (!group) return tokens;
          // Field by field: objects that are made by spreading others are slow to make and to use.
          const { delimiter, open: opening, close, openSpacing, spacing: closeSpacing } = group;
          group.outer.push({
            kind: 'group',
            delimiter,
            open: opening,
            close,
            openSpacing,
            spacing: closeSpacing,
            tokens,
          });
          tokens = group.outer;
          break;
        }
        case TokenTag.Group:
          if (open.length >= maximumNesting)
            throw new MacroError(
              'expansion-budget',
              `the macro's output nests more than ${maximumNesting} delimiters`,
            );
          open.push(this.groupStart(tag, spacing, tokens));
          tokens = [];
          break;
        default:
          this.leaf(tag, spacing, tokens);
      }
      if (++this.count > this.maximumTokens)
        throw new MacroError(
          'expansion-budget',
          `the macro's output has more than ${this.maximumTokens} tokens`,
        );
    }
  }

  private groupStart(tag: number, spacing: Spacing, outer: TokenTree[]): OpenGroup {
    const delimiter = delimiters[(tag >> delimiterShift) & 3] ?? 'invisible';
    const open = this.span();
    const close = this.span();
    // The span of the whole, which follows from these two.
    this.span();
    return {
      delimiter,
      open,
      close,
      openSpacing: tag & openTightBit ? 'jointHidden' : 'alone',
      spacing,
      outer,
    };
  }

  private leaf(tag: number, spacing: Spacing, tokens: TokenTree[]): void {
    switch (tag & 7) {
      case TokenTag.Ident:
        this.ident((tag & rawBit) !== 0, spacing, tokens);
        return;
      case TokenTag.Punct: {
        const text = String.fromCharCode(this.reader.byte());
        if (!operatorCharacters.has(text)) throw invalidOutput('an operator is none of Rust');
        pushPunct(tokens, { kind: 'punct', text, spacing, span: this.span() });
        return;
      }
      case TokenTag.Literal:
        this.literal(spacing, tokens);
        return;
      case TokenTag.DocComment: {
        const text = this.reader.stringAt(this.reader.stringIndex());
        const comment = tag & blockDocBit ? 'block' : 'line';
        if (!isDocComment(text, comment === 'block')) throw invalidOutput('a comment does not end');
        const style = tag & innerDocBit ? 'inner' : 'outer';
        tokens.push({ kind: 'docComment', style, comment, text, spacing, span: this.span() });
        return;
      }
      default:
        throw invalidOutput('a token has an unknown kind');
    }
  }

  private ident(raw: boolean, spacing: Spacing, tokens: TokenTree[]): void {
    const index = this.reader.stringIndex();
    const text = this.reader.stringAt(index);
    const spanId = this.reader.number();
    const span = this.spanOf(spanId);
    if (text === '$crate' && !raw) {
      const crate = this.spans.crateOf(spanId);
      if (crate === undefined) throw invalidOutput('`$crate` was not in its input');
      tokens.push({ kind: 'ident', text, raw, crate, spacing, span });
      return;
    }
    const key = index * readingsPerString + (raw ? 1 : 0);
    if (!this.valid.has(key)) {
      if (!isIdentifier(text, raw)) throw invalidOutput('an identifier is none');
      this.valid.add(key);
    }
    pushIdent(tokens, { kind: 'ident', text, raw, spacing, span });
  }

  private literal(spacing: Spacing, tokens: TokenTree[]): void {
    const kind = literalKinds[this.reader.byte()];
    if (!kind) throw invalidOutput('a literal has an unknown kind');
    const index = this.reader.stringIndex();
    const text = this.reader.stringAt(index);
    const suffixBytes = this.reader.number();
    const span = this.span();
    const suffix = suffixBytes === 0 ? '' : suffixOf(text, suffixBytes);
    this.checkLiteral(index, text, kind, suffix);
    tokens.push({ kind: 'literal', literal: kind, text, suffix, spacing, span });
  }

  private checkLiteral(index: number, text: string, kind: LiteralKind, suffix: string): void {
    const key = index * readingsPerString + 2 + literalKinds.indexOf(kind);
    // A suffix is part of the reading; literals with one are few enough to be read each time.
    if (suffix === '' && this.valid.has(key)) return;
    if (!isLiteral(text, kind, suffix)) throw invalidOutput('a literal is none');
    if (suffix === '') this.valid.add(key);
  }

  private span(): Span {
    return this.spanOf(this.reader.number());
  }

  private spanOf(id: number): Span {
    const span = this.spans.get(id);
    if (!span) throw invalidOutput('a span does not exist');
    return span;
  }
}

/** The end of a text that takes so many UTF-8 bytes; suffixes are short and nearly always ASCII. */
function suffixOf(text: string, bytes: number): string {
  let start = text.length;
  for (let left = bytes; left > 0 && start > 0;) {
    start--;
    const code = text.charCodeAt(start);
    if (code >= 0xdc00 && code < 0xe000) continue;
    left -= code < 0x80 ? 1 : code < 0x800 ? 2 : code >= 0xd800 && code < 0xdc00 ? 4 : 3;
  }
  return text.slice(start);
}
