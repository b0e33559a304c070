import { buildMessages } from '../analysis/buildMessages';
import { refreshBuildScripts } from '../analysis/buildScripts';
import type { CrateId } from '../project/model';
import { buildMacroModules } from '../toolchain/buildMacroModules';
import { parseManifestArguments, projectUsage } from './arguments';
import { UsageError, type Command } from './command';
import { openAnalysis } from './openAnalysis';

/** `macroscope build`: the workspace's procedural macros as wasm modules in the user's store, and what its build scripts say. */
export function createBuildCommand(): Command {
  return { usage: [`build [--manifest-path P] [--json] ${projectUsage}`], run };
}

async function run(args: readonly string[]): Promise<number> {
  const { manifest, isThere, json, trusted, settings } = parseManifestArguments(args);
  if (!isThere) throw new UsageError(`there is no ${manifest}`);
  const { analysis, services, dispose } = await openAnalysis(manifest, trusted, settings);
  try {
    const { workspace, modules } = analysis;
    const { problems } = workspace;
    if (!json) for (const problem of problems) console.error(`macroscope: ${problem.message}`);
    const report = await buildMacroModules({
      modules,
      onProgress: (done, total, message) => {
        if (json) console.log(JSON.stringify({ progress: { done, total, message } }));
        else console.error(`macroscope: ${message}`);
      },
    });
    const nameOf = (crate: CrateId): string => workspace.crates[crate]?.packageName ?? String(crate);
    const messages = buildMessages(workspace, report);
    const scripts = await refreshBuildScripts(workspace, manifest, settings, services);
    if (scripts.failure !== undefined) messages.push(`Build scripts failed: ${scripts.failure}`);
    if (json) {
      const failures = report.failures.map(({ crate, message }) => ({ package: nameOf(crate), message }));
      const ready = report.ready.map(nameOf);
      console.log(
        JSON.stringify({
          ready,
          built: report.built.map(nameOf),
          failures,
          problem: report.problem,
          problems,
        }),
      );
    } else {
      console.log(`${report.ready.length} of ${modules.plans.length} macro crates are ready`);
      for (const message of messages) console.log(message);
    }
    return messages.length > 0 || problems.length > 0 ? 1 : 0;
  } finally {
    await dispose();
  }
}
