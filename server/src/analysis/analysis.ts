import { dirname } from 'node:path';
import type { CallCache } from '../cache/callCache';
import { evaluateCfg } from '../expand/cfg/evaluateCfg';
import type { ExpansionLimits } from '../expand/budget';
import type { NamedMatch } from '../expand/declarative/bindings';
import { Expander, type ExpandRequest } from '../expand/expander';
import type { ExpansionNode } from '../expand/expansionTree';
import { isConfigured } from '../expand/invocationOf';
import type { DiskFileSource } from '../project/fileSource';
import { isInside } from '../project/isInside';
import type { ProjectSettings } from '../project/loadOptions';
import { loadWorkspace, type Workspace } from '../project/loadWorkspace';
import type { CfgSet, CrateId } from '../project/model';
import { createResolver } from '../resolve/createResolver';
import type { MacroDefinition, Resolver } from '../resolve/definition';
import type { CallBudget, CallOptions, Sandbox } from '../sandbox/types';
import { Hygiene } from '../syntax/hygiene';
import type { InvocationSite } from '../syntax/invocationSite';
import { SourceMap } from '../syntax/sourceMap';
import { printTokens } from '../syntax/tokenText';
import { openModuleStore, type ModuleStore } from '../toolchain/moduleStore';
import { Reporter } from './expansionReport';
import { KeptAnswers } from './keptAnswers';
import type { Resources } from './resources';
import { SiteExpander } from './siteExpander';
import type { SiteExpansion } from './siteExpansion';
import { SourceFiles, type SourceFile } from './sourceFile';
import { answersFile, buildScriptResultsFile } from './storeFiles';

/** What one expansion may use up. */
export interface AnalysisLimits {
  readonly expansion: Partial<ExpansionLimits>;
  /** Of each call of a procedural macro. */
  readonly call: Partial<CallBudget>;
}

export interface AnalysisOptions {
  /** Absolute path of a file or folder inside the project. */
  readonly root: string;
  /** Whether cargo and rustc may run: files of the project can make them run anything. */
  readonly trusted: boolean;
  readonly settings: ProjectSettings;
  /** Default: those of the engines. */
  readonly limits?: AnalysisLimits;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly files: DiskFileSource;
  readonly sandbox: Sandbox;
  /** Answers calls in front of the sandbox. */
  readonly cache: CallCache;
  readonly resources: Resources;
  readonly onProgress?: (message: string) => void;
  /** Ends the programs that load the project. */
  readonly signal?: AbortSignal;
}

/** The project alone, without what is known of its macros. Never rejects. */
export function loadProject(options: AnalysisOptions): Promise<Workspace> {
  const { root, trusted, settings, environment, resources, onProgress, signal } = options;
  return loadWorkspace({
    root,
    trusted,
    settings,
    env: environment,
    bundledStd: resources.bundledStd,
    buildScriptResults: buildScriptResultsFile(resources.storeFolder, root),
    answersFile: answersFile(resources.storeFolder, root),
    onProgress,
    signal,
  });
}

/** One workspace with all stages wired: from a place in a file to the expansion of the call there. */
export class Analysis {
  readonly reporter: Reporter;
  /** Texts that answers consist of. */
  readonly answers: KeptAnswers;
  private readonly sourceFiles: SourceFiles;
  private readonly sites: SiteExpander;

  private constructor(
    readonly workspace: Workspace,
    readonly modules: ModuleStore,
    readonly resolver: Resolver,
    /** Which names in expansions of this workspace are the same local variable. */
    readonly hygiene: Hygiene,
    private readonly expander: Expander,
    sources: SourceMap,
    files: DiskFileSource,
  ) {
    this.reporter = new Reporter(workspace, sources, hygiene);
    this.answers = new KeptAnswers(this);
    this.sites = new SiteExpander(this, expander);
    this.sourceFiles = new SourceFiles(files, sources, resolver);
  }

  /** Loads the project. Never rejects for what is wrong with it: `workspace.problems` tells, and the file alone still works. */
  static async load(options: AnalysisOptions): Promise<Analysis> {
    return Analysis.of(await loadProject(options), options);
  }

