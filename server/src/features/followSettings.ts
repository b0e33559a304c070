import { isSame } from './isSame';
import type { LiveOptions } from './liveOptions';
import type { ServerContext } from './serverContext';

/** Loads the workspaces again when settings have changed that say how the project is seen, what may be built, or what macros may use up. */
export function followSettings({ workspaces, connection }: ServerContext, live: LiveOptions): void {
  live.onChange((before) => {
    const { project, build, limits } = live.current;
    if (isSame([project, build, limits], [before.project, before.build, before.limits])) return;
    workspaces.loadAllAgain().catch((error: unknown) => {
      connection.console.error(`The project could not be loaded with the new settings: ${String(error)}`);
    });
  });
}
