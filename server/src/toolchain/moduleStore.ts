/** The macro modules of one workspace: which are ready, and why the others are not. */
import { dirname, join } from 'node:path';
import { disk } from '#platform/disk';
import { isInside } from '../project/isInside';
import type { Workspace } from '../project/loadWorkspace';
import type { CrateId } from '../project/model';
import type { Environment } from '../platform/program';
import { hashOf } from './contentHash';
import { describedMacros } from './describedMacros';
import type { MacroPlan } from './macroPlan';
import { PackageGraph, planMacros } from './macroPlan';
import { ModuleFiles } from './moduleFiles';
import { readPrebuiltModule } from './prebuiltModule';
import { supportHash, type SupportSources } from './supportSources';
import type { MacroModule, ModuleSource } from './types';

export interface ModuleStoreOptions {
  readonly workspace: Workspace;
  /** Whether cargo may be run for this workspace. */
  readonly trusted: boolean;
  readonly environment: Environment;
  /** Absolute path of the folder that all workspaces share. */
  readonly storeFolder: string;
  /** Folder of our `proc_macro` crate; that of `proc_macro_export` lies beside it. */
  readonly procMacroSource: string;
  /** Called with every module that becomes ready, those that are ready at once included. */
  readonly onModule?: (module: MacroModule, read: () => Promise<Uint8Array>) => void;
}

/**
 * Opens the store for a workspace: modules that were built before are ready at once. Runs no program. Reads the sources of the
 * workspace's own macro crates, to know whether they have changed.
 */
export function openModuleStore(options: ModuleStoreOptions): ModuleStore {
  return new ModuleStore(options);
}

export class ModuleStore implements ModuleSource {
  readonly files: ModuleFiles;
  readonly support: SupportSources;
  /** One for each procedural-macro crate. */
  plans: readonly MacroPlan[] = [];
  graph: PackageGraph | undefined;
  private readonly modules = new Map<CrateId, MacroModule>();
  private readonly failures = new Map<CrateId, string>();
  /** Why there is no module of a crate that cargo does not compile. */
  private readonly described = new Map<CrateId, string>();
  /** Why modules are missing for which nothing else is known: as the end of a sentence. */
  generalReason: string;

  constructor(readonly options: ModuleStoreOptions) {
    const { workspace, procMacroSource } = options;
    this.support = {
      procMacro: procMacroSource,
      procMacroExport: join(dirname(procMacroSource), 'proc_macro_export'),
    };
    this.files = new ModuleFiles(options.storeFolder);
    this.generalReason = reasonFor(workspace);
    this.refresh();
  }

  /** Reads the sources of the macro crates as they are now. For those that have changed the module built last is used until they are built again. */
  refresh(): void {
    const { workspace } = this.options;
    this.graph = workspace.metadata && new PackageGraph(workspace.metadata);
    const compiler = workspace.resolvedByCargo ? workspace.rustc?.version : undefined;
    const recipe = compiler === undefined ? undefined : hashOf(compiler, supportHash(this.support));
    this.plans = this.graph ? planMacros(workspace, this.graph, recipe) : [];
    for (const plan of this.plans) this.look(plan);
    if (!this.graph) this.lookAtDescribed();
  }

  moduleOf(crate: CrateId): MacroModule | undefined {
    return this.modules.get(crate);
  }

  reasonMissing(crate: CrateId): string {
    const name = this.options.workspace.crates.find(({ id }) => id === crate)?.packageName ?? 'this crate';
    const failure = this.failures.get(crate);
    return failure === undefined
      ? `The procedural macros of ${name} are not ready: ${this.described.get(crate) ?? this.generalReason}`
      : `The procedural macros of ${name} could not be compiled: ${failure}`;
  }

  /** The plans that a build may still make a module for. */
  get missing(): readonly MacroPlan[] {
    return this.plans.filter(({ key, crate }) => !this.failures.has(crate) && !this.files.read(key)?.built);
  }

  /** Whether a file is part of something that is being edited and that a macro crate is compiled from: itself or what it uses. */
  isCompiledIn(file: string): boolean {
    const { graph } = this;
    return this.plans.some(({ pack }) =>
      [...(graph?.closure(pack.id) ?? [])].some((id) => {
        const part = graph?.package(id);
        return part?.source === null && isInside(dirname(part.manifest_path), file);
      }),
    );
  }

  /** Looks again for the module of a crate in the store. */
  look(plan: MacroPlan): void {
    const stored = this.files.read(plan.key);
    this.failures.delete(plan.crate);
    if (stored?.built === false) this.failures.set(plan.crate, stored.failure);
    const module = stored?.built
      ? stored.module
      : (readPrebuiltModule(manifestDirOf(this.options.workspace, plan.crate)) ??
        this.files.readBySource(plan.sourceKeys));
    this.use(plan, module ?? this.latestOf(plan));
  }

  /** Looks for modules of the macro crates of a project that cargo does not compile. */
  private lookAtDescribed(): void {
    for (const crate of this.options.workspace.crates) {
      if (crate.target !== 'proc-macro') continue;
      const found = describedMacros(crate, this.files);
      if ('reason' in found) this.described.set(crate.id, found.reason);
      else this.provide(crate.id, found.module);
    }
  }

  forgetFailures(): void {
    for (const { crate, key } of this.plans) if (this.failures.delete(crate)) this.files.removeResult(key);
  }

  setFailure(plan: MacroPlan, failure: string): void {
    this.failures.set(plan.crate, failure);
    this.use(plan, this.latestOf(plan));
  }

  /** Whether the crate as it is now could not be compiled. There may be a module of an earlier state. */
  hasFailed(crate: CrateId): boolean {
    return this.failures.has(crate);
  }

  private use(plan: MacroPlan, module: MacroModule | undefined): void {
    if (!module) this.modules.delete(plan.crate);
    else this.provide(plan.crate, module);
  }

  private provide(crate: CrateId, module: MacroModule): void {
    const known = this.modules.get(crate);
    this.modules.set(crate, module);
    if (known?.key !== module.key) this.options.onModule?.(module, () => readModule(module));
  }

  /** The module of an earlier state of a crate that is being edited. */
  private latestOf({ crate, pack }: MacroPlan): MacroModule | undefined {
    if (pack.source !== null) return undefined;
    const module = this.files.readLatest(pack.id);
    const failure = this.failures.get(crate);
    const stale =
      failure === undefined ? 'it has not been compiled since' : `it does not compile: ${failure}`;
    return module && { ...module, stale };
  }
}

/** The bytes of a module in the store. Rejects when they are gone. */
export function readModule({ file }: MacroModule): Promise<Uint8Array> {
  const bytes = disk.readBytes(file);
  return bytes ? Promise.resolve(bytes) : Promise.reject(new Error(`${file} cannot be read`));
}

function manifestDirOf(workspace: Workspace, crate: CrateId): string {
  return workspace.crates.find(({ id }) => id === crate)?.manifestDir ?? '';
}

function reasonFor(workspace: Workspace): string {
  if (workspace.resolvedByCargo && workspace.rustc) return 'they have not been compiled yet.';
  const problem = workspace.problems.find(({ code }) => code === 'no-cargo' || code === 'cargo-failed');
  return problem?.message ?? 'there is no Rust compiler to compile them with.';
}
