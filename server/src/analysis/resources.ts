import { homedir } from 'node:os';
import { join } from 'node:path';

/** Files that the product brings along, and where it keeps what it builds. Absolute paths. */
export interface Resources {
  /** Our definitions of the standard library's macros, for when rust-src is missing. */
  readonly bundledStd: string;
  /** The `proc_macro` crate that goes into every module. */
  readonly procMacroSource: string;
  /** Built modules, shared by all workspaces of the user. */
  readonly storeFolder: string;
}

/** `installation`: the folder that holds `dist`. */
export function resourcesOf(
  installation: string,
  environment: Readonly<Record<string, string | undefined>>,
): Resources {
  // The XDG Base Directory Specification says that a relative path there is to be ignored.
  const xdg = environment.XDG_CACHE_HOME;
  const caches = xdg?.startsWith('/') ? xdg : join(homedir(), '.cache');
  return {
    bundledStd: join(installation, 'server/std'),
    procMacroSource: join(installation, 'server/proc_macro'),
    storeFolder: join(caches, 'macroscope'),
  };
}
