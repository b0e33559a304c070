import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolders } from '../../server/src/cache/cacheFolders';

/** Variables with which a server keeps what it builds for the next run. `name`: of a folder among the temporary ones, which is made. */
export function keptBuilds(name: string): {
  readonly CARGO_TARGET_DIR: string;
  readonly XDG_CACHE_HOME: string;
} {
  const kept = join(tmpdir(), name);
  mkdirSync(kept, { recursive: true });
  return { CARGO_TARGET_DIR: join(kept, 'target'), XDG_CACHE_HOME: join(kept, 'cache') };
}

/** Removes what macros have returned, which a server keeps on disk too: with it an expansion would be the first one in name only. */
export function forgetExpansions({ XDG_CACHE_HOME }: ReturnType<typeof keptBuilds>): void {
  rmSync(cacheFolders(join(XDG_CACHE_HOME, 'macroscope')).expansions, { recursive: true, force: true });
}
