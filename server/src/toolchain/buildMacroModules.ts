import { dirname, join } from 'node:path';
import type { CargoPackage } from '../project/cargoMetadata';
import type { CrateId } from '../project/model';
import type { CargoBuildOptions, CargoBuildResult } from './cargoBuild';
import { runCargoBuild } from './cargoBuild';
import { findConfinement } from './confinement';
import { hashOf } from './contentHash';
import { memberFolder, writeWorkspace, type GeneratedWorkspace } from './generatedWorkspace';
import type { MacroPlan } from './macroPlan';
import { readablePaths } from './readablePaths';
import { LeftOutPackages } from './leftOutPackages';
import { withLock } from './storeLock';
import { compileSupportCrates } from './supportCrates';
import { findWasmToolchain } from './wasmToolchain';
import type { ModuleStore } from './moduleStore';

export interface BuildOptions {
  readonly modules: ModuleStore;
  /** Program names or absolute paths; `cargo` and `rustc` from PATH when undefined. */
  readonly cargoPath?: string;
  readonly rustcPath?: string;
  /** False: cargo is not confined although it could be. */
  readonly confine?: boolean;
  /** Compiles again what did not compile before, although nothing of it has changed. */
  readonly retryFailures?: boolean;
  /** `total` counts the crates that have to be compiled this time. */
  readonly onProgress?: (done: number, total: number, message: string) => void;
  readonly signal?: AbortSignal;
}

export interface BuildReport {
  /** Macro crates that have a module now. */
  readonly ready: readonly CrateId[];
  /** Macro crates that were compiled in this run. */
  readonly built: readonly CrateId[];
  readonly failures: readonly { readonly crate: CrateId; readonly message: string }[];
  /** What keeps anything from being built, with the command that helps. */
  readonly problem: string | undefined;
  /** The program and arguments that would install what is missing, when it can be run as it is. */
  readonly install?: readonly string[];
}

/**
 * Compiles the procedural macros of a workspace to WebAssembly, as far as the store does not have them. Runs cargo: only for a trusted
 * workspace. One crate that fails keeps no other from being built. Rejects only when aborted, or when the store cannot be written.
 */
export async function buildMacroModules(options: BuildOptions): Promise<BuildReport> {
  const { modules } = options;
  const { workspace, storeFolder, environment: env } = modules.options;
  if (options.retryFailures) modules.forgetFailures();
  if (modules.missing.length === 0) return report(modules, [], undefined);
  if (!modules.options.trusted || !workspace.resolvedByCargo || !workspace.rustc) {
    return report(modules, [], `Procedural macros cannot be compiled: ${modules.generalReason}`);
  }
  const toolchain = findWasmToolchain(workspace.rustc, env);
  if ('missing' in toolchain) {
    modules.generalReason = toolchain.missing;
    return { ...report(modules, [], toolchain.missing), install: toolchain.install };
  }

  modules.generalReason = 'they are being compiled.';
  const root = workspace.workspaceRoot ?? storeFolder;
  const folder = join(storeFolder, 'builds', hashOf(root).slice(0, 16));
  const built: CrateId[] = [];
  try {
    await withLock(`${folder}.lock`, options.signal, async () => {
      // Another process may have built some of them while we waited.
      for (const plan of modules.plans) modules.look(plan);
      if (modules.missing.length === 0) return;
      const support = await compileSupportCrates(modules.support, toolchain, {
        storeFolder,
        rustcPath: options.rustcPath ?? env['RUSTC'] ?? 'rustc',
        env,
        cwd: root,
        ...(options.signal ? { signal: options.signal } : {}),
      });
      const confinement = options.confine === false ? undefined : await findConfinement(env);
      const build = new Build(options, {
        ...(confinement ? { confinement } : {}),
        sources: [storeFolder, ...readablePaths(workspace, root, env)],
        cargoPath: options.cargoPath ?? 'cargo',
        toolchain,
        support,
        targetFolder: join(storeFolder, 'target', hashOf(workspace.rustc?.version ?? '').slice(0, 16)),
        cwd: root,
        env,
        ...(options.signal ? { signal: options.signal } : {}),
      });
      try {
        for (const [index, round] of rounds(modules, modules.missing).entries())
          await build.run(join(folder, `round${index}`), round);
      } finally {
        built.push(...build.built);
      }
    });
  } catch (error) {
    if (options.signal?.aborted) modules.generalReason = 'their compilation was cancelled.';
    options.signal?.throwIfAborted();
    const problem = error instanceof Error ? error.message : String(error);
    modules.generalReason = problem;
    return report(modules, built, problem);
  }
  return report(modules, built, undefined);
}

/**
 * The plans in groups, in the order in which they are built. First come the macros that code of the workspace can use: those of crates that
 * it reaches without passing through another procedural-macro crate. In no group do two packages have the same name, which cargo
 * refuses in one workspace.
 */
function rounds(modules: ModuleStore, plans: readonly MacroPlan[]): MacroPlan[][] {
  const reachable = modules.graph?.reachableByCode(
    modules.options.workspace.metadata?.workspace_members ?? [],
  );
  const near = plans.filter(({ pack }) => reachable?.has(pack.id));
  const far = plans.filter(({ pack }) => !reachable?.has(pack.id));
  return [...withDistinctNames(near), ...withDistinctNames(far)];
}

