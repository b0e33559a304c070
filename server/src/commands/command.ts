/** A word after `macroscope` on the command line. */
export interface Command {
  /** One line for each form, without the program's name. */
  readonly usage: readonly string[];
  /** Runs it and gives the exit status. Throws UsageError for arguments that make no sense. */
  run(args: readonly string[]): Promise<number>;
}

/** Wrong arguments: the message says which, and the exit status is 2. */
export class UsageError extends Error {}
