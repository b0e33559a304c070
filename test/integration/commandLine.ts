import { spawnSync } from 'node:child_process';
import { repository } from './testClient';

export interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the bundled `macroscope` in a folder until it ends. */
export function macroscope(
  args: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): CommandResult {
  const { status, stdout, stderr } = spawnSync(process.execPath, [`${repository}dist/cli.js`, ...args], {
    cwd: folder,
    env: environment,
    encoding: 'utf8',
    timeout: 120_000,
  });
  return { status, stdout, stderr };
}
