import { createServices } from '../analysis/createServices';
import { openCallLog } from './callLog';
import type { ExpandContext } from './expandMacro';
import { limitsFrom } from './limits';
import { openMacroLibraries } from './libraries';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ServerContext extends ExpandContext {
  /** Ends calls and builds that are under way. */
  readonly dispose: () => Promise<void>;
}

/**
 * What the requests of one client share: the sandbox, results and modules that all workspaces of the user share, and the libraries.
 * `installation`: the folder that holds `dist`. `tell`: for messages to the user.
 */
export function createContext(
  installation: string,
  environment: Environment,
  tell: (message: string) => void,
): ServerContext {
  const services = createServices(installation, environment, undefined, tell);
  const { cache, sandbox, resources, memoryPages } = services;
  const ending = new AbortController();
  const { signal } = ending;
  const limits = limitsFrom(environment, tell);
  const log = environment.MACROSCOPE_LOG;
  const startFolder = process.cwd();
  return {
    libraries: openMacroLibraries({
      resources,
      environment,
      onModule: ({ key }, read) => sandbox.addModule(key, read),
      log: tell,
      startFolder,
      signal,
    }),
    run: (call, positions) => cache.call(call, { signal }, positions),
    budget: { ...limits, memoryPages: Math.min(limits.memoryPages, memoryPages) },
    log: log === undefined || log === '' ? undefined : openCallLog(log, tell),
    startFolder,
    dispose: async () => {
      ending.abort();
      await services.dispose();
    },
  };
}
