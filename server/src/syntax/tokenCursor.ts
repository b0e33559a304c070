import type { Punct, TokenTree } from './token';
import { isPunct, isWord } from './tokenTests';

/**
 * A place in a list of token trees that can split glued operators: after the first `>` of `>>` is consumed, the next token is
 * the remaining `>`, as rustc's Parser::break_and_eat does it.
 */
export class TokenCursor {
  private pending: Punct | undefined;

  constructor(
    readonly tokens: readonly TokenTree[],
    private position = 0,
  ) {}

  /** Index of the current token in `tokens`. While a split is pending it is the index of the token that was split. */
  get index(): number {
    return this.position;
  }

  get atEnd(): boolean {
    return this.position >= this.tokens.length;
  }

  /** The token `ahead` places further on; undefined at the end. */
  peek(ahead = 0): TokenTree | undefined {
    if (ahead === 0 && this.pending) return this.pending;
    return this.tokens[this.position + ahead];
  }

  /** Moves over the current token and returns it. */
  bump(): TokenTree | undefined {
    const token = this.peek();
    this.pending = undefined;
    if (token) this.position++;
    return token;
  }

  /** Moves over this operator, if it is the current token. Returns whether it was. */
  eatPunct(text: string): boolean {
    return isPunct(this.peek(), text) && this.bump() !== undefined;
  }

  /** Moves over this word, if it is the current token. Returns whether it was. */
  eatWord(text: string): boolean {
    return isWord(this.peek(), text) && this.bump() !== undefined;
  }

  /** Consumes the first `length` characters of the current operator, leaving the rest as the current token. Returns the consumed part. */
  split(length: number): Punct {
    const token = this.peek();
    if (token?.kind !== 'punct' || token.text.length < length) throw new RangeError('no operator to split');
    if (token.text.length === length) {
      this.bump();
      return token;
    }
    const middle = token.span.start + length;
    const { source, context } = token.span;
    const first: Punct = {
      kind: 'punct',
      text: token.text.slice(0, length),
      spacing: 'joint',
      span: { source, context, start: token.span.start, end: middle },
    };
    this.pending = { ...token, text: token.text.slice(length), span: { ...token.span, start: middle } };
    return first;
  }

  /** A cursor at the same place, to try something and give up. */
  clone(): TokenCursor {
    const copy = new TokenCursor(this.tokens, this.position);
    copy.pending = this.pending;
    return copy;
  }

  /** Moves to the place of another cursor over the same tokens. */
  moveTo(other: TokenCursor): void {
    this.position = other.position;
    this.pending = other.pending;
  }

  /** The tokens from this place (split remainder included) up to another place of the same list. */
  tokensUntil(end: TokenCursor): TokenTree[] {
    if (!this.pending && !end.pending) return this.tokens.slice(this.position, end.position);
    const taken: TokenTree[] = [];
    const walk = this.clone();
    while (walk.position < end.position) {
      const token = walk.bump();
      if (!token) break;
      taken.push(token);
    }
    if (end.pending && walk.position === end.position) {
      const token = walk.peek();
      if (token?.kind === 'punct' && token.text.length > end.pending.text.length)
        taken.push(walk.split(token.text.length - end.pending.text.length));
    }
    return taken;
  }
}
