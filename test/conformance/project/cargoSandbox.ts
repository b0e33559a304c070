import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { defaultProjectSettings } from '../../../server/src/project/loadOptions';
import { fixtureProject } from '../../../server/src/project/testing/fixtureProject';
import { graphDifferences } from './graphDifferences';

/** The manifest of a package of version 1.0.0, with further lines. */
export const manifest = (name: string, further = ''): string =>
  `[package]\nname = "${name}"\nversion = "1.0.0"\nedition = "2021"\n${further}`;

/** A folder with a home for cargo, which finds nothing outside of it. `variables`: further ones of its environment. */
export function cargoSandbox(
  files: Readonly<Record<string, string>>,
  variables: Readonly<Record<string, string>> = {},
): {
  readonly folder: string;
  run(inside: string, program: string, ...args: string[]): string;
  differences(inside: string): Promise<string[]>;
} {
  const folder = fixtureProject(files);
  const own = Object.entries(process.env).filter(([name]) => !/^(CARGO|RUST|GIT)/.test(name));
  const env = { ...Object.fromEntries(own), CARGO_HOME: join(folder, 'home'), ...variables };
  return {
    folder,
    run: (inside, program, ...args) =>
      execFileSync(program, args, { cwd: join(folder, inside), env, encoding: 'utf8', stdio: 'pipe' }),
    differences: (inside) =>
      graphDifferences({ root: join(folder, inside), settings: defaultProjectSettings, env }),
  };
}
