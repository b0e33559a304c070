/** Builds of procedural macros and runs of build scripts, in the background, in trusted workspaces. */
import { runProgram } from '#platform/runProgram';
import { KeptBuildScriptResults } from '../project/buildScriptOutput';
import { homeOf } from '../project/toolHomes';
import type { buildMacroModules } from '../toolchain/buildMacroModules';
import type { Analysis, AnalysisOptions } from './analysis';
import { buildMessages } from './buildMessages';
import { buildScriptInputs } from './buildScriptInputs';
import type { CallQueue } from './callQueue';
import type { CompiledCode } from './compiledCode';
import type { refreshBuildScripts } from './buildScripts';
import type { MessageTraffic } from './messageTraffic';
import { buildScriptResultsFile } from './storeFiles';
import type { WorkspaceStatus } from './workspaceStatus';

/** What compiles macros and runs build scripts, with cargo. */
export interface BuildTools {
  readonly buildModules: typeof buildMacroModules;
  readonly refreshScripts: typeof refreshBuildScripts;
}

/** How to tell the user about something that takes long. */
export interface ProgressReporter {
  run<Result>(title: string, task: ShownTask<Result>): Promise<Result>;
}

/** `report` tells the state in words and, when it is known, the percentage. The signal fires when the user stops the task. */
type ShownTask<Result> = (
  report: (message: string, percentage?: number) => void,
  signal: AbortSignal,
) => Promise<Result>;

/** How to speak with the user. */
export interface Dialog {
  /** Whether the user chose the only action that was offered. False as well where nobody can be asked. */
  ask(question: string, action: string): Promise<boolean>;
  showError(message: string): void;
}

/** How cargo is used to compile macros and to run build scripts. In a workspace that is not trusted it is not used at all. */
export interface BuildSettings {
  readonly enabled: boolean;
  /** Keeps cargo from the network, the home folder and the rest of the disk where the system can do that. */
  readonly confine: boolean;
  /** The user may be asked whether to install the target for WebAssembly. In some editors a question stops all work. */
  readonly offerToInstall: boolean;
}

export type SharedOptions = Omit<AnalysisOptions, 'root' | 'onProgress'> & {
  readonly build: BuildSettings;
  /** Undefined where no programs can be run. */
  readonly buildTools: BuildTools | undefined;
  /** The calls of procedural macros that somebody waits for. */
  readonly calls: CallQueue;
  /** The messages of the client, where they are counted. */
  readonly traffic?: MessageTraffic;
  /** Kept once a workspace was warmed up. */
  readonly compiledCode?: CompiledCode;
};

/** The server as builds see it. */
export interface BuildSurroundings {
  readonly progress: ProgressReporter;
  readonly dialog: Dialog;
  readonly status: WorkspaceStatus;
  readonly log: (message: string) => void;
  /** Fires when the server ends. */
  readonly stopping: AbortSignal;
  /** Expansions may have changed. */
  readonly announceChange: () => void;
  /** Builds again what is missing anywhere. */
  readonly buildAll: () => Promise<void>;
}

/** How long a build waits for further changes. */
const quietMillis = 150;

const installTimeout = 15 * 60_000;

export class MacroBuilds {
  /** Commands that the user was asked about. */
  private readonly offered = new Set<string>();
  private lastBuild: Promise<void> = Promise.resolve();
  /** Builds that have not begun. */
  private readonly waiting = new Map<Analysis, Promise<void>>();

  constructor(
    private readonly options: SharedOptions,
    private readonly surroundings: BuildSurroundings,
  ) {}

  /** Whether cargo may be run to build. */
  get enabled(): boolean {
    return this.options.trusted && this.options.build.enabled && this.options.buildTools !== undefined;
  }

  /** One build after the other, each with the sources as they are when it begins. Requests that come before that share it. */
  buildAgain(analysis: Analysis): Promise<void> {
    const waiting = this.waiting.get(analysis);
    if (waiting) return waiting;
    const build = this.lastBuild.then(async () => {
      // Several files are often saved at once.
      await new Promise((resolve) => setTimeout(resolve, quietMillis));
      this.waiting.delete(analysis);
      analysis.modules.refresh();
      // What ran with the module of the earlier source is marked as such from now on.
      this.surroundings.announceChange();
      await this.build(analysis);
    });
    this.waiting.set(analysis, build);
    this.lastBuild = build.catch(() => undefined);
    return build;
  }

