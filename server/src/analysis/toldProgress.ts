import type { ProgressReporter } from './macroBuilds';
import type { WorkspaceStatus } from './workspaceStatus';

/** Progress that the status tells as well, for those who look there. */
export function toldProgress(progress: ProgressReporter, status: WorkspaceStatus): ProgressReporter {
  return {
    run: (title, task) =>
      status.duringActivity(title, (tell) =>
        progress.run(title, (report, signal) =>
          task((message, percentage) => {
            report(message, percentage);
            tell(message);
          }, signal),
        ),
      ),
  };
}
