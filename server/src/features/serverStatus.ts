import type { ServerContext } from './serverContext';

/**
 * `experimental/serverStatus`, as rust-analyzer documents it: whether something is still being loaded or built, and what the user should
 * know. Sent only to clients that say they understand it.
 */
export function serverStatus({ connection, workspaces, support }: ServerContext): void {
  if (!support.serverStatus) return;
  workspaces.status.onStatus(
    (status) => void connection.sendNotification('experimental/serverStatus', status),
  );
}
