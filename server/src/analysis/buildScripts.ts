import { join } from 'node:path';
import { KeptBuildScriptResults, settingsOfScripts } from '../project/buildScriptOutput';
import { modifiedAt } from '../project/files';
import type { Workspace } from '../project/loadWorkspace';
import type { ProjectSettings } from '../project/loadOptions';
import { runBuildScripts, type BuildScriptOptions } from '../toolchain/runBuildScripts';
import type { Services } from './services';
import { buildScriptInputs } from './buildScriptInputs';
import { buildScriptResultsFile } from './storeFiles';

/**
 * Runs the build scripts of a trusted workspace when something about it is newer than their results. Gives whether the workspace is worth loading
 * again, and why scripts failed. Rejects when the store cannot be written.
 */
export async function refreshBuildScripts(
  workspace: Workspace,
  root: string,
  settings: ProjectSettings,
  { resources, environment }: Pick<Services, 'resources' | 'environment'>,
  { confine, signal }: Pick<BuildScriptOptions, 'confine' | 'signal'> = {},
): Promise<{ readonly changed: boolean; readonly failure: string | undefined }> {
  const { storeFolder, procMacroSource } = resources;
  const resultsFile = buildScriptResultsFile(storeFolder, root);
  if (resultsFile === undefined) return { changed: false, failure: undefined };
  const results = new KeptBuildScriptResults(resultsFile);
  const inputs = [...buildScriptInputs(workspace, results), ...workspace.configurationFiles];
  if (results.settings === settingsOfScripts(settings) && areFresh(workspace, resultsFile, inputs))
    return { changed: false, failure: undefined };
  return runBuildScripts({
    workspace,
    settings,
    resultsFile,
    storeFolder,
    procMacroSource,
    environment,
    ...(confine === undefined ? {} : { confine }),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** Whether the results are newer than the lock file, the workspace's manifests and the further inputs. */
function areFresh(workspace: Workspace, resultsFile: string, inputs: readonly string[]): boolean {
  const made = modifiedAt(resultsFile);
  if (made === undefined) return false;
  const members = workspace.crates.filter((crate) => crate.origin === 'workspace');
  const sources = [
    ...(workspace.workspaceRoot === undefined ? [] : [join(workspace.workspaceRoot, 'Cargo.lock')]),
    ...members.map((crate) => join(crate.manifestDir, 'Cargo.toml')),
    ...inputs,
  ];
  return sources.every((file) => (modifiedAt(file) ?? 0) < made);
}
