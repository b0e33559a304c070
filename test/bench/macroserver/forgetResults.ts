import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { resourcesOf } from '../../../server/src/analysis/resources';
import { cacheFolders } from '../../../server/src/cache/cacheFolders';
import type { ServerUnderTest } from '../declarative/overProtocol';

/** Removes what macros returned, and what clients were answered; modules stay. */
export function forgetResults({ environment }: ServerUnderTest): void {
  const { expansions, answers } = cacheFolders(resourcesOf(process.cwd(), environment).storeFolder);
  for (const folder of [dirname(expansions), answers]) rmSync(folder, { recursive: true, force: true });
}
