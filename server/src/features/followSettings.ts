import { isDeepStrictEqual } from 'node:util';
import type { LiveOptions } from './liveOptions';
import type { ServerContext } from './serverContext';

/** Loads the workspaces again when settings have changed that say how the project is seen, or what may be built. */
export function followSettings({ workspaces, connection }: ServerContext, live: LiveOptions): void {
  live.onChange((before) => {
    const { project, build } = live.current;
    if (isDeepStrictEqual([project, build], [before.project, before.build])) return;
    workspaces.loadAllAgain().catch((error: unknown) => {
      connection.console.error(`The project could not be loaded with the new settings: ${String(error)}`);
    });
  });
}
