import { rerunPaths, type KeptBuildScriptResults } from '../project/buildScriptOutput';
import type { Workspace } from '../project/loadWorkspace';

/**
 * Files and folders, besides manifests, lock file and configuration, whose change makes the build scripts of the workspace worth running again: their
 * sources, and what they named themselves, as far as `results` are known. Absolute paths.
 */
export function buildScriptInputs(
  { crates, metadata }: Workspace,
  results: KeptBuildScriptResults,
): string[] {
  const scripts = crates.filter(({ target, origin }) => target === 'build-script' && origin === 'workspace');
  const local = metadata?.packages.filter(({ source }) => source === null) ?? [];
  const named = local.flatMap((pack) => {
    const output = results.of(pack);
    return output ? rerunPaths(output, pack) : [];
  });
  return [...scripts.map(({ rootFile }) => rootFile), ...named];
}
