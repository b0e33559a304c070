import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The format of the files of `ResultStore`. Other formats have folders of their own. */
const RESULTS_FORMAT = 1;

/** What the cache keeps on disk, by the words of `macroscope cache`. */
export interface CacheFolders {
  /** What macros returned. */
  readonly expansions: string;
  /** What clients of the macro server were answered. */
  readonly answers: string;
  /** Modules as the sandbox runs them. */
  readonly modules: string;
  /** The product's own code as V8 has compiled it. */
  readonly code: string;
}

/** `storeFolder`: where the product keeps what it makes. */
export function cacheFolders(storeFolder: string): CacheFolders {
  return {
    expansions: join(storeFolder, 'expansions', String(RESULTS_FORMAT)),
    answers: join(storeFolder, 'expansions', 'answers'),
    modules: join(storeFolder, 'rewritten'),
    code: join(storeFolder, 'code'),
  };
}

/** What clients of the macro server began with (launch/macroServer.sh), in the store's folder. */
const startsFolder = 'starts';

/** Removes everything that the cache keeps on disk, in other formats too. Rejects when that is not allowed. */
export async function clearCache(storeFolder: string): Promise<void> {
  const { expansions, modules, code } = cacheFolders(storeFolder);
  for (const folder of [dirname(expansions), modules, code, join(storeFolder, startsFolder)])
    await rm(folder, { recursive: true, force: true });
}
