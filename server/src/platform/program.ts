/** Programs beside the server. `#platform/runProgram` runs one, where the platform has any. */

/** Environment variables for a child process; a variable that is undefined is not set. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface ProgramOptions {
  /** Absolute path of the folder in which the program runs. */
  readonly cwd: string;
  readonly env: Environment;
  readonly timeoutMillis: number;
  readonly signal?: AbortSignal;
  /** Called with each whole line of standard output as it arrives; standard output is then not collected. */
  readonly onLine?: (line: string) => void;
}

export interface ProgramResult {
  /** The exit code; undefined when the program could not be started, was stopped or died by a signal. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** Why it did not run to its end, in words for the user. */
  readonly failure?: string;
}

/**
 * Runs a program without a shell and collects what it prints as UTF-8. Never rejects: a missing program, a time-out and an abort
 * are results with a `failure`.
 */
export type RunProgram = (
  program: string,
  args: readonly string[],
  options: ProgramOptions,
) => Promise<ProgramResult>;
