import { join } from 'node:path';
import { sha256 } from '#platform/hash';
import { realPath } from '../project/realPath';
import { findManifest } from '../project/workspaceManifest';

/** Where the store keeps what the build scripts of a project said. `root`: a file or folder of it. Undefined without a manifest. */
export function buildScriptResultsFile(storeFolder: string, root: string): string | undefined {
  return projectFile(join(storeFolder, 'scripts'), root);
}

/**
 * Where the store keeps what cargo and rustc said of a project. `asker`: of those who ask with other settings or in another environment, and would
 * otherwise overwrite each other's answers.
 */
export function answersFile(storeFolder: string, root: string, asker = ''): string | undefined {
  return projectFile(join(storeFolder, 'projects', asker), root);
}

function projectFile(folder: string, root: string): string | undefined {
  const manifest = findManifest(root);
  if (manifest === undefined) return undefined;
  const name = sha256().update(realPath(manifest)).hex().slice(0, 32);
  return join(folder, `${name}.json`);
}
