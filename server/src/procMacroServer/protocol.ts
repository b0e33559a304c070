/**
 * The messages between rust-analyzer and its server for procedural macros, one JSON object a line (rust-analyzer's proc-macro-api/src/msg.rs,
 * later legacy_protocol/msg.rs). Names are the protocol's.
 */
import type { MacroKind } from '../resolve/definition';
import type { FlatTree } from './flatTree';

/**
 * The version that we answer: literals and identifiers with all that belongs to them (`EXTENDED_LEAF_DATA`). A client refuses a server that is
 * newer than itself, so this is the newest that all clients since 1.82 take. Version 6 writes the marker of made-up code otherwise, which newer
 * clients translate for servers of this version.
 */
export const apiVersion = 5;

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

/** Function-like macros have the name that they had in the protocol's first version. */
export const procMacroKinds: Readonly<Record<MacroKind, ProcMacroKind>> = {
  derive: 'CustomDerive',
  attribute: 'Attr',
  bang: 'FuncLike',
};
