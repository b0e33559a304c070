import type { Crate, FileSource } from '../../project/model';
import type { Environment } from '../../platform/program';
import type { Scope } from '../../resolve/definition';
import type { Hygiene } from '../../syntax/hygiene';
import type { SourceMap } from '../../syntax/sourceMap';
import type { Edition, Span, TokenTree } from '../../syntax/token';
import type { DeclaredInput } from '../expansion';

/** A place as `line!`, `column!` and `file!` give it. */
export interface SourcePosition {
  /** The path as rustc was given it: relative to the workspace for its own crates, as cargo does it. */
  readonly file: string;
  /** The same file as an absolute path: `include!` is relative to it. When absent, the file of the call itself. */
  readonly path?: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in Unicode scalar values. */
  readonly column: number;
}

/** What a built-in macro may ask of its surroundings besides its tokens. */
export interface BuiltinContext {
  readonly crate: Crate;
  /** The variables that the compiler is started with, which code sees behind those that cargo sets for the crate. */
  readonly environment: Environment;
  readonly files: FileSource;
  readonly sources: SourceMap;
  readonly hygiene: Hygiene;
  /** The module of the call from its crate's root, without the crate's name: `[]` is the root. */
  readonly modulePath: readonly string[];
  /**
   * For a derive: whether the item derives `Copy` in the same `#[derive(…)]` or in one before it (rustc's `has_derive_copy`).
   * `Clone` of such a type without type parameters is `*self`.
   */
  readonly derivesCopy?: boolean;
  /**
   * The edition that `panic!` and `unreachable!` go by: that of the code that wrote the call, looking through macros of the
   * standard library that allow the unstable `edition_panic` (`assert!`, `debug_assert!`). The crate's edition when absent.
   */
  readonly panicEdition?: Edition;
  /**
   * Expands the macro calls in an argument fully, where rustc does so before the built-in macro looks at it
   * (`concat!(env!("A"), "b")`). May throw a MacroError.
   */
  eager(tokens: readonly TokenTree[], scope: Scope): readonly TokenTree[];
  /** What the calls that `eager` has expanded have read: the value that the macro looks at depends on it. */
  readonly eagerInputs: readonly DeclaredInput[];
  /** The place of the outermost call site of a span, in the file that the user sees (rustc's `expansion_cause`). */
  positionOf(span: Span): SourcePosition;
}
