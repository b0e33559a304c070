import type { TokenCursor } from './tokenCursor';
import type { Edition, FragmentKind } from './token';

export type FragmentResult =
  | { readonly ok: true }
  /** `index` is the token (of the cursor's list, outermost level) at which the parser gave up; the message is worded as rustc words it. */
  | { readonly ok: false; readonly message: string; readonly index: number };

/**
 * Parses one macro fragment at the cursor, as rustc's Parser::parse_nonterminal does, and moves the cursor behind it.
 * On failure the cursor's place is unspecified. Never throws, whatever the tokens are.
 */
export type ParseFragment = (kind: FragmentKind, cursor: TokenCursor, edition: Edition) => FragmentResult;

/** Whether a fragment may begin here (rustc's Parser::nonterminal_may_be_ident / token_can_begin; decides NFA threads). */
export type FragmentMayBegin = (kind: FragmentKind, cursor: TokenCursor, edition: Edition) => boolean;
