import { createServices } from '../analysis/createServices';
import { ModulesAhead } from '../analysis/modulesAhead';
import { openCallLog } from './callLog';
import { limitsFrom } from './limits';
import { openMacroLibraries } from './libraries';
import { createMacroService } from './macroService';
import type { MacroService } from './types';

type Environment = Readonly<Record<string, string | undefined>>;

export interface OpenMacroService extends MacroService {
  /** Ends calls and builds that are under way. */
  readonly dispose: () => Promise<void>;
}

/**
 * The service for one client, with the sandbox, and with the results and modules that all workspaces of the user share.
 * `installation`: the folder that holds `dist`. `tell`: for messages to the user. `isFirstSession`: nothing is known that the client was answered before, so that
 * the modules are needed whose macros it has listed. They are compiled while it reads its project.
 */
export function openMacroService(
  installation: string,
  environment: Environment,
  tell: (message: string) => void,
  isFirstSession = false,
): OpenMacroService {
  const services = createServices(installation, environment, undefined, tell);
  const { cache, sandbox, resources, memoryPages } = services;
  const ending = new AbortController();
  const { signal } = ending;
  const limits = limitsFrom(environment, tell);
  const ahead = isFirstSession ? new ModulesAhead(sandbox, signal) : undefined;
  const log = environment.MACROSCOPE_LOG;
  const startFolder = process.cwd();
  const service = createMacroService({
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
    onListed: (module) => ahead?.add(module),
  });
  return {
    ...service,
    dispose: async () => {
      ending.abort();
      await services.dispose();
    },
  };
}
