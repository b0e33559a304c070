import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { RewriteStore } from '../cache/rewriteStore';
import { DiskFileSource } from '../project/fileSource';
import { nodeThreads } from '../sandbox/nodeThreads';
import { createSandbox } from '../sandbox/sandboxPool';
import type { Sandbox } from '../sandbox/types';
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

/** `installation`: the folder that holds `dist`. The sandbox must be disposed, or its threads keep the process alive. */
export function createServices(installation: string, environment: Environment): Services {
  const resources = resourcesOf(installation, environment);
  const sandbox = createSandbox({
    threads: nodeThreads(resources.sandboxWorker),
    maximumWorkers: Math.max(2, availableParallelism() - 1),
    idleMillis,
    rewriteCache: new RewriteStore(join(resources.storeFolder, 'rewritten')),
  });
  return { resources, environment, files: new DiskFileSource(), sandbox };
}
