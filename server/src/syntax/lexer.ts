import {
  asciiClass,
  CharacterClass,
  identStartLength,
  isWideWhiteSpace,
  skipIdentContinue,
} from './characters';
import { skipBlockComment, skipPrologue } from './filePrologue';
import { scanCharacter, scanNumber, scanString, StringEnds } from './literalScanner';
import type { Scanned } from './literalScanner';
import type { Source } from './sourceMap';
import type { Edition, Leaf, LiteralKind, Spacing, Span, SyntaxContext, SyntaxProblem } from './token';

const enum Code {
  Newline = 10,
  Bang = 33,
  Quote = 34,
  Hash = 35,
  Apostrophe = 39,
  Star = 42,
  Slash = 47,
  Zero = 48,
  Nine = 57,
}

/**
 * Operators by their first character, longest first, as rustc glues them (rustc_ast::token::Token::glue): there is no `&&=`,
 * and `<-` is one token.
 */
const operators: readonly (readonly string[] | undefined)[] = (() => {
  const table: string[][] = [];
  const all =
    '<<= >>= ... ..= == => != <= >= << >> <- && || -> += -= *= /= %= ^= &= |= .. :: = < > ! ~ & | + - * / % ^ @ . , ; : # $ ?';
  for (const operator of all.split(' ')) (table[operator.charCodeAt(0)] ??= []).push(operator);
  return table;
})();

/**
 * Reads the tokens of one text that are no delimiters. {@link skipTrivia} moves to the next token, {@link readLeaf} reads it.
 * Follows rustc_lexer and rustc_parse::lexer; never throws, and takes linear time on any text.
 */
export class Lexer {
  readonly problems: SyntaxProblem[] = [];
  readonly text: string;
  private readonly source: number;

  /** `ends`: what other readers of the text have found out. `position`: where to begin. */
  constructor(
    source: Source,
    private readonly edition: Edition,
    private readonly context: SyntaxContext,
    private readonly ends = new StringEnds(),
    public position = skipPrologue(source.text),
  ) {
    this.text = source.text;
    this.source = source.id;
  }

  /** Moves over white space and plain comments. Returns the character at the next token, or NaN at the end. */
  skipTrivia(): number {
    const { text } = this;
    let at = this.position;
    for (;;) {
      const code = text.charCodeAt(at);
      if (code < 128) {
        const type = asciiClass[code];
        if (type === CharacterClass.WhiteSpace) at++;
        else if (type === CharacterClass.Slash && isPlainComment(text, at)) at = this.skipComment(at);
        else return this.stopAt(at, code);
      } else if (isWideWhiteSpace(code)) at++;
      else return this.stopAt(at, code);
    }
  }

  private stopAt(at: number, code: number): number {
    this.position = at;
    return code;
  }

  private skipComment(at: number): number {
    if (this.text.charCodeAt(at + 1) === Code.Slash) return this.endOfLine(at);
    const { end, terminated } = skipBlockComment(this.text, at);
    if (!terminated) this.problem('unterminated block comment', at, end);
    return end;
  }

  /** Reads the token at the place where {@link skipTrivia} stopped with `code`. Always moves forward. */
  readLeaf(code: number): Leaf {
    const start = this.position;
    if (code >= Code.Zero && code <= Code.Nine) return this.literal(scanNumber(this.text, start));
    if (code === Code.Quote) return this.string(start, start, 'string');
    if (code === Code.Apostrophe) return this.apostrophe(start);
    const length = identStartLength(this.text, start);
    if (length > 0) return this.wordOrPrefixed(start, start + length, code);
    if (code === Code.Slash && this.isDocComment(start)) return this.docComment(start);
    return this.operator(start, code);
  }

  /** Moves over the token at the place where {@link skipTrivia} stopped with `code`, as far as {@link readLeaf} would; an operator in one or more moves. */
  skipLeaf(code: number): void {
    const start = this.position;
    // What may be the prefix of a literal, what is no ASCII, and what problems are found in.
    const isPlainWord = code < 128 && code !== 114 && code !== 98 && code !== 99;
    if (isPlainWord && identStartLength(this.text, start) > 0)
      this.position = skipIdentContinue(this.text, start + 1);
    else if (code < 128 && operators[code] && code !== 47) this.position = start + 1;
    else this.readLeaf(code);
  }

