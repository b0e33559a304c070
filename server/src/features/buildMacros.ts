import type { ServerContext } from './serverContext';
import { showMessage } from './showMessage';

/** `macroscope/buildMacros`: compiles the procedural macros of all workspaces. Where cargo does not run the user is told why nothing is built. */
export function buildMacros({ connection, workspaces }: ServerContext): void {
  connection.onRequest('macroscope/buildMacros', async () => {
    const problems = workspaces.analyses.flatMap(({ workspace }) => workspace.problems);
    const reasons = new Set(problems.filter(({ code }) => code === 'no-cargo').map(({ message }) => message));
    if (reasons.size > 0) showMessage(connection, 'warning', [...reasons].join('\n'));
    await workspaces.buildModules();
  });
}
