/** The messages between rust-analyzer and its server for procedural macros, in whatever format they come. Names are the protocol's. */
import type { MacroKind } from '../resolve/definition';
import type { AnswerBasis } from './answerBasis';
import type { FlatTree } from './flatTree';

/**
 * Versions of the protocol that we answer with (proc-macro-api/src/lib.rs). In both, literals and identifiers come with all that belongs to them; they
 * differ in the mark of code that rust-analyzer made up.
 */
export type ApiVersion = 5 | 6;

/** `Id`: spans are numbers that mean nothing to the server. `RustAnalyzer`: they are rows of a table that comes along. */
export type SpanMode = 'Id' | 'RustAnalyzer';

export interface ExpandMacro {
  /** Absolute path of the native library. */
  readonly lib: string;
  readonly env: readonly (readonly [name: string, value: string])[];
  readonly currentDir: string | undefined;
  readonly macroBody: FlatTree;
  readonly macroName: string;
  /** Of an attribute: its arguments. */
  readonly attributes: FlatTree | undefined;
  readonly defSite: number;
  readonly callSite: number;
  readonly mixedSite: number;
  /** Five numbers for each span; empty in mode `Id`. */
  readonly spanDataTable: readonly number[];
}

export type Request =
  | { readonly kind: 'ApiVersionCheck' }
  | { readonly kind: 'SetConfig'; readonly spanMode: SpanMode }
  | { readonly kind: 'ListMacros'; readonly path: string }
  | { readonly kind: 'ExpandMacro'; readonly task: ExpandMacro };

/** serde's form of a `Result`. */
export type Outcome<Value> = { readonly Ok: Value } | { readonly Err: string };

export type ProcMacroKind = 'CustomDerive' | 'Attr' | 'FuncLike';

export type Response =
  | { readonly ApiVersionCheck: number }
  | { readonly SetConfig: { readonly span_mode: SpanMode } }
  | { readonly ListMacros: Outcome<readonly (readonly [name: string, kind: ProcMacroKind])[]> }
  | { readonly ExpandMacro: Outcome<FlatTree> }
  | {
      readonly ExpandMacroExtended: Outcome<{
        readonly tree: FlatTree;
        readonly span_data_table: readonly number[];
      }>;
    };

/** A request with its response. Undefined: it asks for an expansion, and cannot be read. */
export interface Answer {
  readonly request: Request | undefined;
  readonly response: Response;
  /** Of an expansion. Undefined where the same request may have another answer. */
  readonly basis: AnswerBasis | undefined;
}

/** Function-like macros have the name that they had in the protocol's first version. */
export const procMacroKinds: Readonly<Record<MacroKind, ProcMacroKind>> = {
  derive: 'CustomDerive',
  attribute: 'Attr',
  bang: 'FuncLike',
};

/** How messages are written. */
export interface MessageFormat {
  readonly version: ApiVersion;
  /** The byte that ends each message. */
  readonly terminator: number;
  /** Undefined for what is to be overlooked. Throws InvalidRequest. */
  read(message: Buffer): Request | undefined;
  /** With its end. */
  write(response: Response): string | Uint8Array;
}

/** A message that is none of the protocol. There is no answer to it: a client waits for one of a kind that only a valid request names. */
export class InvalidRequest extends Error {
  /** `expand`: it asks for an expansion, so that the answer can be that there is none. */
  constructor(
    message: string,
    readonly expand = false,
  ) {
    super(message);
    this.name = 'InvalidRequest';
  }
}

/** Reads what belongs to a request for an expansion: an InvalidRequest that it throws says so. */
export function readForExpansion<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw error instanceof InvalidRequest ? new InvalidRequest(error.message, true) : error;
  }
}
