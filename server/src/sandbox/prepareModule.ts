import { rewriteModule } from './rewrite/rewriteModule';
import { webAssembly } from './webAssembly';
import type { PrepareReply, PrepareRequest } from './workerMessages';

/** Checks, rewrites and compiles a module. A module that cannot be run is refused with the reason. */
export function prepareModule({ source }: PrepareRequest): PrepareReply {
  try {
    if ('rewritten' in source) {
      return { kind: 'prepared', module: new webAssembly.Module(source.rewritten), rewritten: undefined };
    }
    const rewritten = rewriteModule(source.original);
    return { kind: 'prepared', module: new webAssembly.Module(rewritten), rewritten };
  } catch (error) {
    return { kind: 'refused', message: error instanceof Error ? error.message : String(error) };
  }
}
