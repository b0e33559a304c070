import { dirname } from 'node:path';
import { buildDirectoryOf } from '../project/cargoMetadata';
import { isInside } from '../project/isInside';
import type { DiskFileSource } from '../project/fileSource';
import type { Workspace } from '../project/loadWorkspace';
import { localFolders, sameProject } from '../project/localFolders';
import { findProject, rootFileOf } from '../project/projectRoot';
import { realPath } from '../project/realPath';
import { Analysis, loadProject } from './analysis';
import { MacroBuilds, type Dialog, type ProgressReporter, type SharedOptions } from './macroBuilds';
import { toldProgress } from './toldProgress';
import { warmUp } from './warmUp';
import { WorkspaceStatus } from './workspaceStatus';

/** A workspace that is loaded. */
interface Loaded {
  /** The file that it was loaded for: a manifest, or a file on its own. */
  readonly root: string;
  analysis: Analysis;
}

/** The workspaces of the files that the editor has open, loaded when they are first needed. */
export class Workspaces {
  readonly status = new WorkspaceStatus();
  /** A workspace has been warmed up, or will be. */
  private isWarm = false;
  /** By the root manifest, or the file where there is none. */
  private readonly byRoot = new Map<string, Promise<Loaded>>();
  private readonly loaded: Loaded[] = [];
  /** Folders that the editor has open. */
  private readonly folders = new Set<string>();
  private readonly changeListeners: (() => void)[] = [];
  private readonly builds: MacroBuilds;
  private readonly progress: ProgressReporter;
  private readonly stopping = new AbortController();
  private loadingAgain: Promise<void> = Promise.resolve();

  /** The settings in `options` may become others: `loadAllAgain` makes them count. */
  constructor(
    private readonly options: SharedOptions,
    progress: ProgressReporter,
    dialog: Dialog,
    private readonly log: (message: string) => void,
  ) {
    const { status } = this;
    this.progress = toldProgress(progress, status);
    this.builds = new MacroBuilds(options, {
      ...{ progress: this.progress, dialog, status, log },
      stopping: this.stopping.signal,
      announceChange: () => this.announceChange(),
      buildAll: () => this.buildModules(),
    });
  }

  /** Ends the programs that run on behalf of the workspaces, and resolves when they have ended. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.status.idle();
  }

  /** Called when expansions may have changed without an edit: a workspace was loaded, modules were built. */
  onChange(listener: () => void): void {
    this.changeListeners.push(listener);
  }

  /** Tells those who asked that expansions may have changed. */
  announceChange(): void {
    for (const listener of this.changeListeners) listener();
  }

  /** The workspaces that are loaded. */
  get analyses(): readonly Analysis[] {
    return this.loaded.map(({ analysis }) => analysis);
  }

  /** Folders in which the code and the manifests of the loaded workspaces lie, without those of dependencies from elsewhere. */
  get watchedFolders(): readonly string[] {
    return this.loaded.flatMap(foldersOf);
  }

  /** The workspace that a file belongs to. A file of a dependency belongs to the workspace that depends on it. Never rejects. */
  analysisOf(path: string): Promise<Analysis> {
    const using = this.loaded.filter(({ analysis }) => analysis.resolver.crateOf(path) !== undefined);
    const own = using.find(({ analysis }) => isOwn(analysis, path)) ?? using[0];
    // What another folder of the editor depends on is a project too, with tests and dependencies of its own.
    if (own && (isOwn(own.analysis, path) || ![...this.folders].some((folder) => isInside(folder, path))))
      return Promise.resolve(own.analysis);
    return this.load(path);
  }

  /** The workspace of a file as it is with other texts of its files. It is nobody else's, and follows no changes. */
  async analysisWith(path: string, files: DiskFileSource): Promise<Analysis> {
    const { workspace } = await this.analysisOf(path);
    return Analysis.of(workspace, { ...this.options, root: path, files });
  }

  /** Loads the project of a folder that the editor has open. A folder without one is looked into when a file of it is opened. */
  async openFolder(folder: string): Promise<void> {
    this.folders.add(folder);
    if (findProject(folder) !== undefined) await this.load(folder);
  }

