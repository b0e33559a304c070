import { join } from 'node:path';
import type { SandboxCall, SandboxRoot } from '../../sandbox/types';

/** Where the crate under expansion is compiled. Absolute paths. */
export interface CompiledPlace {
  /** What cargo gives the crate; `OUT_DIR` is there if it has a build script. */
  readonly environment: ReadonlyMap<string, string>;
  /** The folder of the crate's manifest. Undefined when there is none. */
  readonly manifestDir: string | undefined;
  /** The folder of the manifest that the crate's own may inherit from, where cargo runs the compiler. Undefined: as `manifestDir`. */
  readonly workspace: string | undefined;
}

/**
 * What a macro may see of the world: the environment that cargo gives the crate under expansion, its folder, and the manifest that it may inherit from.
 * It runs where cargo runs the compiler: at the workspace's root for the workspace's own crates, in the package's folder for others.
 */
export function macroWorld({
  environment,
  manifestDir,
  workspace,
}: CompiledPlace): Pick<SandboxCall, 'environment' | 'roots' | 'workingDirectory'> {
  const workingDirectory = workspace ?? manifestDir ?? '/';
  const folders = [manifestDir, environment.get('OUT_DIR')].filter((folder) => folder !== undefined);
  return {
    environment: environment.has('PWD') ? environment : new Map([...environment, ['PWD', workingDirectory]]),
    roots: [
      ...folders.map((folder) => ({ hostPath: folder, guestPath: folder })),
      ...(workspace === undefined || workspace === manifestDir ? [] : [manifestOf(workspace)]),
    ],
    workingDirectory,
  };
}

function manifestOf(workspace: string): SandboxRoot {
  const path = join(workspace, 'Cargo.toml');
  return { hostPath: path, guestPath: path, writable: false, isFile: true };
}
