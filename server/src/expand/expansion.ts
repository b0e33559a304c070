/** The one interface behind which declarative, built-in and procedural macros are expanded. */
import type { MacroKind, MacroPath, Scope } from '../resolve/definition';
import type { SitePosition } from '../syntax/invocationSite';
import type { Delimiter, Span, TokenTree } from '../syntax/token';

/** A macro call with all that its expansion can depend on. */
export interface Invocation {
  readonly kind: MacroKind;
  readonly path: MacroPath;
  /**
   * bang: the tokens between the delimiters. derive: the item without its derive attributes, with cfg evaluated.
   * attribute: the item without this attribute.
   */
  readonly input: readonly TokenTree[];
  /** bang: the delimiter of the call. attribute: the delimiter of its arguments, if it has any. */
  readonly delimiter?: Delimiter;
  /** attribute only: the tokens between the delimiters of its arguments, or after `=`. */
  readonly arguments?: readonly TokenTree[];
  /** The call as a whole: `name!(…)`, the path in the derive list, or the attribute. */
  readonly span: Span;
  /** The tokens that the call's expansion replaces, which is what stays where it fails. */
  readonly original: readonly TokenTree[];
  /** derive only: the last segments of all paths derived for the item up to and including this attribute. */
  readonly siblingDerives?: readonly string[];
  /** attribute only: helper attributes of derives that were expanded for the item before. They still count in what this attribute makes of the item. */
  readonly deriveHelpers?: ReadonlySet<string>;
  readonly scope: Scope;
  /** Where the call stands, which decides how its output is parsed and printed. */
  readonly position: SitePosition;
}

/** Something that an expansion read from outside of its tokens. `hash` is the SHA-256 of the content in hex. */
export interface DeclaredInput {
  readonly kind: 'file' | 'directory' | 'missing' | 'environment' | 'position';
  /** Absolute path, variable name, or `line:column` that was asked for. */
  readonly name: string;
  /** null for a missing file or an unset variable. */
  readonly hash: string | null;
}

/** A change of the disk that an expansion would have made, and did not make: what it wrote stayed in memory. */
export interface DeclaredOutput {
  readonly kind: 'file' | 'directory' | 'removed';
  /** Absolute path. */
  readonly name: string;
  /** Of a file: how many bytes it would have. */
  readonly bytes?: number;
}

export interface MacroDiagnostic {
  readonly severity: 'error' | 'warning' | 'note' | 'help';
  readonly message: string;
  readonly span: Span | undefined;
  readonly children: readonly MacroDiagnostic[];
}

/** The result of one step: the tokens that replace the call (for a derive: that are added after the item). */
export interface StepResult {
  readonly tokens: readonly TokenTree[];
  /** declarative: the index of the arm that matched, from 0. */
  readonly arm?: number;
  readonly inputs: readonly DeclaredInput[];
  /** procedural: what the macro wrote. */
  readonly outputs?: readonly DeclaredOutput[];
  readonly diagnostics: readonly MacroDiagnostic[];
  /** Exact count of wasm instructions; undefined for engines that run none. */
  readonly instructions?: number;
  /** Whether the step was answered from a cache. */
  readonly cached?: boolean;
  /** Set when the macro ran as it was before its last changes: why. */
  readonly stale?: string;
}

export type MacroErrorCode =
  | 'unresolved-macro'
  | 'no-arm-matched'
  | 'ambiguous-match'
  | 'invalid-definition'
  | 'invalid-input'
  | 'macro-panicked'
  | 'compile-error'
  | 'time-budget'
  | 'instruction-budget'
  | 'memory-budget'
  | 'expansion-budget'
  | 'recursion-limit'
  | 'module-missing'
  | 'module-invalid'
  | 'access-refused'
  | 'not-expandable'
  | 'cancelled'
  | 'internal';

/** What a macro did before it failed. */
export interface FailedEffects {
  /** procedural: what the macro wrote. */
  readonly outputs?: readonly DeclaredOutput[];
  /** What it reported. */
  readonly diagnostics?: readonly MacroDiagnostic[];
}

/** A place and what it has to do with a failure. */
export interface RelatedPlace {
  readonly message: string;
  readonly span: Span;
}

/** Thrown by every engine for a macro that cannot be expanded: the message names the cause in the user's terms. */
export class MacroError extends Error {
  constructor(
    readonly code: MacroErrorCode,
    message: string,
    /** Where to show it: a place in the call, or undefined for the call as a whole. */
    readonly span?: Span,
    /** Further lines: per arm where it stopped, a backtrace, what to install. */
    readonly notes: readonly string[] = [],
    /** What was read before the failure: a cached failure is valid while these hold. */
    readonly inputs: readonly DeclaredInput[] = [],
    readonly effects: FailedEffects = {},
    /** Other places that the failure is about, such as the arms that do not match. */
    readonly related: readonly RelatedPlace[] = [],
  ) {
    super(message);
    this.name = 'MacroError';
  }
}
