import { rootContext } from './hygiene';
import { Lexer } from './lexer';
import type { Source } from './sourceMap';
import type { Delimiter, Edition, Spacing, Span, SyntaxContext, SyntaxProblem, TokenTree } from './token';

export interface ParsedTokens {
  readonly tokens: TokenTree[];
  readonly problems: SyntaxProblem[];
}

export interface ParseTokensOptions {
  /** Decides `c"…"` and `'r#a`. Default 2024. */
  readonly edition?: Edition;
  /** Hygiene of every token: not the root for text that a macro parsed. */
  readonly context?: SyntaxContext;
}

/**
 * Groups nest at most this deep; deeper brackets become unknown tokens. Far beyond real code, and it lets everybody who walks
 * token trees of a text do so by recursion.
 */
export const maximumNesting = 512;

/** A group whose closing delimiter has not been read. */
interface OpenGroup {
  readonly delimiter: Delimiter;
  readonly open: Span;
  readonly openSpacing: Spacing;
  readonly tokens: TokenTree[];
  /** Open parentheses and brackets around this group up to the brace that holds them. */
  readonly parens: number;
  readonly brackets: number;
}

/**
 * Reads Rust source to token trees. Spans are UTF-16 offsets into `source.text`. Never throws; what is wrong becomes a problem and:
 * text that is no token, and a closing delimiter without its opening one, an `unknown` token; a group that is not closed ends where
 * the brace around it ends, or at the end of the text. Takes linear time and does not recurse.
 */
export function parseTokenTrees(source: Source, options: ParseTokensOptions = {}): ParsedTokens {
  const lexer = new Lexer(source, options.edition ?? 2024, options.context ?? rootContext);
  const tokens = new TreeBuilder(lexer).build();
  return { tokens, problems: lexer.problems };
}

class TreeBuilder {
  private readonly stack: OpenGroup[] = [];
  private tokens: TokenTree[] = [];
  private parens = 0;
  private brackets = 0;
  private braces = 0;

  constructor(private readonly lexer: Lexer) {}

  build(): TokenTree[] {
    const { lexer } = this;
    for (;;) {
      const code = lexer.skipTrivia();
      switch (code) {
        case 40:
          this.openGroup('paren');
          break;
        case 91:
          this.openGroup('bracket');
          break;
        case 123:
          this.openGroup('brace');
          break;
        case 41:
          this.closeGroup('paren', this.parens);
          break;
        case 93:
          this.closeGroup('bracket', this.brackets);
          break;
        case 125:
          this.closeGroup('brace', this.braces);
          break;
        default:
          if (lexer.position >= lexer.text.length) return this.finish();
          this.tokens.push(lexer.readLeaf(code));
      }
    }
  }

  private openGroup(delimiter: Delimiter): void {
    const { lexer } = this;
    const start = lexer.position;
    const end = start + 1;
    if (this.stack.length >= maximumNesting) {
      lexer.problem('brackets are nested too deeply', start, end);
      this.tokens.push(lexer.unknown(start, end));
      return;
    }
    lexer.position = end;
    this.stack.push({
      delimiter,
      open: lexer.span(start, end),
      openSpacing: lexer.spacingAt(end),
      tokens: this.tokens,
      parens: this.parens,
      brackets: this.brackets,
    });
    this.tokens = [];
    if (delimiter === 'paren') this.parens++;
    else if (delimiter === 'bracket') this.brackets++;
    else {
      // A brace outranks the other delimiters: a `)` inside of it does not close a `(` outside of it.
      this.braces++;
      this.parens = 0;
      this.brackets = 0;
    }
  }

  private closeGroup(delimiter: Delimiter, openOnes: number): void {
    const { lexer } = this;
    const start = lexer.position;
    const end = start + 1;
    if (openOnes === 0) {
      lexer.problem(`unexpected closing delimiter: \`${lexer.text.charAt(start)}\``, start, end);
      this.tokens.push(lexer.unknown(start, end));
      return;
    }
    while (this.stack.at(-1)?.delimiter !== delimiter) this.closeUnclosed(start);
    lexer.position = end;
    this.pop(lexer.span(start, end), lexer.spacingAt(end));
  }

  private closeUnclosed(at: number): void {
    const group = this.stack.at(-1);
    if (group) this.lexer.problem('this delimiter is not closed', group.open.start, group.open.end);
    this.pop(this.lexer.span(at, at), this.lexer.spacingAt(at));
  }

  private pop(close: Span, spacing: Spacing): void {
    const group = this.stack.pop();
    if (!group) return;
    const { delimiter, open, openSpacing } = group;
    group.tokens.push({ kind: 'group', delimiter, tokens: this.tokens, open, close, openSpacing, spacing });
    this.tokens = group.tokens;
    this.parens = group.parens;
    this.brackets = group.brackets;
    if (delimiter === 'brace') this.braces--;
  }

  private finish(): TokenTree[] {
    while (this.stack.length > 0) this.closeUnclosed(this.lexer.text.length);
    return this.tokens;
  }
}
