import { existsSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { findManifest } from '../project/workspaceManifest';
import { runProgram } from '../project/runProgram';
import { buildMacroModules } from '../toolchain/buildMacroModules';
import { Analysis, type AnalysisOptions } from './analysis';
import { refreshBuildScripts } from './buildScripts';
import { buildMessages } from './buildMessages';

/** As `experimental/serverStatus` has it. */
export interface WorkspacesStatus {
  readonly health: 'ok' | 'warning' | 'error';
  /** Nothing is being loaded or built. */
  readonly quiescent: boolean;
  readonly message?: string;
}

/** How to tell the user about something that takes long. */
export interface ProgressReporter {
  /**
   * Runs a task while it is shown; `report` gives the state in words and, when it is known, the percentage. The signal fires when the
   * user stops the task.
   */
  run<Result>(
    title: string,
    task: (report: (message: string, percentage?: number) => void, signal: AbortSignal) => Promise<Result>,
  ): Promise<Result>;
}

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

/** How long a build waits for further changes. */
const quietMillis = 150;

const installTimeout = 15 * 60_000;

type SharedOptions = Omit<AnalysisOptions, 'root' | 'onProgress'> & { readonly build: BuildSettings };

/** The workspaces of the files that the editor has open, loaded when they are first needed. */
export class Workspaces {
  private readonly byManifestFolder = new Map<string, Promise<Analysis>>();
  private readonly loaded: Analysis[] = [];
  /** The manifest or file that each workspace was loaded for. */
  private readonly roots = new Map<Analysis, string>();
  private readonly statusListeners: ((status: WorkspacesStatus) => void)[] = [];
  private readonly changeListeners: (() => void)[] = [];
  private readonly messages = new Map<string, string>();
  /** Commands that the user was asked about. */
  private readonly offered = new Set<string>();
  private busy = 0;
  private lastBuild: Promise<void> = Promise.resolve();
  /** Builds that have not begun. */
  private readonly waitingBuilds = new Map<Analysis, Promise<void>>();

  constructor(
    private readonly options: SharedOptions,
    private readonly progress: ProgressReporter,
    private readonly dialog: Dialog,
    private readonly log: (message: string) => void,
  ) {}

  /** Called with the current status at once and whenever it changes. */
  onStatus(listener: (status: WorkspacesStatus) => void): void {
    this.statusListeners.push(listener);
    listener(this.status());
  }

  /** Called when expansions may have changed without an edit: a workspace was loaded, modules were built. */
  onChange(listener: () => void): void {
    this.changeListeners.push(listener);
  }

  /** The workspace that a file belongs to. A file of a dependency belongs to the workspace that depends on it. Never rejects. */
  analysisOf(path: string): Promise<Analysis> {
    const using = this.loaded.find((analysis) => analysis.resolver.cratesOf(path).length > 0);
    if (using) return Promise.resolve(using);
    return this.load(path);
  }

  /** Loads the workspace around a folder or file, and then builds the modules that it lacks in the background. */
  load(path: string): Promise<Analysis> {
    const manifest = findManifest(path);
    const root = manifest === undefined ? realPath(path) : dirname(realPath(manifest));
    const known = this.byManifestFolder.get(root);
    if (known) return known;
    const started = this.startLoading(manifest ?? path);
    this.byManifestFolder.set(root, started);
    started.catch(() => this.byManifestFolder.delete(root));
    return started;
  }

  /** Builds the procedural macros of all workspaces again where their sources have changed. */
  async buildModules(): Promise<void> {
    for (const analysis of this.loaded) await this.buildAgain(analysis);
  }

  /** Builds the procedural macros of a trusted workspace again when a file that they are compiled from was saved. */
  async fileSaved(path: string): Promise<void> {
    if (!this.mayBuild) return;
    for (const analysis of this.loaded)
      if (analysis.modules.isCompiledIn(path)) await this.buildAgain(analysis);
  }

  /** One build after the other, each with the sources as they are when it begins. Requests that come before that share it. */
  private buildAgain(analysis: Analysis): Promise<void> {
    const waiting = this.waitingBuilds.get(analysis);
    if (waiting) return waiting;
    const build = this.lastBuild.then(async () => {
      // Several files are often saved at once.
      await setTimeout(quietMillis);
      this.waitingBuilds.delete(analysis);
      analysis.modules.refresh();
      // What ran with the module of the earlier source is marked as such from now on.
      this.announceChange();
      await this.build(analysis);
    });
    this.waitingBuilds.set(analysis, build);
    this.lastBuild = build.catch(() => undefined);
    return build;
  }

  fileChanged(path: string): void {
    for (const analysis of this.loaded) analysis.resolver.fileChanged(path);
  }

  private get mayBuild(): boolean {
    return this.options.trusted && this.options.build.enabled;
  }

  private async startLoading(root: string): Promise<Analysis> {
    return this.whileBusy(async () => {
      const analysis = await this.progress.run('Loading the project', (report) =>
        Analysis.load({ ...this.options, root, onProgress: report }),
      );
      this.loaded.push(analysis);
      this.opened(analysis, root);
      if (this.mayBuild) void this.build(analysis).then(() => this.runScripts(analysis, root));
      return analysis;
    });
  }

  private opened(analysis: Analysis, root: string): void {
    this.roots.set(analysis, root);
    if (this.options.trusted && !this.options.build.enabled)
      analysis.modules.generalReason = 'building is turned off by the setting `build.enabled`.';
    const { crates, problems, workspaceRoot, sysrootKind } = analysis.workspace;
    this.log(
      `Loaded ${workspaceRoot ?? root}: ${crates.length} crates, standard library from ${sysrootKind}`,
    );
    for (const key of this.messages.keys()) if (key.startsWith(`${root} problem`)) this.messages.delete(key);
    problems.forEach((problem, index) => {
      this.log(`${problem.code}: ${problem.message}`);
      this.messages.set(`${root} problem ${index}`, problem.message);
    });
  }

  /** Loads the workspaces again that these manifests or lock files belong to, and builds what they lack then. */
  async reload(paths: readonly string[]): Promise<void> {
    for (const analysis of [...this.loaded]) {
      const root = this.roots.get(analysis);
      const { workspaceRoot } = analysis.workspace;
      const folder = workspaceRoot ?? (root === undefined ? undefined : dirname(root));
      if (root === undefined || !paths.some((path) => path.startsWith(`${folder}/`))) continue;
      const fresh = await this.replace(analysis, root);
      if (fresh && this.mayBuild) void this.build(fresh).then(() => this.runScripts(fresh, root));
    }
  }

  /** Puts a newly loaded workspace in the place of one; undefined when that was replaced by another meanwhile. */
  private async replace(analysis: Analysis, root: string): Promise<Analysis | undefined> {
    const fresh = await this.whileBusy(() => Analysis.load({ ...this.options, root }));
    const index = this.loaded.indexOf(analysis);
    if (index < 0) return undefined;
    this.loaded[index] = fresh;
    this.roots.delete(analysis);
    this.opened(fresh, root);
    for (const [folder, known] of this.byManifestFolder)
      if ((await known) === analysis) this.byManifestFolder.set(folder, Promise.resolve(fresh));
    this.announceChange();
    return fresh;
  }

  /** Tells those who asked that expansions may have changed. */
  announceChange(): void {
    for (const listener of this.changeListeners) listener();
  }

  /** Runs build scripts where their results are missing or old, and loads the workspace again when they say something new. */
  private async runScripts(analysis: Analysis, root: string): Promise<void> {
    const { changed, failure } = await this.whileBusy(() =>
      this.progress.run('Running build scripts', (_tell, signal) =>
        refreshBuildScripts(analysis.workspace, root, this.options.settings, this.options, {
          confine: this.options.build.confine,
          signal,
        }).catch((error: unknown) => ({
          changed: false,
          failure: error instanceof Error ? error.message : String(error),
        })),
      ),
    );
    if (failure !== undefined) this.log(`Build scripts failed: ${failure}`);
    if (changed) await this.replace(analysis, root);
  }

  private async build(analysis: Analysis): Promise<void> {
    const root = analysis.workspace.workspaceRoot ?? '';
    let install: readonly string[] | undefined;
    // Where cargo could not resolve the workspace, a problem of the workspace tells why, and nothing can be built.
    if (analysis.modules.missing.length === 0 || !analysis.workspace.resolvedByCargo) return;
    await this.whileBusy(async () => {
      try {
        const report = await this.progress.run('Building procedural macros', (tell, signal) =>
          buildMacroModules({
            modules: analysis.modules,
            confine: this.options.build.confine,
            signal,
            onProgress: (done, total, message) => tell(message, total > 0 ? (100 * done) / total : undefined),
          }),
        );
        install = report.install;
        // What a crate exports is known for certain now, and was read from its source until now.
        for (const crate of report.built) {
          const rootFile = analysis.workspace.crates[crate]?.rootFile;
          if (rootFile !== undefined) analysis.resolver.fileChanged(rootFile);
        }
        const messages = buildMessages(analysis.workspace, report);
        for (const message of messages) this.log(message);
        const [first] = messages;
        if (first === undefined) this.messages.delete(`${root} build`);
        else this.messages.set(`${root} build`, first);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        this.log(`The procedural macros could not be built: ${message}`);
        this.messages.set(`${root} build`, `The procedural macros could not be built: ${message}`);
      }
    });
    this.announceChange();
    if (install) void this.offerToInstall(install);
  }

  /** Asks once for each command whether to run it, runs it, and builds what could not be built without. */
  private async offerToInstall(command: readonly string[]): Promise<void> {
    const line = command.join(' ');
    if (!this.options.build.offerToInstall || this.offered.has(line)) return;
    this.offered.add(line);
    const [program, ...args] = command;
    const answer = `Run ${line}`;
    const question = 'Procedural macros need the Rust target for WebAssembly, which is not installed.';
    if (program === undefined || !(await this.dialog.ask(question, answer))) return;
    const { code, failure, stderr } = await this.progress.run(answer, (_tell, signal) =>
      runProgram(program, args, {
        cwd: homedir(),
        env: this.options.environment,
        timeoutMillis: installTimeout,
        signal,
      }),
    );
    if (code === 0) return this.buildModules();
    // The user may try again with the command "build" or after the next start.
    this.dialog.showError(`${line}: ${failure ?? stderr.trim()}`);
  }

  private async whileBusy<Result>(task: () => Promise<Result>): Promise<Result> {
    this.busy++;
    this.tellStatus();
    try {
      return await task();
    } finally {
      this.busy--;
      this.tellStatus();
    }
  }

  private status(): WorkspacesStatus {
    // Workspaces of the same folder have the same to say.
    const messages = [...new Set(this.messages.values())];
    return {
      health: messages.length > 0 ? 'warning' : 'ok',
      quiescent: this.busy === 0,
      message: messages.length > 0 ? messages.join('\n') : undefined,
    };
  }

  private tellStatus(): void {
    for (const listener of this.statusListeners) listener(this.status());
  }
}

function realPath(path: string): string {
  return existsSync(path) ? realpathSync(path) : path;
}
