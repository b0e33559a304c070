import { join } from 'node:path';
import type { Environment } from '../../server/src/platform/program';
import { runProgram } from '../../server/src/platform/node/runProgram';
import type { MacroCrate } from './surveyFolder';

export interface NativeResult {
  /** The compiler's error; undefined when the crate compiles. */
  readonly error: string | undefined;
}

/** Whether rustc compiles a crate for this machine, with the features that it has in a project. */
export async function compilesNatively(
  project: string,
  { name, version }: MacroCrate,
  env: Environment,
): Promise<NativeResult> {
  const { code, stderr, failure } = await runProgram(
    'cargo',
    ['check', '--offline', '--package', `${name}@${version}`, '--target-dir', join(project, '../../native')],
    {
      cwd: project,
      env: { ...env, CARGO_TERM_COLOR: 'never' },
      timeoutMillis: 1_800_000,
    },
  );
  return { error: code === 0 ? undefined : (failure ?? stderr) };
}
