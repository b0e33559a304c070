import { join } from 'node:path';
import { hashFolder, hashOf } from './contentHash';

/** The sources of our own Rust crates that every module needs. */
export interface SupportSources {
  /** Folder of the `proc_macro` that stands in for the compiler's (`server/proc_macro`). */
  readonly procMacro: string;
  /** Folder of the attribute that exports macros (`server/proc_macro_export`). */
  readonly procMacroExport: string;
}

/** Hash of the support crates' sources. */
export function supportHash(sources: SupportSources): string {
  return hashOf(hashFolder(join(sources.procMacro, 'src')), hashFolder(join(sources.procMacroExport, 'src')));
}