  /** The stages for a project that was loaded. */
  static of(workspace: Workspace, options: AnalysisOptions): Analysis {
    const { files, sandbox, cache, resources, environment, trusted, limits } = options;
    const modules = openModuleStore({
      workspace,
      trusted,
      environment,
      procMacroSource: resources.procMacroSource,
      storeFolder: resources.storeFolder,
      onModule: (module, read) => sandbox.addModule(module.key, read),
    });
    const sources = new SourceMap();
    const hygiene = new Hygiene();
    // The resolver expands items through the expander, and the expander resolves: the one is handed to the other when both exist.
    const wiring: { expander?: Expander } = {};
    const resolver = createResolver({
      graph: workspace,
      files,
      sources,
      hygiene,
      evaluateCfg,
      proceduralMacros: (crate) => modules.moduleOf(crate)?.macros,
      expandItem: (...call) => wiring.expander?.expandItemStep(...call),
    });
    const expander = new Expander({
      graph: workspace,
      files,
      sources,
      hygiene,
      resolver,
      modules,
      environment,
      run: (call, callOptions, positions) => cache.call(call, callOptions, positions),
      limits: limits?.expansion,
      callBudget: limits?.call,
    });
    wiring.expander = expander;
    return new Analysis(workspace, modules, resolver, hygiene, expander, sources, files);
  }

  /** A file as it is now, in the editor or on disk; undefined when there is none or it is no text. */
  openFile(path: string): SourceFile | undefined {
    return this.sourceFiles.open(path, this.workspace.crates[this.crateOf(path)]?.edition ?? 2021);
  }

  /** The crate as part of which a file is looked at. A file of no crate counts as one of the workspace crate around it, or of the first. */
  crateOf(path: string): CrateId {
    const first = this.resolver.crateOf(path);
    if (first !== undefined) return first;
    const folder = dirname(path);
    const own = this.workspace.crates.filter(({ origin }) => origin === 'workspace');
    const near = own.find(({ manifestDir }) => isInside(manifestDir, folder));
    return (near ?? own[0] ?? this.workspace.crates.at(-1))?.id ?? 0;
  }

  /**
   * Whether a site is a macro call in this build: not one under a `cfg_attr` that is off, nor an attribute that only a derive knows (a
   * helper such as `#[serde(…)]`).
   */
  isCall(file: SourceFile, site: InvocationSite): boolean {
    if (site.kind === 'bang') return true;
    const crate = this.crateOf(file.path);
    try {
      if (!isConfigured(site, this.cfgOf(crate))) return false;
    } catch {
      return true;
    }
    if (site.kind === 'derive') return true;
    const scope = this.resolver.scopeAt(crate, file.path, site.span.start);
    return this.resolver.resolveMacro(site.path, 'attribute', scope).found;
  }

  /** The definition of the macro that a site calls; undefined when its path leads to none. */
  resolve(file: SourceFile, site: InvocationSite): MacroDefinition | undefined {
    const scope = this.resolver.scopeAt(this.crateOf(file.path), file.path, site.span.start);
    const resolution = this.resolver.resolveMacro(site.path, site.kind, scope);
    return resolution.found ? resolution.definition : undefined;
  }

  /** Expands one call of a file anew. Never rejects: what fails is told by the node's `error`. */
  expandSite(file: SourceFile, site: InvocationSite, request: ExpandRequest): Promise<SiteExpansion> {
    return this.sites.expand(file, site, request);
  }

  /** The whole expansion of one call, for what clients ask for again while nothing changes: it is made once. Never rejects. */
  shareSite(file: SourceFile, site: InvocationSite, options: CallOptions): Promise<SiteExpansion> {
    return this.sites.share(file, site, options);
  }

  /** Expands the calls of a file, as {@link SiteExpander.expandCalls} does. */
  expandCalls(file: SourceFile, request: ExpandRequest): AsyncGenerator<SiteExpansion> {
    return this.sites.expandCalls(file, request);
  }

  /** What the metavariables of a declarative step stand for, as text: one entry for each pass of a repetition. */
  bindings(node: ExpansionNode): { readonly name: string; readonly texts: readonly string[] }[] {
    return [...this.expander.bindings(node)].map(([key, match]) => ({
      name: `$${key.replace(/#.*/, '')}`,
      texts: matchedTexts(match),
    }));
  }

  /** A whole file with every call expanded, as readable Rust. */
  async expandFile(
    file: SourceFile,
    options: CallOptions = {},
  ): Promise<{ text: string; nodes: readonly ExpansionNode[] }> {
    const crate = this.crateOf(file.path);
    const scope = this.resolver.scopeAt(crate, file.path, 0);
    const { tokens, nodes } = await this.expander.expandTokens(
      file.document.tokens.tokens,
      { scope, position: 'item' },
      options,
    );
    return { text: this.reporter.render(tokens, crate, 'item'), nodes };
  }

  /** The configuration that a crate is built with. */
  cfgOf(crate: CrateId): CfgSet {
    return this.workspace.crates[crate]?.cfg ?? { has: () => false };
  }
}

function matchedTexts(match: NamedMatch): string[] {
  return match.kind === 'fragment' ? [printTokens([match.token])] : match.items.flatMap(matchedTexts);
}
