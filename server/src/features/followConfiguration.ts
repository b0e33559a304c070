import type { ServerContext } from './serverContext';

/**
 * Loads a project again when a file of cargo's configuration changes that it was loaded with. Some of them lie where clients do not look: above the
 * workspace, and in cargo's home folder.
 */
export function followConfiguration({ connection, workspaces, inputs }: ServerContext): void {
  let followed: readonly string[] = [];
  workspaces.status.onIdle(() => {
    const current = workspaces.configurationFiles;
    for (const root of followed.filter((each) => !current.has(each))) inputs.forget(readerOf(root));
    followed = [...current.keys()];
    for (const [root, paths] of current)
      inputs.watch(readerOf(root), paths, Date.now(), () => {
        workspaces.reload([root]).catch((error: unknown) => {
          connection.console.error(`The project could not be loaded again: ${String(error)}`);
        });
      });
  });
}

function readerOf(root: string): string {
  return `configuration of ${root}`;
}
