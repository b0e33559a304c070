import { CallQueue } from '../analysis/callQueue';
import type { CacheSettings, Services } from '../analysis/services';
import { CallCache } from '../cache/callCache';
import { MemoryStates } from '../cache/memoryStates';
import { defaultCallBudget } from '../expand/procedural/expandProcedural';
import { DiskFileSource } from '../project/fileSource';
import { browserThreads, type BrowserWorker } from '../sandbox/browserThreads';
import { createSandbox } from '../sandbox/sandboxPool';
import { callWithFiles } from './callsWithFiles';
import { standardLibraryFolder } from './standardLibrary';

/** A worker that had nothing to do for so long is ended. */
const idleMillis = 60_000;

/** Further workers would wait for memory: a browser gives a page about as much as two calls may take. */
const maximumWorkers = 2;

/** Where nothing is: nothing is built in a browser, and nothing is kept longer than a page. */
const nowhere = '/macroscope/none';

interface WorkerScope {
  readonly Worker: new (url: string) => BrowserWorker;
}

/** What all workspaces of a browser's server share: files and results are in memory, and macros run in workers of the server's worker. */
export function createBrowserServices({ memoryBytes }: CacheSettings): Services {
  const script = URL.createObjectURL(new Blob([sandboxWorkerScript], { type: 'text/javascript' }));
  const { Worker } = globalThis as unknown as WorkerScope;
  const memoryPages = maximumWorkers * defaultCallBudget.memoryPages;
  const sandbox = createSandbox({
    threads: browserThreads(() => new Worker(script)),
    maximumWorkers,
    idleMillis,
    memoryPages,
  });
  const calls = new CallQueue();
  const cache = new CallCache({
    run: (call, options) => calls.during(callWithFiles(sandbox, call, options)),
    engine: '',
    maximumBytes: memoryBytes,
    inputs: new MemoryStates(),
  });
  return {
    resources: { bundledStd: standardLibraryFolder, procMacroSource: nowhere, storeFolder: nowhere },
    environment: {},
    files: new DiskFileSource(),
    sandbox,
    cache,
    calls,
    memoryPages,
    buildTools: undefined,
    dispose: () => sandbox.dispose(),
  };
}
