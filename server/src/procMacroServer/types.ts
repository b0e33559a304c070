/** What the server of rust-analyzer's protocol for procedural macros is put together from. */
import type { Edition } from '../syntax/token';
import type { MacroModule } from '../toolchain/types';
import type { AnswerBasis } from './answerBasis';
import type { FlatTree } from './flatTree';
import type { ApiVersion, ExpandMacro, Outcome, ProcMacroKind, SpanMode } from './protocol';

/** A built library of procedural macros, as the sandbox can run it. */
export interface MacroLibrary {
  readonly module: MacroModule;
  /** The crate's name as rustc has it: with underscores. */
  readonly crateName: string;
  /** The macro crate's own edition. */
  readonly edition: Edition;
  /** Absolute path of the folder of the macro crate's manifest. */
  readonly manifestDir: string;
  /**
   * Of the native library's file (`FileStatus`). As long as it is the same, the module is. Undefined where another module may be found for it: this one
   * stands in for one that could not be built, or is known by a description that may change.
   */
  readonly stamp: string | undefined;
}

export interface MacroLibraries {
  /**
   * The library that rust-analyzer names by the absolute path of a native library, which is never opened. Builds the module if it
   * may. Rejects with `MacroError('module-missing')`, whose message names the crate and the cause. Asking again for the same
   * path is cheap as long as nothing has changed.
   */
  find(path: string): Promise<MacroLibrary>;
}

export interface Expanded {
  readonly tree: FlatTree;
  /** That of the request with the spans that the macro computed; empty in mode `Id`. */
  readonly spanDataTable: readonly number[];
}

export interface Expansion {
  readonly outcome: Outcome<Expanded>;
  /** Undefined where the same request may have another outcome. */
  readonly basis: AnswerBasis | undefined;
}

/** What a client asks about macros. Rejects for faults of ours only. */
export interface MacroService {
  /** The macros of a library. `path`: as `MacroLibraries.find` has it. */
  listMacros(path: string): Promise<Outcome<readonly (readonly [name: string, kind: ProcMacroKind])[]>>;
  expand(task: ExpandMacro, mode: SpanMode, version: ApiVersion): Promise<Expansion>;
}