function withDistinctNames(plans: readonly MacroPlan[]): MacroPlan[][] {
  const groups: MacroPlan[][] = [];
  for (const plan of plans) {
    const group = groups.find((each) => each.every(({ pack }) => pack.name !== plan.pack.name));
    if (group) group.push(plan);
    else groups.push([plan]);
  }
  return groups;
}

/** How often a group is compiled again, each time without what did not compile for WebAssembly the time before. */
const mostAttempts = 16;

type SharedCargoOptions = Omit<CargoBuildOptions, 'onModule' | 'onCompiled'>;

class Build {
  readonly built: CrateId[] = [];
  private done = 0;
  private readonly total: number;

  constructor(
    private readonly options: BuildOptions,
    private readonly cargo: SharedCargoOptions,
  ) {
    this.total = options.modules.missing.length;
  }

  /** Builds a group of plans in a generated workspace. */
  async run(folder: string, plans: readonly MacroPlan[]): Promise<void> {
    const { modules } = this.options;
    const { graph } = modules;
    if (!graph) return;
    const { storeFolder } = modules.options;
    const leftOut = new LeftOutPackages(join(storeFolder, 'left-out', hashOf(folder).slice(0, 16)), graph);
    const ids = plans.map(({ pack }) => pack.id);
    const done = new Set<string>();
    // What is said of a crate that fails all the same.
    let first: CargoBuildResult | undefined;
    for (let attempt = 0; ; attempt++) {
      const workspace = writeWorkspace(folder, plans, graph, this.cargo.cwd, storeFolder, leftOut.folders);
      const result = await this.compile(workspace, done);
      if (attempt === 0 && result.fatal !== undefined && plans.length > 1) {
        // cargo could not even plan the build. One crate may be the cause: halve the group until it stands alone.
        const middle = plans.length >> 1;
        await this.run(`${folder}a`, plans.slice(0, middle));
        await this.run(`${folder}b`, plans.slice(middle));
        return;
      }
      first ??= result;
      const left = [...workspace.planOf].flatMap(([library, plan]) => (done.has(library) ? [] : plan));
      if (left.length > 0 && attempt < mostAttempts && leftOut.apply(result.faults, ids, workspace.patches))
        continue;
      for (const plan of left) this.fail(plan, this.firstError(plan, first), first.errors.size > 0);
      return;
    }
  }

  /** One run of cargo. Keeps the modules that are not `done`. */
  private async compile(workspace: GeneratedWorkspace, done: Set<string>): Promise<CargoBuildResult> {
    const result = await runCargoBuild(workspace, {
      ...this.cargo,
      onCompiled: (name) => this.options.onProgress?.(this.done, this.total, `compiled ${name}`),
      onModule: (library, file) => {
        const plan = workspace.planOf.get(library);
        if (!plan || done.has(library)) return;
        done.add(library);
        this.keep(plan, file);
      },
    });
    this.options.signal?.throwIfAborted();
    return result;
  }

  private keep(plan: MacroPlan, file: string): void {
    const { modules, onProgress } = this.options;
    try {
      modules.files.addModule(plan.key, plan.sourceKeys, plan.pack.id, file);
    } catch (error) {
      this.fail(plan, error instanceof Error ? error.message : String(error), false);
      return;
    }
    modules.look(plan);
    this.built.push(plan.crate);
    onProgress?.(++this.done, this.total, `${plan.pack.name} ${plan.pack.version}`);
  }

  /** A failure without a cause in the crates themselves (a full disk, a killed cargo) is not `lasting`: the next build may succeed. */
  private fail(plan: MacroPlan, failure: string, lasting: boolean): void {
    const { modules, onProgress } = this.options;
    if (lasting) modules.files.addFailure(plan.key, failure);
    modules.look(plan);
    modules.setFailure(plan, failure);
    onProgress?.(++this.done, this.total, `${plan.pack.name} ${plan.pack.version} failed`);
  }

  /** The crate's own error, else the first one in what it is compiled from. */
  private firstError({ pack }: MacroPlan, { errors, fatal, stderr }: CargoBuildResult): string {
    const { graph } = this.options.modules;
    for (const id of graph?.closure(pack.id) ?? []) {
      const dependency = graph?.package(id);
      const name = `${dependency?.name ?? ''} ${dependency?.version ?? ''}`;
      const error = errors.get(name);
      if (error !== undefined)
        return id === pack.id
          ? atHome(error, pack)
          : `it is compiled from ${name}, which does not compile for WebAssembly.\n${error}`;
    }
    return fatal ?? `cargo gave no reason: ${stderr.trim().slice(-1000)}`;
  }
}

/** A compiler's message about a copy, with the places of the user's own files. */
function atHome(message: string, pack: CargoPackage): string {
  return message.replaceAll(`${memberFolder(pack)}/`, `${dirname(pack.manifest_path)}/`);
}

function report(modules: ModuleStore, built: readonly CrateId[], problem: string | undefined): BuildReport {
  const crates = modules.plans.map(({ crate }) => crate);
  return {
    ready: crates.filter((crate) => modules.moduleOf(crate)),
    built,
    failures: crates
      .filter((crate) => modules.hasFailed(crate) || !modules.moduleOf(crate))
      .map((crate) => ({ crate, message: modules.reasonMissing(crate) })),
    problem,
  };
}
