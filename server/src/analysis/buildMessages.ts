import type { Workspace } from '../project/loadWorkspace';
import type { BuildReport } from '../toolchain/buildMacroModules';

/** What a build could not do, one message for each cause, with the name of the macro crate. Empty when all went well. */
export function buildMessages(workspace: Workspace, report: BuildReport): string[] {
  const failures = report.failures.map(
    ({ crate, message }) => `${workspace.crates[crate]?.packageName ?? 'a macro crate'}: ${message}`,
  );
  return report.problem === undefined ? failures : [report.problem, ...failures];
}
