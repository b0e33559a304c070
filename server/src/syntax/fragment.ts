import type { TokenCursor } from './tokenCursor';
import type { Edition, FragmentKind, Span } from './token';

export type FragmentResult =
  | { readonly ok: true }
  | {
      readonly ok: false;
      /** Worded as rustc words it. */
      readonly message: string;
      /** The token, of the cursor's list, at which or within which the parser gave up. */
      readonly index: number;
      /** The very token, or the delimiter, at which it gave up; undefined at the end of the list. */
      readonly span: Span | undefined;
    };

/**
 * Parses one macro fragment at the cursor, as rustc's Parser::parse_nonterminal does, and moves the cursor behind it.
 * On failure the cursor's place is unspecified. Never throws, whatever the tokens are.
 */
export type ParseFragment = (kind: FragmentKind, cursor: TokenCursor, edition: Edition) => FragmentResult;

/** Whether a fragment may begin here (rustc's Parser::nonterminal_may_be_ident / token_can_begin; decides NFA threads). */
export type FragmentMayBegin = (kind: FragmentKind, cursor: TokenCursor, edition: Edition) => boolean;