  /** Forgets the workspaces of a folder that the editor has closed, except those that lie in others. */
  closeFolder(folder: string): void {
    this.folders.delete(folder);
    const isClosed = ({ root }: Loaded): boolean =>
      isInside(folder, root) && ![...this.folders].some((other) => isInside(other, root));
    for (const closed of this.loaded.filter(isClosed)) {
      this.loaded.splice(this.loaded.indexOf(closed), 1);
      for (const [root, known] of this.byRoot)
        void known.then((loaded) => loaded === closed && this.byRoot.delete(root));
      this.status.forget(statusKey(closed));
    }
    this.announceChange();
  }

  /** Loads the workspace around a folder or file, and then builds the modules that it lacks in the background. */
  async load(path: string): Promise<Analysis> {
    const project = findProject(path);
    if (project === undefined) return (await this.loadOnce(realPath(path))).analysis;
    const manifest = realPath(project.manifest);
    const root = await this.loadOnce(realPath(rootFileOf(project)));
    // A package that its workspace does not list is one of its own.
    const isKnown =
      root.root === manifest || localFolders(root.analysis.workspace).includes(dirname(manifest));
    return (isKnown ? root : await this.loadOnce(manifest)).analysis;
  }

  /** Builds the procedural macros of all workspaces again where their sources have changed. */
  async buildModules(): Promise<void> {
    for (const { analysis } of this.loaded) await this.builds.buildAgain(analysis);
  }

  /** Builds the procedural macros of a trusted workspace again when a file that they are compiled from was saved. */
  async fileSaved(path: string): Promise<void> {
    if (!this.builds.enabled) return;
    for (const { analysis } of this.loaded)
      if (analysis.modules.isCompiledIn(path)) await this.builds.buildAgain(analysis);
  }

  /** For each workspace whose build scripts are run, by its root, the files and folders whose change makes them worth running again. */
  get buildScriptInputs(): ReadonlyMap<string, readonly string[]> {
    const loaded = this.builds.enabled ? this.loaded : [];
    return new Map(loaded.map(({ root, analysis }) => [root, this.builds.scriptInputs(analysis, root)]));
  }

  /** For each workspace, by its root, the files of cargo's configuration that it was loaded with. */
  get configurationFiles(): ReadonlyMap<string, readonly string[]> {
    return new Map(this.loaded.map(({ root, analysis }) => [root, analysis.workspace.configurationFiles]));
  }

  /** Runs the build scripts of a workspace again, and loads it again when they say something new. */
  async runBuildScripts(root: string): Promise<void> {
    const loaded = this.loaded.find((each) => each.root === root);
    if (loaded) await this.status.whileBusy(() => this.runScripts(loaded));
  }

  fileChanged(path: string): void {
    for (const { analysis } of this.loaded) analysis.resolver.fileChanged(path);
  }

  /** Files below a folder on which something depends that is known of a workspace, whether they are there or not. */
  filesBelow(folder: string): string[] {
    return [...new Set(this.loaded.flatMap(({ analysis }) => analysis.resolver.filesBelow(folder)))];
  }

  /** Whether a file is what a workspace was loaded for: a script is its own manifest. */
  isRoot(path: string): boolean {
    return this.loaded.some(({ root }) => root === path);
  }

  /** Loads the workspaces again that these manifests, lock files or root files belong to, and builds what they lack then. */
  async reload(paths: readonly string[]): Promise<void> {
    for (const loaded of [...this.loaded]) {
      const { workspace } = loaded.analysis;
      const folders = foldersOf(loaded);
      // Where things are built there are copies of manifests.
      const built = [
        this.options.resources.storeFolder,
        ...(workspace.metadata
          ? [workspace.metadata.target_directory, buildDirectoryOf(workspace.metadata)]
          : []),
      ];
      const concerns = (path: string): boolean =>
        folders.some((folder) => isInside(folder, path)) && !built.some((folder) => isInside(folder, path));
      if (!paths.some(concerns)) continue;
      if (await this.loadAgain(loaded, false)) this.buildInBackground(loaded);
    }
  }

  /** Loads all workspaces again with the settings as they are now, and builds what they lack then. One such change after the other. */
  loadAllAgain(): Promise<void> {
    const again = this.loadingAgain.then(async () => {
      const all = new Set(await Promise.all(this.byRoot.values()));
      for (const loaded of all) if (await this.loadAgain(loaded, true)) this.buildInBackground(loaded);
    });
    this.loadingAgain = again.catch(() => undefined);
    return again;
  }