  /** A token for a bracket that has no counterpart, or any other text that is no token. */
  unknown(start: number, end: number): Leaf {
    this.position = end;
    return {
      kind: 'unknown',
      text: this.text.slice(start, end),
      spacing: this.spacingAt(end),
      span: this.span(start, end),
    };
  }

  problem(message: string, start: number, end: number): void {
    this.problems.push({ message, start, end });
  }

  span(start: number, end: number): Span {
    return { source: this.source, start, end, context: this.context };
  }

  /** The spacing of a token that ends at `end` (rustc_parse::lexer::tokentrees: only an operator token makes it joint). */
  spacingAt(end: number): Spacing {
    const { text } = this;
    const code = text.charCodeAt(end);
    if (code < 128) {
      switch (asciiClass[code]) {
        case CharacterClass.WhiteSpace:
          return 'alone';
        case CharacterClass.Operator:
          return 'joint';
        case CharacterClass.Slash:
          if (this.isDocComment(end)) return 'jointHidden';
          return isPlainComment(text, end) ? 'alone' : 'joint';
        default:
          return 'jointHidden';
      }
    }
    return end >= text.length || isWideWhiteSpace(code) ? 'alone' : 'jointHidden';
  }

  private operator(start: number, code: number): Leaf {
    const candidates = code < 128 ? operators[code] : undefined;
    if (candidates) {
      for (const text of candidates) {
        if (text.length === 1 || this.text.startsWith(text, start)) {
          const end = start + text.length;
          this.position = end;
          return { kind: 'punct', text, spacing: this.spacingAt(end), span: this.span(start, end) };
        }
      }
    }
    const end = start + ((this.text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
    this.problem(`unknown start of token: ${this.text.slice(start, end)}`, start, end);
    return this.unknown(start, end);
  }

  private wordOrPrefixed(start: number, afterFirst: number, code: number): Leaf {
    const { text } = this;
    switch (code) {
      case 114: // r
        if (text.charCodeAt(start + 1) === Code.Hash) {
          const length = identStartLength(text, start + 2);
          if (length > 0) return this.ident(start, start + 2, skipIdentContinue(text, start + 2 + length));
          if (isRawStringStart(text, start + 1)) return this.string(start, start + 1, 'rawString');
        } else if (text.charCodeAt(start + 1) === Code.Quote)
          return this.string(start, start + 1, 'rawString');
        break;
      case 98: // b
        if (text.charCodeAt(start + 1) === Code.Apostrophe) return this.character(start, start + 1, 'byte');
        if (text.charCodeAt(start + 1) === Code.Quote) return this.string(start, start + 1, 'byteString');
        if (text.charCodeAt(start + 1) === 114 && isRawStringStart(text, start + 2))
          return this.string(start, start + 2, 'rawByteString');
        break;
      case 99: // c: before the 2021 edition an identifier that stands before a string
        if (this.edition < 2021) break;
        if (text.charCodeAt(start + 1) === Code.Quote) return this.string(start, start + 1, 'cString');
        if (text.charCodeAt(start + 1) === 114 && isRawStringStart(text, start + 2))
          return this.string(start, start + 2, 'rawCString');
        break;
    }
    return this.ident(start, start, skipIdentContinue(text, afterFirst));
  }

  private ident(start: number, nameStart: number, end: number): Leaf {
    this.position = end;
    const name = this.text.slice(nameStart, end);
    return {
      kind: 'ident',
      text: normalizeName(name),
      raw: nameStart !== start,
      spacing: this.spacingAt(end),
      span: this.span(start, end),
    };
  }

  /** A character literal or a lifetime (rustc_lexer: Cursor::lifetime_or_char). */
  private apostrophe(start: number): Leaf {
    const { text } = this;
    const next = text.charCodeAt(start + 1);
    const first = next >= Code.Zero && next <= Code.Nine ? 1 : identStartLength(text, start + 1);
    if (first === 0 || text.charCodeAt(start + 1 + first) === Code.Apostrophe)
      return this.character(start, start, 'char');
    if (next === 114 && text.charCodeAt(start + 2) === Code.Hash && this.edition >= 2021) {
      const length = identStartLength(text, start + 3);
      if (length > 0) return this.lifetime(start, start + 3, skipIdentContinue(text, start + 3 + length));
    }
    const end = skipIdentContinue(text, start + 1 + first);
    if (text.charCodeAt(end) === Code.Apostrophe) return this.character(start, start, 'char');
    if (next <= Code.Nine) this.problem('lifetimes cannot start with a number', start, end);
    return this.lifetime(start, start + 1, end);
  }

  private lifetime(start: number, nameStart: number, end: number): Leaf {
    this.position = end;
    return {
      kind: 'lifetime',
      text: "'" + normalizeName(this.text.slice(nameStart, end)),
      raw: nameStart !== start + 1,
      spacing: this.spacingAt(end),
      span: this.span(start, end),
    };
  }

  private character(start: number, quote: number, kind: 'char' | 'byte'): Leaf {
    return this.literal(scanCharacter(this.text, start, quote, kind));
  }

  private string(start: number, quoteOrHash: number, kind: LiteralKind): Leaf {
    return this.literal(scanString(this.text, start, quoteOrHash, kind, this.ends));
  }

  private literal(scanned: Scanned): Leaf {
    const { start, end, kind, suffixStart, problem } = scanned;
    if (problem) this.problem(problem, start, end);
    if (kind === undefined) return this.unknown(start, end);
    this.position = end;
    return {
      kind: 'literal',
      literal: kind,
      text: normalizeLines(this.text.slice(start, end)),
      suffix: suffixStart === end ? '' : this.text.slice(suffixStart, end),
      spacing: this.spacingAt(end),
      span: this.span(start, end),
    };
  }

  private isDocComment(at: number): boolean {
    const { text } = this;
    const second = text.charCodeAt(at + 1);
    const third = text.charCodeAt(at + 2);
    if (second === Code.Slash)
      return third === Code.Bang || (third === Code.Slash && text.charCodeAt(at + 3) !== Code.Slash);
    if (second !== Code.Star) return false;
    if (third === Code.Bang) return true;
    const fourth = text.charCodeAt(at + 3);
    return third === Code.Star && fourth !== Code.Star && fourth !== Code.Slash;
  }

  private docComment(start: number): Leaf {
    const { text } = this;
    const line = text.charCodeAt(start + 1) === Code.Slash;
    const style = text.charCodeAt(start + 2) === Code.Bang ? 'inner' : 'outer';
    let end: number;
    let contentEnd: number;
    if (line) {
      end = this.endOfLine(start);
      contentEnd = end;
    } else {
      const comment = skipBlockComment(text, start);
      end = comment.end;
      contentEnd = comment.terminated ? end - 2 : end;
      if (!comment.terminated) this.problem('unterminated block doc-comment', start, end);
    }
    this.position = end;
    return {
      kind: 'docComment',
      style,
      comment: line ? 'line' : 'block',
      text: normalizeLines(text.slice(start + 3, contentEnd)),
      spacing: this.spacingAt(end),
      span: this.span(start, end),
    };
  }

  /** The index of the line's end, before `\n` or `\r\n`. */
  private endOfLine(at: number): number {
    const newline = this.text.indexOf('\n', at);
    if (newline < 0) return this.text.length;
    return this.text.charCodeAt(newline - 1) === 13 ? newline - 1 : newline;
  }
}

/** Whether a comment that is no doc comment begins at `at`, which holds a `/` (rustc_lexer: line_comment, block_comment). */
function isPlainComment(text: string, at: number): boolean {
  const second = text.charCodeAt(at + 1);
  const third = text.charCodeAt(at + 2);
  if (second === Code.Slash)
    return third !== Code.Bang && (third !== Code.Slash || text.charCodeAt(at + 3) === Code.Slash);
  if (second !== Code.Star || third === Code.Bang) return false;
  if (third !== Code.Star) return true;
  const fourth = text.charCodeAt(at + 3);
  return fourth === Code.Star || fourth === Code.Slash;
}

/** Whether `#…#"` or `"` stands at `at`. */
function isRawStringStart(text: string, at: number): boolean {
  while (text.charCodeAt(at) === Code.Hash) at++;
  return text.charCodeAt(at) === Code.Quote;
}

/** rustc compares identifiers in Unicode's normalization form C. */
function normalizeName(name: string): string {
  for (let index = 0; index < name.length; index++)
    if (name.charCodeAt(index) > 127) return name.normalize('NFC');
  return name;
}

/** rustc reads `\r\n` as `\n`, also inside of literals: macros never see the difference. The span stays that of the source. */
function normalizeLines(text: string): string {
  return text.includes('\r\n') ? text.replaceAll('\r\n', '\n') : text;
}