  /** Builds the modules that a workspace lacks. Never rejects: what goes wrong is told, before the work counts as done. */
  build(analysis: Analysis): Promise<void> {
    return this.surroundings.status.whileBusy(() => this.buildMissing(analysis));
  }

  private async buildMissing(analysis: Analysis): Promise<void> {
    const { status, log, announceChange } = this.surroundings;
    const { buildTools } = this.options;
    const root = analysis.workspace.workspaceRoot ?? '';
    let install: readonly string[] | undefined;
    // Where cargo could not resolve the workspace, a problem of the workspace tells why, and nothing can be built.
    if (!buildTools || analysis.modules.missing.length === 0 || !analysis.workspace.resolvedByCargo) return;
    if (this.surroundings.stopping.aborted) return;
    try {
      const report = await this.run('Building procedural macros', (tell, signal) =>
        buildTools.buildModules({
          modules: analysis.modules,
          confine: this.options.build.confine,
          signal,
          onProgress: (done, total, message) => tell(message, total > 0 ? (100 * done) / total : undefined),
        }),
      );
      install = report.install;
      // What a crate exports is known for certain now, and was read from its source until now.
      analysis.resolver.namesChanged(report.built);
      const messages = buildMessages(analysis.workspace, report);
      for (const message of messages) log(message);
      status.set(root, 'build', messages.slice(0, 1));
    } catch (error) {
      const message = `The procedural macros could not be built: ${error instanceof Error ? error.message : String(error)}`;
      log(message);
      status.set(root, 'build', [message]);
    }
    announceChange();
    if (install) void this.offerToInstall(install);
  }

  /** Files and folders whose change makes the build scripts worth running again. `root`: a file of the workspace. */
  scriptInputs({ workspace }: Analysis, root: string): string[] {
    const file = buildScriptResultsFile(this.options.resources.storeFolder, root);
    return buildScriptInputs(workspace, new KeptBuildScriptResults(file ?? ''));
  }

  /** Runs build scripts where their results are missing or old. Gives whether they say something new. `root`: a file of the workspace. */
  async runScripts(analysis: Analysis, root: string): Promise<boolean> {
    const { log } = this.surroundings;
    const { buildTools } = this.options;
    if (!buildTools) return false;
    const { changed, failure } = await this.run('Running build scripts', (_tell, signal) =>
      buildTools
        .refreshScripts(analysis.workspace, root, this.options.settings, this.options, {
          confine: this.options.build.confine,
          signal,
        })
        .catch((error: unknown) => ({
          changed: false,
          failure: error instanceof Error ? error.message : String(error),
        })),
    );
    if (failure !== undefined) log(`Build scripts failed: ${failure}`);
    return changed;
  }

  /** Asks once for each command whether to run it, runs it, and builds what could not be built without. */
  private async offerToInstall(command: readonly string[]): Promise<void> {
    const { dialog, buildAll } = this.surroundings;
    const line = command.join(' ');
    if (!this.options.build.offerToInstall || this.offered.has(line)) return;
    this.offered.add(line);
    const [program, ...args] = command;
    const answer = `Run ${line}`;
    const question = 'Procedural macros need the Rust target for WebAssembly, which is not installed.';
    if (program === undefined || !(await dialog.ask(question, answer))) return;
    const { code, failure, stderr } = await this.run(answer, (_tell, signal) =>
      runProgram(program, args, {
        cwd: homeOf(this.options.environment),
        env: this.options.environment,
        timeoutMillis: installTimeout,
        signal,
      }),
    );
    if (code === 0) return buildAll();
    // The user may try again with the command "build" or after the next start.
    dialog.showError(`${line}: ${failure ?? stderr.trim()}`);
  }

  /** Shows a task that runs programs, until the user or the end of the server stops it. */
  private run<Result>(title: string, task: ShownTask<Result>): Promise<Result> {
    const { progress, status, stopping } = this.surroundings;
    return status.whileBusy(() =>
      progress.run(title, (tell, signal) => task(tell, AbortSignal.any([signal, stopping]))),
    );
  }
}
