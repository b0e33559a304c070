import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Variables with which a server keeps what it builds for the next run. `name`: of a folder among the temporary ones, which is made. */
export function keptBuilds(name: string): {
  readonly CARGO_TARGET_DIR: string;
  readonly XDG_CACHE_HOME: string;
} {
  const kept = join(tmpdir(), name);
  mkdirSync(kept, { recursive: true });
  return { CARGO_TARGET_DIR: join(kept, 'target'), XDG_CACHE_HOME: join(kept, 'cache') };
}
