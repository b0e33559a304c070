/** Builds the procedural-macro crates of the corpus with the product's own builder, as for a workspace that uses them. */
import { rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defaultProjectSettings } from '../../server/src/project/loadOptions';
import type { Workspace } from '../../server/src/project/loadWorkspace';
import { loadWorkspace } from '../../server/src/project/loadWorkspace';
import { buildMacroModules } from '../../server/src/toolchain/buildMacroModules';
import { hashOf } from '../../server/src/toolchain/contentHash';
import type { ModuleStore } from '../../server/src/toolchain/moduleStore';
import { openModuleStore } from '../../server/src/toolchain/moduleStore';
import type { MacroModule } from '../../server/src/toolchain/types';
import { wasmCapableEnvironment } from '../conformance/toolchain/rustEnvironment';
import { classify, essence } from './buildFailure';
import { compilesNatively } from './buildNatively';
import type { Candidate } from './buildProject';
import { writeProject } from './buildProject';
import type { BuildOutcome, SurveyOptions } from './surveyFolder';
import { chosenCrates, readBuild, resultsFolder, writeJson } from './surveyFolder';

/** Crates in one project. More share more; fewer are done earlier. */
const batchSize = 40;

/** A candidate that could not be built, and why in the builder's words. */
interface Failure {
  readonly candidate: Candidate;
  readonly project: string;
  readonly error: string;
  readonly resolved: boolean;
}

/**
 * Builds all chosen crates that have no result yet, the most used first: with the features that their users ask for, else with their
 * default ones. What builds neither way is checked natively, so that the builder is not blamed for what rustc refuses as well.
 */
export async function buildCorpus(options: SurveyOptions): Promise<void> {
  const left = chosenCrates(options).filter((crate) => options.again || !readBuild(options.work, crate));
  const builder = new Builder(options.work);
  const failed: Failure[] = [];
  for (let start = 0; start < left.length; start += batchSize) {
    const batch = left.slice(start, start + batchSize);
    console.log(`crates ${start + 1} to ${start + batch.length} of ${left.length}`);
    const wanted = batch.map((crate) => ({ crate, features: crate.wantedFeatures }));
    const failures = await builder.build(wanted);
    const fallback = failures.filter(({ candidate }) => candidate.features.length > 0);
    const plain = await builder.build(fallback.map(({ candidate }) => ({ ...candidate, features: [] })));
    const alone = failures.filter(({ candidate }) => candidate.features.length === 0);
    failed.push(...alone, ...plain);
  }
  for (const failure of failed) await builder.explain(failure);
}

class Builder {
  private readonly environment = {
    ...wasmCapableEnvironment(),
    CARGO_BUILD_JOBS: '2',
    CARGO_NET_OFFLINE: 'true',
  };
  private last = performance.now();

  constructor(private readonly work: string) {}

  /** Builds candidates together and keeps the result of each that has a module. Gives the others. */
  async build(candidates: readonly Candidate[]): Promise<Failure[]> {
    if (candidates.length === 0) return [];
    const identity = candidates.map(({ crate, features }) => `${crate.folder} ${features.join(' ')}`);
    const project = join(this.work, 'projects', hashOf(...identity).slice(0, 16));
    writeProject(project, this.work, candidates);
    const workspace = await loadWorkspace({
      root: project,
      trusted: true,
      settings: defaultProjectSettings,
      env: this.environment,
    });
    if (!workspace.resolvedByCargo) return this.buildApart(candidates, project, workspace);
    const modules = openModuleStore({
      workspace,
      trusted: true,
      environment: this.environment,
      storeFolder: join(this.work, 'store'),
      procMacroSource: resolve('server/proc_macro'),
    });
    // Macros that serve other macros have, or had, their turn as crates of the corpus.
    modules.plans = modules.plans.filter(({ pack }) =>
      candidates.some(({ crate }) => isPackage(crate, pack)),
    );
    this.last = performance.now();
    await buildMacroModules({
      modules,
      retryFailures: true,
      onProgress: (done, total, message) => {
        if (message.startsWith('compiled ')) return;
        console.log(`  ${done}/${total} ${message}`);
        this.keep(candidates, modules, project);
      },
    });
    this.keep(candidates, modules, project);
    return candidates.flatMap((candidate) => {
      const plan = modules.plans.find(({ pack }) => isPackage(candidate.crate, pack));
      if (plan && modules.moduleOf(plan.crate)) return [];
      const error = plan ? modules.reasonMissing(plan.crate) : 'cargo resolved another version';
      return [{ candidate, project, error, resolved: true }];
    });
  }

  /** cargo finds no versions for all of them together: halves, down to the crate whose dependencies are not there. */
  private async buildApart(
    candidates: readonly Candidate[],
    project: string,
    workspace: Workspace,
  ): Promise<Failure[]> {
    const [candidate] = candidates;
    if (candidates.length === 1 && candidate) {
      const error = workspace.problems.map(({ message }) => message).join('\n');
      return [{ candidate, project, error, resolved: false }];
    }
    rmSync(project, { recursive: true, force: true });
    const middle = candidates.length >> 1;
    return [
      ...(await this.build(candidates.slice(0, middle))),
      ...(await this.build(candidates.slice(middle))),
    ];
  }

  /** Writes down the modules that have become ready. */
  private keep(candidates: readonly Candidate[], modules: ModuleStore, project: string): void {
    for (const { crate, features } of candidates) {
      const plan = modules.plans.find(({ pack }) => isPackage(crate, pack));
      const module = plan && modules.moduleOf(plan.crate);
      if (!module || readBuild(this.work, crate)?.sha256 === module.key) continue;
      this.write({ ...this.outcome({ crate, features }, project), status: 'built', ...moduleFields(module) });
    }
  }

  /** Finds out why a crate has no module, and writes that down. */
  async explain({ candidate, project, error, resolved }: Failure): Promise<void> {
    const natively = resolved
      ? await compilesNatively(project, candidate.crate, this.environment)
      : undefined;
    this.write({
      ...this.outcome(candidate, project),
      status: 'failed',
      failure: classify(error, resolved, natively),
      error: essence(natively?.error ?? error),
    });
  }

  private outcome({ crate, features }: Candidate, project: string): Omit<BuildOutcome, 'status'> {
    const now = performance.now();
    const seconds = Math.round((now - this.last) / 100) / 10;
    this.last = now;
    return { name: crate.name, version: crate.version, features, project, seconds };
  }

  private write(outcome: BuildOutcome): void {
    writeJson(join(resultsFolder(this.work, outcome), 'build.json'), outcome);
    if (outcome.status === 'failed')
      console.log(`  FAILED ${outcome.name} ${outcome.version}: ${outcome.failure ?? ''}`);
  }
}

function moduleFields(module: MacroModule): Partial<BuildOutcome> {
  return {
    module: module.file,
    bytes: statSync(module.file).size,
    sha256: module.key,
    macros: module.macros,
  };
}

interface Named {
  readonly name: string;
  readonly version: string;
}

function isPackage(left: Named, right: Named): boolean {
  return left.name === right.name && left.version === right.version;
}
