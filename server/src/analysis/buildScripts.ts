import { createHash } from 'node:crypto';
import { realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { KeptBuildScriptResults, rerunPaths, settingsOfScripts } from '../project/buildScriptOutput';
import { CargoConfiguration } from '../project/cargoConfiguration';
import type { Workspace } from '../project/loadWorkspace';
import { findManifest } from '../project/workspaceManifest';
import type { ProjectSettings } from '../project/loadOptions';
import { runBuildScripts, type BuildScriptOptions } from '../toolchain/runBuildScripts';
import type { Services } from './services';

/** Where the store keeps what the build scripts of a project said. `root`: a file or folder of it. Undefined without a manifest. */
export function buildScriptResultsFile(storeFolder: string, root: string): string | undefined {
  return projectFile(join(storeFolder, 'scripts'), root);
}

/** Where the store keeps what cargo and rustc said of a project. */
export function answersFile(storeFolder: string, root: string): string | undefined {
  return projectFile(join(storeFolder, 'projects'), root);
}

function projectFile(folder: string, root: string): string | undefined {
  const manifest = findManifest(root);
  if (manifest === undefined) return undefined;
  const name = createHash('sha256').update(realpathSync(manifest)).digest('hex').slice(0, 32);
  return join(folder, `${name}.json`);
}

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
  const configuration = new CargoConfiguration(dirname(findManifest(root) ?? root), environment);
  const inputs = [...buildScriptInputs(workspace, root, storeFolder), ...configuration.paths];
  const { settings: earlier } = new KeptBuildScriptResults(resultsFile);
  if (earlier === settingsOfScripts(settings) && areFresh(workspace, resultsFile, inputs))
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

/** Whether the results are newer than the lock file, the workspace's manifests and the further inputs. */
function areFresh(workspace: Workspace, resultsFile: string, inputs: readonly string[]): boolean {
  const made = modified(resultsFile);
  if (made === undefined) return false;
  const members = workspace.crates.filter((crate) => crate.origin === 'workspace');
  const sources = [
    ...(workspace.workspaceRoot === undefined ? [] : [join(workspace.workspaceRoot, 'Cargo.lock')]),
    ...members.map((crate) => join(crate.manifestDir, 'Cargo.toml')),
    ...inputs,
  ];
  return sources.every((file) => (modified(file) ?? 0) < made);
}

function modified(file: string): number | undefined {
  try {
    return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  } catch {
    // A script may name what is no path.
    return undefined;
  }
}
