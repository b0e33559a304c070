/** The data of the step `calls`: from an input to the comparison of what two compilers made of it. */
import type { MacroKind } from '../../server/src/resolve/definition';
import type { Edition, FragmentKind } from '../../server/src/syntax/token';

/** One call of a macro as somebody wrote it. */
export interface MacroInput {
  readonly kind: MacroKind;
  /** The macro's own name, also where the input was written under another. */
  readonly name: string;
  /** attribute only: the text between the delimiters of its arguments. */
  readonly argument: string | undefined;
  /** The item without the call's attribute, or what stands between the delimiters of a `name!(…)`. */
  readonly text: string;
  /** What `$f0`, `$f1` … in the text stand for, when the call is made by a `macro_rules!`. */
  readonly fragments?: readonly Fragment[];
  readonly edition: Edition;
  /** Where it was found: `name-version` of the crate, the path in it and the line. `made up` is of our own making. */
  readonly source: 'tests' | 'documentation' | 'users' | 'made up';
  readonly place: string;
  /** Absolute path of the crate's folder. */
  readonly folder: string;
}

export interface Fragment {
  readonly kind: FragmentKind;
  readonly text: string;
}

/** A stream as macros see it, one string a token (native/survey.rs). */
export type FlatTokens = readonly string[];

/** What a call came to. */
export type CallOutcome =
  | { readonly kind: 'returned'; readonly tokens: FlatTokens }
  /** The message is null when the panic carried none. */
  | { readonly kind: 'panicked'; readonly message: string | null }
  /** It ended in another way: out of a budget, or by a signal. */
  | { readonly kind: 'stopped'; readonly reason: string };

export type DifferenceClass =
  /** Both sides did not get the same tokens: a fault of the lexer. */
  | 'input'
  | 'tokens'
  /** The same tokens, of which some are joint on one side only. */
  | 'spacing'
  /** The same tokens but for invisible groups. */
  | 'invisible groups'
  | 'panic message'
  /** One side returned and the other did not. */
  | 'outcome'
  /** rustc's own results differ from one run to the next. */
  | 'not deterministic natively';

export interface Difference {
  readonly class: DifferenceClass;
  readonly macro: string;
  readonly place: string;
  /** Around the first difference, or the message. */
  readonly native: string;
  readonly wasm: string;
}

/** `crates/NAME-VERSION/calls.json` */
export interface CallsOutcome {
  readonly name: string;
  readonly version: string;
  readonly status: 'compared' | 'not built natively' | 'no inputs' | 'failed';
  readonly error?: string;
  /** Key of the module that was called. */
  readonly module: string | undefined;
  readonly macros: number;
  readonly macrosCalled: number;
  readonly calls: number;
  readonly equal: number;
  /** Left out of `calls`: rustc's own results vary. */
  readonly varying: number;
  /** Left out as well: rustc cannot read the input's text. */
  readonly unreadable: number;
  readonly sources: Readonly<Record<MacroInput['source'], number>>;
  /** Calls made by a `macro_rules!`, with fragments in invisible groups. */
  readonly withFragments: number;
  /** Calls in which both sides panicked or returned an error, which are compared too. */
  readonly errors: number;
  readonly classes: Readonly<Partial<Record<DifferenceClass, number>>>;
  readonly differences: readonly Difference[];
  /** What the macros read, without paths: `file`, `directory`, `missing`, `position`, and names of variables. */
  readonly reads: readonly string[];
  readonly instructions: { readonly p50: number; readonly max: number };
  /** Milliseconds of a call in the sandbox, warm. */
  readonly millis: number;
}
