/** What the server of rust-analyzer's protocol for procedural macros is put together from. */
import type { Edition } from '../syntax/token';
import type { MacroModule } from '../toolchain/types';

/** A built library of procedural macros, as the sandbox can run it. */
export interface MacroLibrary {
  readonly module: MacroModule;
  /** The crate's name as rustc has it: with underscores. */
  readonly crateName: string;
  /** The macro crate's own edition. */
  readonly edition: Edition;
  /** Absolute path of the folder of the macro crate's manifest. */
  readonly manifestDir: string;
}

export interface MacroLibraries {
  /**
   * The library that rust-analyzer names by the absolute path of a native library, which is never opened. Builds the module if it
   * may. Rejects with `MacroError('module-missing')`, whose message names the crate and the cause. Asking again for the same
   * path is cheap as long as nothing has changed.
   */
  find(path: string): Promise<MacroLibrary>;
}
