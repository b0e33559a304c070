import { GUEST_IMPORTS } from './guestImports';
import { rewriteModule } from './rewrite/rewriteModule';
import { webAssembly } from './webAssembly';
import type { ModuleBytes, PrepareReply } from './workerMessages';

/** Checks, rewrites and compiles a module. A module that cannot be run is refused with the reason. */
export function prepareModule(source: ModuleBytes): PrepareReply {
  try {
    if ('rewritten' in source) {
      return { kind: 'prepared', module: new webAssembly.Module(source.rewritten), rewritten: undefined };
    }
    const rewritten = rewriteModule(source.original, GUEST_IMPORTS);
    return { kind: 'prepared', module: new webAssembly.Module(rewritten), rewritten };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { kind: 'refused', message: `the module cannot be run: ${reason}` };
  }
}
