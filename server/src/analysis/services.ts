import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';
import { RewriteStore } from '../cache/rewriteStore';
import { DiskFileSource } from '../project/fileSource';
import { nodeThreads } from '../sandbox/nodeThreads';
import { createSandbox } from '../sandbox/sandboxPool';
import type { Sandbox } from '../sandbox/types';
import { defaultCallBudget } from '../expand/procedural/expandProcedural';
import { resourcesOf, type Resources } from './resources';

type Environment = Readonly<Record<string, string | undefined>>;

/** What all workspaces of one process share. */
export interface Services {
  readonly resources: Resources;
  readonly environment: Environment;
  readonly files: DiskFileSource;
  readonly sandbox: Sandbox;
}

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

/** `installation`: the folder that holds `dist`. The sandbox must be disposed, or its threads keep the process alive. */
export function createServices(installation: string, environment: Environment): Services {
  const resources = resourcesOf(installation, environment);
  const sandbox = createSandbox({
    threads: nodeThreads(resources.sandboxWorker),
    maximumWorkers: Math.max(2, availableParallelism() - 1),
    idleMillis,
    memoryPages: memoryPages(),
    rewriteCache: new RewriteStore(join(resources.storeFolder, 'rewritten')),
  });
  return { resources, environment, files: new DiskFileSource(), sandbox };
}
