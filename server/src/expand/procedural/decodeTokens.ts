import { maximumNesting } from '../../syntax/parseTokenTrees';
import type { Delimiter, DocComment, LiteralKind, Spacing } from '../../syntax/token';
import { MacroError } from '../expansion';
import { invalidOutput, type ByteReader } from './byteReader';
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

/** What is made of the tokens of an output, in their order. Spans are numbers that are known to exist. */
export interface TokenSink {
  /** How many spans there are: those of the input and those that the macro computed. */
  readonly spanCount: number;
  /** The tokens up to the matching `groupEnd` are the group's. `spacing`: what follows the group. */
  groupStart(
    group: { readonly delimiter: Delimiter; readonly openSpacing: Spacing; readonly spacing: Spacing },
    open: number,
    close: number,
  ): void;
  groupEnd(): void;
  /** The identifier `$crate` comes with its `$`. */
  ident(text: string, raw: boolean, spacing: Spacing, span: number): void;
  /** One character of an operator, or the quote of a lifetime. */
  punct(text: string, spacing: Spacing, span: number): void;
  /** `text`: as written, with its suffix. */
  literal(kind: LiteralKind, text: string, suffix: string, spacing: Spacing, span: number): void;
  docComment(comment: Omit<DocComment, 'kind' | 'span'>, span: number): void;
}

/** Reads a stream that a module returned. Nothing is trusted: what no macro can produce is a MacroError (`module-invalid`). */
export class TokenDecoder {
  /** Words and literals that were found valid: their index in the string table together with what they were read as. */
  private readonly valid = new Set<number>();
  private count = 0;

  constructor(
    private readonly reader: ByteReader,
    private readonly sink: TokenSink,
    private readonly maximumTokens: number,
  ) {}

  stream(): void {
    const { reader, sink } = this;
    let depth = 0;
    for (;;) {
      const tag = reader.byte();
      const spacing = spacings[(tag >> spacingShift) & 3];
      if (!spacing) throw invalidOutput('a token has unknown spacing');
      switch (tag & 7) {
        case TokenTag.End:
          if (depth-- === 0) return;
          sink.groupEnd();
          break;
        case TokenTag.Group:
          if (++depth > maximumNesting)
            throw new MacroError(
              'expansion-budget',
              `the macro's output nests more than ${maximumNesting} delimiters`,
            );
          this.groupStart(tag, spacing);
          break;
        default:
          this.leaf(tag, spacing);
      }
      if (++this.count > this.maximumTokens)
        throw new MacroError(
          'expansion-budget',
          `the macro's output has more than ${this.maximumTokens} tokens`,
        );
    }
  }

  private groupStart(tag: number, spacing: Spacing): void {
    const delimiter = delimiters[(tag >> delimiterShift) & 3] ?? 'invisible';
    const open = this.span();
    const close = this.span();
    // The span of the whole, which follows from these two.
    this.span();
    const openSpacing = tag & openTightBit ? 'jointHidden' : 'alone';
    this.sink.groupStart({ delimiter, openSpacing, spacing }, open, close);
  }

  private leaf(tag: number, spacing: Spacing): void {
    switch (tag & 7) {
      case TokenTag.Ident:
        this.ident((tag & rawBit) !== 0, spacing);
        return;
      case TokenTag.Punct: {
        const text = String.fromCharCode(this.reader.byte());
        if (!operatorCharacters.has(text)) throw invalidOutput('an operator is none of Rust');
        this.sink.punct(text, spacing, this.span());
        return;
      }
      case TokenTag.Literal:
        this.literal(spacing);
        return;
      case TokenTag.DocComment: {
        const text = this.reader.stringAt(this.reader.stringIndex());
        const comment = tag & blockDocBit ? 'block' : 'line';
        if (!isDocComment(text, comment === 'block')) throw invalidOutput('a comment does not end');
        const style = tag & innerDocBit ? 'inner' : 'outer';
        this.sink.docComment({ style, comment, text, spacing }, this.span());
        return;
      }
      default:
        throw invalidOutput('a token has an unknown kind');
    }
  }

  private ident(raw: boolean, spacing: Spacing): void {
    const index = this.reader.stringIndex();
    const text = this.reader.stringAt(index);
    const span = this.span();
    const key = index * readingsPerString + (raw ? 1 : 0);
    if (!this.valid.has(key) && (text !== '$crate' || raw)) {
      if (!isIdentifier(text, raw)) throw invalidOutput('an identifier is none');
      this.valid.add(key);
    }
    this.sink.ident(text, raw, spacing, span);
  }

  private literal(spacing: Spacing): void {
    const kind = literalKinds[this.reader.byte()];
    if (!kind) throw invalidOutput('a literal has an unknown kind');
    const index = this.reader.stringIndex();
    const text = this.reader.stringAt(index);
    const suffixBytes = this.reader.number();
    const span = this.span();
    const suffix = suffixBytes === 0 ? '' : suffixOf(text, suffixBytes);
    this.checkLiteral(index, text, kind, suffix);
    this.sink.literal(kind, text, suffix, spacing, span);
  }

  private checkLiteral(index: number, text: string, kind: LiteralKind, suffix: string): void {
    const key = index * readingsPerString + 2 + literalKinds.indexOf(kind);
    // A suffix is part of the reading; literals with one are few enough to be read each time.
    if (suffix === '' && this.valid.has(key)) return;
    if (!isLiteral(text, kind, suffix)) throw invalidOutput('a literal is none');
    if (suffix === '') this.valid.add(key);
  }

  private span(): number {
    const id = this.reader.number();
    if (id >= this.sink.spanCount) throw invalidOutput('a span does not exist');
    return id;
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