  private loadOnce(root: string): Promise<Loaded> {
    const known = this.byRoot.get(root);
    if (known) return known;
    const started = this.startLoading(root);
    this.byRoot.set(root, started);
    started.catch(() => this.byRoot.delete(root));
    return started;
  }

  private async startLoading(root: string): Promise<Loaded> {
    return this.status.whileBusy(async () => {
      const analysis = await this.progress.run('Loading the project', (report) =>
        Analysis.load({ ...this.options, root, onProgress: report, signal: this.stopping.signal }),
      );
      const loaded = { root, analysis };
      this.loaded.push(loaded);
      this.explainModules(loaded);
      this.tell(loaded, analysis.workspace);
      this.buildInBackground(loaded);
      void this.warmUp(loaded);
      return loaded;
    });
  }

  /**
   * Once nothing is loaded or built any more, for the first workspace: the code that V8 has compiled then serves all of them, and what would be read for
   * further ones is kept in memory beside that.
   */
  private async warmUp({ analysis }: Loaded): Promise<void> {
    if (this.isWarm) return;
    this.isWarm = true;
    await this.status.idle();
    try {
      await warmUp(analysis, this.options, this.stopping.signal);
      const { compiledCode } = this.options;
      if (compiledCode?.isKept === false && !this.stopping.signal.aborted) await compiledCode.keep();
    } catch (error) {
      // A request that meets the same fault tells it to who has asked.
      this.log(`Warming up failed: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private buildInBackground(loaded: Loaded): void {
    if (!this.builds.enabled) return;
    const { analysis } = loaded;
    // One piece of work for those who wait for its end: between its parts nothing is ready.
    void this.status.whileBusy(async () => {
      await this.builds.build(analysis);
      await this.runScripts(loaded);
    });
  }

  private async runScripts(loaded: Loaded): Promise<void> {
    if (await this.builds.runScripts(loaded.analysis, loaded.root)) await this.loadAgain(loaded, true);
  }

  /**
   * Loads a workspace again and gives whether that made a difference. `changed`: something else than the project did. A manifest that is broken for
   * the moment, while it is being edited, leaves the workspace as it is, with the reason told.
   */
  private async loadAgain(loaded: Loaded, changed: boolean): Promise<boolean> {
    const { root, analysis } = loaded;
    const options = { ...this.options, root, signal: this.stopping.signal };
    return this.status.whileBusy(async () => {
      const workspace = await loadProject(options);
      // It was loaded again meanwhile, perhaps from what was there before.
      if (loaded.analysis !== analysis) return this.loadAgain(loaded, changed);
      this.tell(loaded, workspace);
      const before = analysis.workspace;
      if (isWorse(workspace, before) || (!changed && sameProject(workspace, before))) return false;
      loaded.analysis = Analysis.of(workspace, options);
      this.explainModules(loaded);
      this.announceChange();
      return true;
    });
  }

  private tell(loaded: Loaded, { crates, problems, workspaceRoot, sysrootKind }: Workspace): void {
    this.log(
      `Loaded ${workspaceRoot ?? loaded.root}: ${crates.length} crates, standard library from ${sysrootKind}`,
    );
    for (const problem of problems) this.log(`${problem.code}: ${problem.message}`);
    this.status.set(
      statusKey(loaded),
      `project ${loaded.root}`,
      problems.map(({ message }) => message),
    );
  }

  private explainModules({ analysis }: Loaded): void {
    if (this.options.trusted && !this.options.build.enabled)
      analysis.modules.generalReason = 'building is turned off by the setting `build.enabled`.';
  }
}

function foldersOf({ root, analysis }: Loaded): string[] {
  return [dirname(root), ...localFolders(analysis.workspace)];
}

/** As builds name the workspace too. */
function statusKey({ root, analysis }: Loaded): string {
  return analysis.workspace.workspaceRoot ?? root;
}

/** Whether what could be read before cannot be read now. */
function isWorse(now: Workspace, before: Workspace): boolean {
  const isBroken = ({ problems }: Workspace): boolean =>
    problems.some(({ code }) => code === 'manifest-invalid' || code === 'cargo-failed');
  return isBroken(now) && !isBroken(before);
}

/** Whether a file is part of a workspace itself, and not only of what it depends on. */
function isOwn({ resolver, workspace }: Analysis, path: string): boolean {
  const crate = resolver.crateOf(path);
  return crate !== undefined && workspace.crates[crate]?.origin === 'workspace';
}
