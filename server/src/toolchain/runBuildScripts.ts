/** Running the build scripts of a workspace, without compiling the workspace. */
import { existsSync, mkdirSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cargoError, featureArguments } from '../project/askCargo';
import {
  settingsOfScripts,
  type BuildScriptResult,
  type BuildScriptResults,
} from '../project/buildScriptOutput';
import type { ProjectSettings } from '../project/loadOptions';
import type { Workspace } from '../project/loadWorkspace';
import type { Environment, ProgramResult } from '../platform/program';
import { runProgram } from '#platform/runProgram';
import { findTarget } from '../project/targetKind';
import { findConfinement } from './confinement';
import { hashFolder, hashOf } from './contentHash';
import { readablePaths } from './readablePaths';
import { keepGoing, runCargo } from './runCargo';
import { withLock } from './storeLock';
import { writeIfChanged } from './writeIfChanged';

export interface BuildScriptOptions {
  readonly workspace: Workspace;
  readonly settings: ProjectSettings;
  /** Where the results are kept: the file that `loadWorkspace` is given as `buildScriptResults`. */
  readonly resultsFile: string;
  readonly storeFolder: string;
  /** Folder of our `proc_macro` crate; that of `rustc_wrapper` lies beside it. */
  readonly procMacroSource: string;
  readonly cargoPath?: string;
  readonly rustcPath?: string;
  readonly environment: Environment;
  /** False: cargo is not confined although it could be. */
  readonly confine?: boolean;
  readonly signal?: AbortSignal;
}

/** What cargo says of a build script that it ran (Cargo Book, "External tools"). */
interface BuildScriptMessage {
  readonly reason: string;
  readonly package_id: string;
  readonly cfgs: readonly string[];
  readonly env: readonly (readonly [string, string])[];
  readonly out_dir: string;
}

/**
 * Runs the build scripts of all packages of the workspace's graph and keeps what they said in the store, where `loadWorkspace` finds it.
 * Runs cargo and code of the project: only for a trusted workspace. The build goes to a folder of our own and
 * leaves the project's target folder alone. Returns whether the results differ from those of the last time, in which case the workspace
 * is worth loading again, and cargo's error when scripts failed. Rejects only when the store cannot be written or the run is aborted.
 */
export async function runBuildScripts(
  options: BuildScriptOptions,
): Promise<{ readonly changed: boolean; readonly failure: string | undefined }> {
  const { workspace, storeFolder } = options;
  const root = workspace.workspaceRoot;
  const scripts = workspace.metadata?.packages.some((pack) => findTarget(pack, 'build-script'));
  if (!workspace.resolvedByCargo || !workspace.rustc || root === undefined || !scripts)
    return { changed: false, failure: undefined };
  const folder = join(storeFolder, 'scripts', hashOf(root).slice(0, 16));
  return withLock(`${folder}.lock`, options.signal, async () => {
    const wrapper = await compileWrapper(options, root);
    if (wrapper === undefined)
      return { changed: false, failure: 'the compiler wrapper could not be compiled' };
    const started = new Date();
    const readable = [dirname(wrapper), ...readablePaths(workspace, root, options.environment)];
    const check = (targetFolder: string, further: Environment) =>
      checkWorkspace(options, root, readable, targetFolder, { ...further, RUSTC_WRAPPER: wrapper });
    // Macros that rustc itself would load are left out at first; a script whose own dependencies need them fails then.
    const quick = await check(join(folder, 'quick'), { MACROSCOPE_SKIP_PROC_MACROS: '1' });
    const full = quick.code === 0 ? undefined : await check(join(folder, 'full'), {});
    const packages = resultsOf(quick.messages.concat(full?.messages ?? []));
    const failure = full && full.code !== 0 ? (full.failure ?? cargoError(full.stderr)) : undefined;
    // A run in which cargo did not get as far as a script says nothing of them: the next one may.
    if (failure !== undefined && Object.keys(packages).length === 0) return { changed: false, failure };
    const results: BuildScriptResults = { settings: settingsOfScripts(options.settings), packages };
    const changed = writeIfChanged(options.resultsFile, Buffer.from(JSON.stringify(results)));
    // What is changed from the beginning of the run on may not have been seen by it.
    utimesSync(options.resultsFile, started, started);
    return { changed, failure };
  });
}

/** `readable`: what cargo must be able to read besides its folders. `further`: variables of the environment. */
async function checkWorkspace(
  options: BuildScriptOptions,
  cwd: string,
  readable: readonly string[],
  targetFolder: string,
  further: Environment,
): Promise<ProgramResult & { readonly messages: readonly BuildScriptMessage[] }> {
  const messages: BuildScriptMessage[] = [];
  const { workspace } = options;
  const args = [
    ...['check', '--workspace', '--offline', '--message-format', 'json', '--target-dir', targetFolder],
    ...featureArguments(options.settings),
    ...(options.settings.target === undefined ? [] : ['--target', options.settings.target]),
    ...keepGoing(workspace.rustc),
  ];
  const result = await runCargo({
    cargoPath: options.cargoPath ?? 'cargo',
    args,
    cwd,
    env: { ...options.environment, ...further, CARGO_TERM_COLOR: 'never' },
    confinement: options.confine === false ? undefined : await findConfinement(options.environment),
    targetFolder,
    folders: { writable: [], readable },
    ...(options.signal ? { signal: options.signal } : {}),
    onLine: (line) => {
      if (!line.includes('"reason":"build-script-executed"')) return;
      try {
        messages.push(JSON.parse(line) as BuildScriptMessage);
      } catch {
        // A line that was cut off tells nothing.
      }
    },
  });
  options.signal?.throwIfAborted();
  return { ...result, messages };
}

/** Later messages win: the full run knows more than the quick one. */
function resultsOf(messages: readonly BuildScriptMessage[]): BuildScriptResults['packages'] {
  const results: Record<string, BuildScriptResult> = {};
  for (const { package_id, out_dir, cfgs, env } of messages)
    results[package_id] = { outDir: out_dir, cfgs, env };
  return Object.fromEntries(Object.entries(results).sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function compileWrapper(options: BuildScriptOptions, cwd: string): Promise<string | undefined> {
  const source = join(dirname(options.procMacroSource), 'rustc_wrapper');
  const key = hashOf(options.workspace.rustc?.host ?? '', hashFolder(source)).slice(0, 16);
  const program = join(
    options.storeFolder,
    'support',
    `wrapper-${key}${process.platform === 'win32' ? '.exe' : ''}`,
  );
  if (existsSync(program)) return program;
  mkdirSync(dirname(program), { recursive: true });
  const building = join(dirname(program), `wrapper-${process.pid}.tmp`);
  const result = await runProgram(
    options.rustcPath ?? options.environment['RUSTC'] ?? 'rustc',
    ['--edition', '2021', '-O', '-o', building, join(source, 'src/main.rs')],
    {
      cwd,
      env: options.environment,
      timeoutMillis: 300_000,
      ...(options.signal ? { signal: options.signal } : {}),
    },
  );
  if (result.code !== 0) {
    rmSync(building, { force: true });
    return undefined;
  }
  renameSync(building, program);
  return program;
}
