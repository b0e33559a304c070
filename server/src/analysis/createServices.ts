import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { CallCache } from '../cache/callCache';
import { cacheFolders } from '../cache/cacheFolders';
import { DiskStore } from '../cache/diskStore';
import { FileHashes } from '../cache/fileHashes';
import { ResultStore } from '../cache/resultStore';
import { DiskFileSource } from '../project/fileSource';
import { nodeSha256 } from '../sandbox/nodeHost';
import { nodeThreads } from '../sandbox/nodeThreads';
import { createSandbox } from '../sandbox/sandboxPool';
import { defaultCallBudget } from '../expand/procedural/expandProcedural';
import { buildMacroModules } from '../toolchain/buildMacroModules';
import { CallQueue } from './callQueue';
import { refreshBuildScripts } from './buildScripts';
import { resourcesOf } from './resources';
import { defaultCacheSettings, type CacheSettings, type Services } from './services';

/** Bytes on disk for modules as the sandbox runs them. */
const rewrittenBytes = 512 << 20;

/** A worker that had nothing to do for so long is ended. */
const idleMillis = 60_000;

const pageBytes = 65536;

/**
 * What all macros that run at the same time may take together, in pages: half of what the machine, or the container, has, and at least
 * what two calls may take, so that one in the background leaves room for a hover.
 */
function memoryPages(): number {
  const available = Math.min(totalmem(), process.constrainedMemory() || Infinity);
  return Math.max(2 * defaultCallBudget.memoryPages, Math.floor(available / 2 / pageBytes));
}

/**
 * `installation`: the folder that holds `dist`. `onProblem` is told once for each part of the cache that cannot be used on disk.
 */
export function createServices(
  installation: string,
  environment: Services['environment'],
  settings: CacheSettings = defaultCacheSettings,
  onProblem: (message: string) => void = () => undefined,
): Services {
  const resources = resourcesOf(installation, environment);
  const sandboxWorker = join(installation, 'dist/sandboxWorker.js');
  const folders = cacheFolders(resources.storeFolder);
  const pages = memoryPages();
  const sandbox = createSandbox({
    threads: nodeThreads(sandboxWorker),
    maximumWorkers: Math.max(2, availableParallelism() - 1),
    idleMillis,
    memoryPages: pages,
    rewriteCache: new DiskStore({ folder: folders.modules, maximumBytes: rewrittenBytes, onProblem }),
  });
  const engine = engineOf(sandboxWorker);
  const store =
    settings.diskBytes > 0 && engine !== undefined
      ? new ResultStore(
          new DiskStore({ folder: folders.expansions, maximumBytes: settings.diskBytes, onProblem }),
        )
      : undefined;
  const calls = new CallQueue();
  const cache = new CallCache({
    run: (call, options) => calls.during(sandbox.call(call, options)),
    engine: engine ?? '',
    maximumBytes: settings.memoryBytes,
    inputs: new FileHashes(),
    store,
  });
  const dispose = async (): Promise<void> => {
    await sandbox.dispose();
    await store?.flush();
  };
  const buildTools = { buildModules: buildMacroModules, refreshScripts: refreshBuildScripts };
  return {
    resources,
    environment,
    files: new DiskFileSource(),
    sandbox,
    cache,
    calls,
    memoryPages: pages,
    buildTools,
    dispose,
  };
}

/** The worker's code names itself, so that nobody needs to remember to count a version up. Undefined when it cannot be read. */
function engineOf(sandboxWorker: string): string | undefined {
  try {
    return nodeSha256(readFileSync(sandboxWorker));
  } catch {
    return undefined;
  }
}
