/** A `macro_rules!` (or `macro`) definition after it was read: the data that matching and transcription work on. */
import type { Edition, FragmentKind, Group, Ident, Span, TokenTree } from '../../syntax/token';

/** `*`, `+` or `?` behind `$(…)`. The Reference calls it the repetition operator. */
export type RepetitionOperator = '*' | '+' | '?';

/**
 * Names a metavariable. Two metavariables of the same name are different when different macros wrote them
 * (rustc_span's MacroRulesNormalizedIdent), so the key carries the hygiene context where there is one.
 */
export type MetavariableKey = string;

/** A token of the definition that stands for itself. A group is here only as a fragment that an outer macro had bound. */
interface TokenNode {
  readonly kind: 'token';
  readonly token: TokenTree;
}

export interface DelimitedNode {
  readonly kind: 'delimited';
  readonly group: Group;
  readonly nodes: readonly MacroNode[];
}

/** `$(…) separator operator`. */
export interface SequenceNode {
  readonly kind: 'sequence';
  readonly nodes: readonly MacroNode[];
  readonly separator: TokenTree | undefined;
  readonly operator: RepetitionOperator;
  /** From the opening to the closing parenthesis. */
  readonly span: Span;
  /** Every metavariable used inside, nested sequences included, in order: these must repeat equally often. */
  readonly variables: readonly Metavariable[];
}

/** `$name:fragment`, in a matcher. Without a fragment it is an error as soon as the matcher reaches it. */
export interface DeclarationNode {
  readonly kind: 'declaration';
  readonly variable: Metavariable;
  /** As written. */
  readonly fragment: FragmentKind | undefined;
  /** Decides what `pat` and `expr` mean. */
  readonly edition: Edition;
  readonly span: Span;
}

/** `$name`, in a transcriber. */
interface VariableNode {
  readonly kind: 'variable';
  readonly variable: Metavariable;
  readonly span: Span;
}

/** `${…}`, in a transcriber. */
interface ExpressionNode {
  readonly kind: 'expression';
  readonly expression: MetavariableExpression;
  readonly span: Span;
}

export type MacroNode =
  TokenNode | DelimitedNode | SequenceNode | DeclarationNode | VariableNode | ExpressionNode;

export interface Metavariable {
  readonly key: MetavariableKey;
  readonly ident: Ident;
}

/** RFC 3086 and its successor for `concat`. A depth counts outwards from the innermost repetition, which is 0. */
export type MetavariableExpression =
  | { readonly operation: 'count'; readonly variable: Metavariable; readonly depth: number }
  | { readonly operation: 'ignore'; readonly variable: Metavariable }
  | { readonly operation: 'index'; readonly depth: number }
  | { readonly operation: 'len'; readonly depth: number }
  | { readonly operation: 'concat'; readonly elements: readonly ConcatElement[] };

export type ConcatElement =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly variable: Metavariable };

/**
 * A place in a matcher. The nesting of a matcher is flattened into a list, in which the ends of a repetition are places of
 * their own; a matching thread is then no more than an index (after rustc_expand's MatcherLoc).
 */
export type MatcherLocation =
  | { readonly kind: 'token'; readonly token: TokenTree }
  | { readonly kind: 'open'; readonly group: Group }
  | { readonly kind: 'close'; readonly group: Group }
  | {
      readonly kind: 'sequence';
      readonly operator: RepetitionOperator;
      /** Index of the first place behind the repetition. */
      readonly after: number;
      /** The metavariables declared inside: `count` of them from `firstBinding`. */
      readonly firstBinding: number;
      readonly bindingCount: number;
      readonly depth: number;
    }
  | { readonly kind: 'sequenceEnd'; readonly operator: RepetitionOperator; readonly first: number }
  | { readonly kind: 'separator'; readonly token: TokenTree }
  | { readonly kind: 'afterSeparator'; readonly first: number }
  | {
      readonly kind: 'declaration';
      readonly declaration: DeclarationNode;
      readonly binding: number;
      readonly depth: number;
    }
  | { readonly kind: 'end' };

/** One arm. */
export interface MacroRule {
  readonly matcher: readonly MatcherLocation[];
  /** The declared metavariables in order: the index of each is its `binding`. */
  readonly bindings: readonly Metavariable[];
  /** The matcher with its delimiters, for messages. */
  readonly matcherGroup: Group;
  readonly transcriber: readonly MacroNode[];
}

export interface CompiledMacro {
  readonly rules: readonly MacroRule[];
}
