/** Runs of cargo that compile and run code of the project. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RustcFacts } from '../project/askCargo';
import type { ProgramOptions, ProgramResult } from '../platform/program';
import { runProgram } from '#platform/runProgram';
import { minorVersion } from './compilerRelease';
import type { ConfinedFolders, Confinement } from './confinement';

/** In milliseconds. */
const timeoutMillis = 30 * 60_000;

export interface CargoRun extends Pick<ProgramOptions, 'cwd' | 'env' | 'signal' | 'onLine'> {
  readonly cargoPath: string;
  readonly args: readonly string[];
  /** Keeps build scripts from the network, the home folder and all of the disk but the folders of the run. Undefined: not confined. */
  readonly confinement: Confinement | undefined;
  /** Also where compilers and build scripts put their temporary files. It may be written. */
  readonly targetFolder: string;
  /** Beside the target folder. */
  readonly folders: ConfinedFolders;
}

/** Runs cargo, confined if that is possible. Never rejects, as `runProgram`. */
export function runCargo(run: CargoRun): Promise<ProgramResult> {
  const { confinement, targetFolder, folders, cwd, signal, onLine } = run;
  const call = { program: run.cargoPath, args: run.args };
  const temporary = join(targetFolder, 'tmp');
  if (confinement) mkdirSync(temporary, { recursive: true });
  const { program, args } =
    confinement?.confine(call, cwd, { ...folders, writable: [targetFolder, ...folders.writable] }) ?? call;
  return runProgram(program, args, {
    cwd,
    env: confinement ? { ...run.env, TMPDIR: temporary } : run.env,
    timeoutMillis,
    ...(onLine ? { onLine } : {}),
    ...(signal ? { signal } : {}),
  });
}

/** The argument with which cargo goes on behind a crate that does not compile, where it knows it (stable since 1.74). */
export function keepGoing(rustc: RustcFacts | undefined): string[] {
  return minorVersion(rustc) >= 74 ? ['--keep-going'] : [];
}
