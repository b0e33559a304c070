/** The cargo workspaces that native libraries belong to, with their modules. */
import { dirname } from 'node:path';
import type { Resources } from '../analysis/resources';
import { answersFile, buildScriptResultsFile } from '../analysis/storeFiles';
import type { Environment } from '../platform/program';
import { defaultProjectSettings, type ProjectSettings } from '../project/loadOptions';
import { loadWorkspace, type Workspace } from '../project/loadWorkspace';
import { openModuleStore, type ModuleStore, type ModuleStoreOptions } from '../toolchain/moduleStore';

export interface LibraryWorkspace {
  /** Absolute path of the root manifest. */
  readonly manifest: string;
  readonly workspace: Workspace;
  readonly modules: ModuleStore;
}

/** rust-analyzer does not say which features it has turned on: the default ones, or further ones that may bring further macro crates. */
export type FeatureChoice = 'default' | 'all';

export interface LibraryWorkspacesOptions {
  readonly resources: Resources;
  readonly environment: Environment;
  readonly onModule: ModuleStoreOptions['onModule'];
  readonly log: (message: string) => void;
}

interface Loading {
  /** In milliseconds since 1970. */
  readonly begun: number;
  readonly loaded: Promise<LibraryWorkspace>;
}

export class LibraryWorkspaces {
  private readonly loading = new Map<string, Loading>();

  constructor(private readonly options: LibraryWorkspacesOptions) {}

  /**
   * The workspace of a root manifest. One that was loaded before something was compiled in it (`compiled`, in milliseconds since 1970) is loaded
   * again: its packages and the sources of its macro crates may be others now. Never rejects.
   */
  of(manifest: string, features: FeatureChoice, compiled: number): Promise<LibraryWorkspace> {
    const key = `${features} ${manifest}`;
    const known = this.loading.get(key);
    if (known && known.begun > compiled) return known.loaded;
    const started = { begun: Date.now(), loaded: this.load(manifest, features) };
    this.loading.set(key, started);
    return started.loaded;
  }

  /** A workspace in which a macro crate has other features than the workspace asks for. */
  withFeatures(base: LibraryWorkspace, packageId: string, features: readonly string[]): LibraryWorkspace {
    const { metadata } = base.workspace;
    if (!metadata) return base;
    const nodes = metadata.resolve.nodes.map((node) =>
      node.id === packageId ? { ...(node.host ?? node), features } : node,
    );
    const workspace = { ...base.workspace, metadata: { ...metadata, resolve: { nodes } } };
    return { ...base, workspace, modules: this.openModules(workspace) };
  }

  private async load(manifest: string, features: FeatureChoice): Promise<LibraryWorkspace> {
    const { resources, environment, log } = this.options;
    const { storeFolder, bundledStd } = resources;
    const settings: ProjectSettings = {
      ...defaultProjectSettings,
      features: features === 'all' ? 'all' : [],
    };
    const workspace = await loadWorkspace({
      root: manifest,
      // cargo has compiled the library for this user, and has run the build scripts of the workspace to do so.
      trusted: true,
      settings,
      env: environment,
      bundledStd,
      buildScriptResults: buildScriptResultsFile(storeFolder, manifest),
      answersFile: answersFile(storeFolder, manifest, `macro-server-${features}`),
    });
    log(`loaded ${dirname(manifest)} with ${features} features: ${workspace.crates.length} crates`);
    for (const { message } of workspace.problems) log(message);
    return { manifest, workspace, modules: this.openModules(workspace) };
  }

  private openModules(workspace: Workspace): ModuleStore {
    const { resources, environment, onModule } = this.options;
    return openModuleStore({
      workspace,
      trusted: true,
      environment,
      storeFolder: resources.storeFolder,
      procMacroSource: resources.procMacroSource,
      ...(onModule === undefined ? {} : { onModule }),
    });
  }
}
