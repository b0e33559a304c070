import type { Analysis } from '../analysis/analysis';
import { buildMessages } from '../analysis/buildMessages';
import { buildMacroModules } from '../toolchain/buildMacroModules';

/** Builds the modules that the workspace needs and the store lacks, telling on standard error what is going on. */
export async function buildMissingModules(analysis: Analysis): Promise<void> {
  const { modules, workspace } = analysis;
  if (modules.missing.length === 0) return;
  const report = await buildMacroModules({
    modules,
    onProgress: (_done, _total, message) => process.stderr.write(`macroscope: ${message}\n`),
  });
  for (const message of buildMessages(workspace, report)) process.stderr.write(`macroscope: ${message}\n`);
}
