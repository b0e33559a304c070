import { join } from 'node:path';
import { disk } from '#platform/disk';
import { readTextFile } from '../project/files';
import { namesIn } from '../project/folders';
import { hashOf } from '../toolchain/contentHash';
import { maximumPaths } from './inputWatcher';
import { isSame } from './isSame';
import type { ServerContext } from './serverContext';

/** Of a larger file its times are looked at, and not its text. */
const largestText = 1 << 20;

/** What the scripts of a workspace depend on, and what was in it when they were run. */
interface Followed {
  readonly paths: readonly string[];
  readonly content: string;
}

/**
 * Runs build scripts again when something changes that they depend on: what they say is part of what macros see. A script that writes into its
 * own inputs what is there already is not run without end.
 */
export function followBuildScripts({ connection, workspaces, inputs }: ServerContext): void {
  const known = new Map<string, Followed>();

  const follow = (): void => {
    const current = workspaces.buildScriptInputs;
    for (const root of [...known.keys()].filter((each) => !current.has(each))) {
      known.delete(root);
      inputs.forget(readerOf(root));
    }
    for (const [root, paths] of current) {
      if (isSame(known.get(root)?.paths, paths)) continue;
      known.set(root, { paths, content: contentOf(paths) });
      inputs.watch(readerOf(root), paths, Date.now(), () => runAgain(root));
    }
  };

  const runAgain = (root: string): void => {
    const { paths, content } = known.get(root) ?? { paths: [], content: '' };
    const now = contentOf(paths);
    if (now === content) return;
    known.set(root, { paths, content: now });
    workspaces.runBuildScripts(root).catch((error: unknown) => {
      connection.console.error(`The build scripts of ${root} could not be run: ${String(error)}`);
    });
  };

  workspaces.status.onIdle(follow);
}

function readerOf(root: string): string {
  return `build scripts of ${root}`;
}

/** One hash of what files hold, and of the files that stand in folders themselves, as far as they are watched. */
function contentOf(paths: readonly string[]): string {
  return hashOf(...filesAt(paths).map((file) => `${file} ${textOf(file)}`));
}

function filesAt(paths: readonly string[]): string[] {
  const files: string[] = [];
  for (const path of paths) {
    if (files.length >= maximumPaths) break;
    files.push(path);
    for (const name of namesIn(path)) files.push(join(path, name));
  }
  return files.slice(0, maximumPaths);
}

function textOf(file: string): string {
  const status = disk.statusOf(file);
  if (!status) return '';
  return status.size > largestText ? status.stamp : (readTextFile(file) ?? '');
}
