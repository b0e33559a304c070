import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { resourcesOf } from '../../../server/src/analysis/resources';
import { cacheFolders } from '../../../server/src/cache/cacheFolders';
import type { ServerUnderTest } from '../declarative/overProtocol';

/** Removes what macros returned, and what clients were answered; modules stay. */
export function forgetResults({ environment }: ServerUnderTest): void {
  const { expansions } = cacheFolders(resourcesOf(process.cwd(), environment).storeFolder);
  // The folder around them holds the answers too.
  rmSync(dirname(expansions), { recursive: true, force: true });
}
