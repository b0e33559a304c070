import { resourcesOf } from '../analysis/resources';
import { defaultCacheSettings } from '../analysis/services';
import { cacheFolders, clearCache, type CacheFolders } from '../cache/cacheFolders';
import { DiskStore } from '../cache/diskStore';
import { parseArguments } from './arguments';
import { UsageError, type Command } from './command';
import { installation } from './installation';

const words = ['stats', 'clear', 'verify'] as const;

const titles: Record<keyof CacheFolders, string> = {
  expansions: 'results of procedural macros',
  answers: 'answers to rust-analyzer',
  modules: 'macro modules as they are run',
  code: 'compiled code of Macroscope itself',
};

/** `macroscope cache`: what is kept on disk to be quick, which can be removed at any time. */
export function createCacheCommand(): Command {
  return { usage: [`cache ${words.join('|')} [--json]`], run };
}

async function run(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean' } },
  });
  const word = words.find((each) => each === positionals[0]);
  if (word === undefined || positionals.length > 1) throw new UsageError(`name one of ${words.join(', ')}`);
  const { storeFolder } = resourcesOf(installation, process.env);
  const folders = cacheFolders(storeFolder);
  if (word === 'clear') {
    await clearCache(storeFolder);
    if (values.json) console.log(JSON.stringify({ folder: storeFolder, cleared: true }));
    else console.log(`Cleared the cache in ${storeFolder}`);
    return 0;
  }
  const parts = await Promise.all(
    (Object.keys(titles) as (keyof CacheFolders)[]).map(async (part) => {
      const store = new DiskStore({
        folder: folders[part],
        maximumBytes: defaultCacheSettings.diskBytes,
        onProblem: (message) => console.error(`macroscope: ${message}`),
      });
      return { part, folder: folders[part], ...(await store.survey(word === 'verify')) };
    }),
  );
  if (values.json)
    console.log(JSON.stringify(Object.fromEntries(parts.map(({ part, ...rest }) => [part, rest]))));
  else
    for (const { part, folder, entries, bytes, damaged } of parts) {
      const removed =
        word === 'verify' ? `, ${damaged} damaged ${damaged === 1 ? 'one was' : 'ones were'} removed` : '';
      console.log(`${titles[part]}: ${entries} entries, ${megabytes(bytes)} MB${removed}\n  ${folder}`);
    }
  return parts.some(({ damaged }) => damaged > 0) ? 1 : 0;
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
