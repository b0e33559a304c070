/**
 * Token trees: the one representation of Rust code that every stage after the editor's document shares.
 *
 * Invariants
 * - Operators are glued as rustc glues them (`=>`, `::`, `>>=`, `..=`); a parser that needs `>` of `>>` splits it
 *   through {@link TokenCursor}. Procedural macros see single characters: the split happens at that boundary.
 * - A token is immutable and may be shared between streams.
 * - Delimiters always balance: there is no token for a lone bracket.
 * - Every token has a span; a token that a macro made up has the span it was given.
 */

/** Index of an immutable text in the {@link SourceMap}: one version of a file, or text that a macro parsed. */
export type SourceId = number;

/** Index of a hygiene context in the {@link Hygiene} table. `0` is the root: code as written by the user. */
export type SyntaxContext = number;

/** A half-open range of UTF-16 code units in one source, together with its hygiene. */
export interface Span {
  readonly source: SourceId;
  readonly start: number;
  readonly end: number;
  readonly context: SyntaxContext;
}

/**
 * What follows a token, as rustc records it (rustc_ast::tokenstream::Spacing).
 * `joint`: an operator character follows immediately. `jointHidden`: something else follows immediately (an identifier, a
 * literal, a delimiter), which macros cannot see but which printing respects. `alone`: white space or the end follows.
 */
export type Spacing = 'alone' | 'joint' | 'jointHidden';

export type Delimiter = 'paren' | 'bracket' | 'brace' | 'invisible';

export interface Ident {
  readonly kind: 'ident';
  /** The name without `r#`. The identifier `$crate` has the text `$crate` and a `crate`. */
  readonly text: string;
  readonly raw: boolean;
  /** For `$crate` only: the crate (CrateId) whose macro wrote it. */
  readonly crate?: number;
  /** Whether a macro has it from an `ident` fragment (rustc_ast::token, `NtIdent`), which shows where it is printed. */
  readonly isFragment?: true;
  readonly spacing: Spacing;
  readonly span: Span;
}

export interface Lifetime {
  readonly kind: 'lifetime';
  /** With its quote, without `r#`: `'a`. */
  readonly text: string;
  readonly raw: boolean;
  readonly spacing: Spacing;
  readonly span: Span;
}

export interface Punct {
  readonly kind: 'punct';
  /** The glued operator: `+`, `=>`, `<<=` … */
  readonly text: string;
  readonly spacing: Spacing;
  readonly span: Span;
}

export type LiteralKind =
  | 'integer'
  | 'float'
  | 'char'
  | 'byte'
  | 'string'
  | 'rawString'
  | 'byteString'
  | 'rawByteString'
  | 'cString'
  | 'rawCString';

export interface Literal {
  readonly kind: 'literal';
  readonly literal: LiteralKind;
  /** The whole literal as written, with its suffix. Never negative: a sign is a token of its own. */
  readonly text: string;
  /** The suffix (`u8`, `f32`, or any identifier), or the empty string. */
  readonly suffix: string;
  readonly spacing: Spacing;
  readonly span: Span;
}

/** A doc comment. Macros see it as `#[doc = "…"]`; conversion happens where rustc does it, not in the lexer. */
export interface DocComment {
  readonly kind: 'docComment';
  readonly style: 'outer' | 'inner';
  readonly comment: 'line' | 'block';
  /** The text between the comment's markers. */
  readonly text: string;
  readonly spacing: Spacing;
  readonly span: Span;
}

/** Fragment specifiers of `macro_rules!` (Reference, "Metavariables"). */
export type FragmentKind =
  | 'block'
  | 'expr'
  | 'expr_2021'
  | 'ident'
  | 'item'
  | 'lifetime'
  | 'literal'
  | 'meta'
  | 'pat'
  | 'pat_param'
  | 'path'
  | 'stmt'
  | 'tt'
  | 'ty'
  | 'vis';

export interface Group {
  readonly kind: 'group';
  readonly delimiter: Delimiter;
  readonly tokens: readonly TokenTree[];
  /**
   * For an invisible group that holds a matched fragment (`$e:expr`): its kind. The group is opaque to matching, as in rustc.
   * `ident`, `lifetime` and `tt` fragments are never wrapped.
   */
  readonly fragment?: FragmentKind;
  readonly open: Span;
  readonly close: Span;
  /** What follows the opening delimiter. */
  readonly openSpacing: Spacing;
  /** What follows the closing delimiter. */
  readonly spacing: Spacing;
}

/** Text that is no Rust token (an unterminated string, a stray character). Kept so that nothing of the input is lost. */
export interface UnknownToken {
  readonly kind: 'unknown';
  readonly text: string;
  readonly spacing: Spacing;
  readonly span: Span;
}

export type Leaf = Ident | Lifetime | Punct | Literal | DocComment | UnknownToken;
export type TokenTree = Leaf | Group;
export type Edition = 2015 | 2018 | 2021 | 2024;

/** A problem found while reading text. Never thrown by `syntax`: it comes beside the tokens. */
export interface SyntaxProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** The whole extent of a token tree, delimiters included. */
export function spanOf(token: TokenTree): Span {
  if (token.kind !== 'group') return token.span;
  return { ...token.open, end: token.close.source === token.open.source ? token.close.end : token.open.end };
}

/** The start of {@link spanOf}, without making a span. */
export function startOf(token: TokenTree): number {
  return token.kind === 'group' ? token.open.start : token.span.start;
}

/** The end of {@link spanOf}, without making a span. */
export function endOf(token: TokenTree): number {
  if (token.kind !== 'group') return token.span.end;
  return token.close.source === token.open.source ? token.close.end : token.open.end;
}
