import { KeptBuildScriptResults, rerunPaths } from '../project/buildScriptOutput';
import type { Workspace } from '../project/loadWorkspace';
import { buildScriptResultsFile } from './storeFiles';

/**
 * Files and folders, besides manifests, lock file and configuration, whose change makes the build scripts of the workspace worth running again: their
 * sources, and what they named themselves. Absolute paths. `root`: a file of the workspace.
 */
export function buildScriptInputs(
  { crates, metadata }: Workspace,
  root: string,
  storeFolder: string,
): string[] {
  const scripts = crates.filter(({ target, origin }) => target === 'build-script' && origin === 'workspace');
  const results = new KeptBuildScriptResults(buildScriptResultsFile(storeFolder, root) ?? '');
  const local = metadata?.packages.filter(({ source }) => source === null) ?? [];
  const named = local.flatMap((pack) => {
    const output = results.of(pack);
    return output ? rerunPaths(output, pack) : [];
  });
  return [...scripts.map(({ rootFile }) => rootFile), ...named];
}
