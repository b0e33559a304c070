import type { CallQueue } from '../analysis/callQueue';
import type { WorkspacesStatus } from '../analysis/workspaceStatus';
import type { ServerContext } from './serverContext';

/** What is sent: the fields that rust-analyzer documents, and what only we have. */
export interface ServerStatus extends WorkspacesStatus {
  /** Calls of procedural macros that run or wait; absent when there are none. */
  readonly calls?: number;
}

/** Calls are told of when they take longer than the user notices, and no more often. */
const quietMillis = 300;

/**
 * `experimental/serverStatus`, as rust-analyzer documents it: whether something is still being loaded or built, and what the user should
 * know. Sent only to clients that say they understand it.
 */
export function serverStatus({ connection, workspaces, support }: ServerContext, calls: CallQueue): void {
  if (!support.serverStatus) return;
  let told = 0;
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    told = calls.size;
    const status: ServerStatus = { ...workspaces.status.current, calls: told > 0 ? told : undefined };
    void connection.sendNotification('experimental/serverStatus', status);
  };
  workspaces.status.onStatus(tell);
  calls.onChange(() => {
    timer ??= setTimeout(() => {
      timer = undefined;
      if (calls.size !== told) tell();
    }, quietMillis);
  });
}
