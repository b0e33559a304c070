import { putFile } from '../platform/browser/disk';
import alloc from '../../std/alloc.rs';
import cfgIf from '../../std/cfg_if.rs';
import core from '../../std/core.rs';
import std from '../../std/std.rs';

/** Where our definitions of the standard library's macros lie among the files in memory. */
export const standardLibraryFolder = '/macroscope/std';

const encoder = new TextEncoder();

/** Puts the definitions there. */
export function putStandardLibrary(): void {
  for (const [name, text] of Object.entries({ alloc, cfg_if: cfgIf, core, std }))
    putFile(`${standardLibraryFolder}/${name}.rs`, encoder.encode(text));
}
