import { join } from 'node:path';
import { defaultProjectSettings } from '../../../server/src/project/loadOptions';
import { loadWorkspace, type Workspace } from '../../../server/src/project/loadWorkspace';
import { openModuleStore, type ModuleStore } from '../../../server/src/toolchain/moduleStore';

/** Loads a project that is trusted, and the modules of its macros, of which none is built yet in a store of its own. */
export async function loadTrusted(
  root: string,
  storeFolder: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly workspace: Workspace; readonly modules: ModuleStore }> {
  const workspace = await loadWorkspace({
    root,
    trusted: true,
    settings: defaultProjectSettings,
    env: environment,
  });
  const procMacroSource = join(import.meta.dirname, '../../../server/proc_macro');
  const modules = openModuleStore({ workspace, trusted: true, environment, storeFolder, procMacroSource });
  return { workspace, modules };
}
