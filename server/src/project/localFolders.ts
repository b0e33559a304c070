import { dirname } from 'node:path';
import type { CfgOptions } from './cfgSet';
import type { Workspace } from './loadWorkspace';
import type { Crate } from './model';

/** The folders of a project whose files may change while it is open: of its own packages, and of those that it depends on by their path. */
export function localFolders({ crates, metadata, workspaceRoot }: Workspace): string[] {
  const own = crates.filter(({ origin }) => origin === 'workspace');
  const atPaths = (metadata?.packages ?? []).filter(({ source }) => source === null);
  return [
    ...new Set([
      ...(workspaceRoot === undefined ? [] : [workspaceRoot]),
      ...own.map(({ manifestDir }) => manifestDir),
      ...atPaths.map(({ manifest_path }) => dirname(manifest_path)),
    ]),
  ];
}

/** Whether two projects are the same to everything that works with them, so that what is known of one holds for the other. */
export function sameProject(a: Workspace, b: Workspace): boolean {
  return describeProject(a) === describeProject(b);
}

function describeProject({ crates, packageOf, metadata, rustc, triple, resolvedByCargo }: Workspace): string {
  const described = crates.map(({ cfg, dependencies, env, ...rest }: Crate) => ({
    ...rest,
    cfg: (cfg as CfgOptions).options,
    dependencies: [...dependencies],
    env: [...env],
  }));
  return JSON.stringify([described, [...packageOf], metadata, rustc?.version, triple, resolvedByCargo]);
}
