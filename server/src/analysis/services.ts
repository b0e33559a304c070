import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { CallCache } from '../cache/callCache';
import { cacheFolders } from '../cache/cacheFolders';
import { DiskStore } from '../cache/diskStore';
import { ResultStore } from '../cache/resultStore';
import { DiskFileSource } from '../project/fileSource';
import { nodeSha256 } from '../sandbox/nodeHost';
import { nodeThreads } from '../sandbox/nodeThreads';
import { createSandbox } from '../sandbox/sandboxPool';
import type { Sandbox } from '../sandbox/types';
import { defaultCallBudget } from '../expand/procedural/expandProcedural';
import { CallQueue } from './callQueue';
import { resourcesOf, type Resources } from './resources';

type Environment = Readonly<Record<string, string | undefined>>;

/** What all workspaces of one process share. */
export interface Services {
  readonly resources: Resources;
  readonly environment: Environment;
  readonly files: DiskFileSource;
  readonly sandbox: Sandbox;
  /** Answers calls in front of the sandbox. */
  readonly cache: CallCache;
  /** The calls that the cache could not answer. */
  readonly calls: CallQueue;
  /** A call of a procedural macro whose budget of memory is larger, in pages of 64 KiB, does not run. */
  readonly memoryPages: number;
  /** Ends the sandbox, whose threads keep the process alive, and writes what the cache has not written yet. */
  readonly dispose: () => Promise<void>;
}

/** How much the results of procedural macros may take. */
export interface CacheSettings {
  readonly memoryBytes: number;
  /** 0: nothing is kept on disk. */
  readonly diskBytes: number;
}

export const defaultCacheSettings: CacheSettings = { memoryBytes: 64 << 20, diskBytes: 512 << 20 };

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
  environment: Environment,
  settings: CacheSettings = defaultCacheSettings,
  onProblem: (message: string) => void = () => undefined,
): Services {
  const resources = resourcesOf(installation, environment);
  const folders = cacheFolders(resources.storeFolder);
  const pages = memoryPages();
  const sandbox = createSandbox({
    threads: nodeThreads(resources.sandboxWorker),
    maximumWorkers: Math.max(2, availableParallelism() - 1),
    idleMillis,
    memoryPages: pages,
    rewriteCache: new DiskStore({ folder: folders.modules, maximumBytes: rewrittenBytes, onProblem }),
  });
  const engine = engineOf(resources);
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
    store,
  });
  const dispose = async (): Promise<void> => {
    await sandbox.dispose();
    await store?.flush();
  };
  return {
    resources,
    environment,
    files: new DiskFileSource(),
    sandbox,
    cache,
    calls,
    memoryPages: pages,
    dispose,
  };
}

/** The worker's code names itself, so that nobody needs to remember to count a version up. Undefined when it cannot be read. */
function engineOf({ sandboxWorker }: Resources): string | undefined {
  try {
    return nodeSha256(readFileSync(sandboxWorker));
  } catch {
    return undefined;
  }
}
