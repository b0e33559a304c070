import type { Span, TokenTree } from '../../syntax/token';

const maximumDepth = 500;

/**
 * Remembers which call put each token of an expansion where it is. Tokens may be shared between places, so that each call's get spans of their own: equal
 * to what they were, but other objects, which the printer passes on.
 */
export class TokenOwners {
  private readonly owners = new WeakMap<Span, string>();

  /** The place in the tree of steps of the innermost call that a printed token belongs to; empty for the outermost call. */
  ownerOf(span: Span): string {
    return this.owners.get(span) ?? '';
  }

  /** A copy of the tokens that belongs to a call, except for what belongs to a call within it. */
  claim(tokens: readonly TokenTree[], owner: string, depth = 0): readonly TokenTree[] {
    if (depth > maximumDepth) return tokens;
    return tokens.map((token) =>
      token.kind === 'group'
        ? {
            ...token,
            tokens: this.claim(token.tokens, owner, depth + 1),
            open: this.copy(token.open, owner),
            close: this.copy(token.close, owner),
          }
        : { ...token, span: this.copy(token.span, owner) },
    );
  }

  private copy(span: Span, owner: string): Span {
    const copied = { ...span };
    this.owners.set(copied, this.owners.get(span) ?? owner);
    return copied;
  }
}
