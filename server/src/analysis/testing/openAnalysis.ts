import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { defaultProjectSettings } from '../../project/loadOptions';
import { fixtureProject } from '../../project/testing/fixtureProject';
import { Analysis } from '../analysis';
import { createServices } from '../createServices';

/** The stages for a project of these files, which has the package `a`, until the test is over. No program runs. */
export async function openAnalysis(files: Readonly<Record<string, string>>) {
  const folder = fixtureProject({ 'Cargo.toml': '[package]\nname = "a"\nversion = "1.0.0"\n', ...files });
  const services = createServices(process.cwd(), {});
  onTestFinished(() => services.dispose());
  const root = join(folder, 'Cargo.toml');
  const analysis = await Analysis.load({
    ...services,
    root,
    trusted: false,
    settings: defaultProjectSettings,
  });
  return { folder, analysis, services, files: services.files };
}
