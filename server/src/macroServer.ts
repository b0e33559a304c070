import { UsageError } from './commands/command';
import {
  createProcMacroServerCommand,
  serverName,
  type LoadedMacroService,
} from './commands/procMacroServer';

/** `macroscope proc-macro-srv` as a program of its own, for settings that take the path of a program and nothing else. */
export function main(load: () => Promise<LoadedMacroService>): void {
  createProcMacroServerCommand(load)
    .run(process.argv.slice(2))
    .then(
      (status) => {
        process.exitCode = status;
      },
      (error: unknown) => {
        process.stderr.write(`${serverName}: ${textOf(error)}\n`);
        process.exitCode = error instanceof UsageError ? 2 : 1;
      },
    );
}

function textOf(error: unknown): string {
  if (error instanceof UsageError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
