/** What the builder makes of a procedural-macro crate. */
import type { CrateId } from '../project/model';
import type { MacroKind } from '../resolve/definition';

export interface MacroExport {
  readonly name: string;
  readonly kind: MacroKind;
  readonly helperAttributes: readonly string[];
  /** Name of the exported entry function in the module. */
  readonly entry: string;
}

/** A built module in the store. */
export interface MacroModule {
  /** SHA-256 of the module's bytes in hex: the identity that results are cached by. */
  readonly key: string;
  /** Absolute path of the .wasm file. */
  readonly file: string;
  readonly macros: readonly MacroExport[];
  /** Set when the crate has changed since the module was built: why there is none of it as it is now. Continues a sentence. */
  readonly stale?: string;
}

/** Modules that are ready to run, by crate. */
export interface ModuleSource {
  /** undefined: not built (yet). */
  moduleOf(crate: CrateId): MacroModule | undefined;
  /** Why there is no module, in the user's terms: not built yet, build failed (with the compiler's first error), no toolchain, not trusted. */
  reasonMissing(crate: CrateId): string;
}
