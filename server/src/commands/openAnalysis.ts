import { Analysis } from '../analysis/analysis';
import { createServices } from '../analysis/createServices';
import type { Services } from '../analysis/services';
import type { ProjectSettings } from '../project/loadOptions';
import { installation } from './installation';

/** Loads the project around a file for a command that ends by itself. Dispose it, or the sandbox's threads keep the process alive. */
export async function openAnalysis(
  root: string,
  trusted: boolean,
  settings: ProjectSettings,
): Promise<{ analysis: Analysis; services: Services; dispose: () => Promise<void> }> {
  const services = createServices(installation, process.env, undefined, (message) =>
    console.error(`macroscope: ${message}`),
  );
  const analysis = await Analysis.load({ ...services, root, trusted, settings });
  return { analysis, services, dispose: services.dispose };
}
