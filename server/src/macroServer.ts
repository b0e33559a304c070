import type { CompiledCode } from './analysis/compiledCode';
import { UsageError } from './commands/command';
import { createProcMacroServerCommand, serverName } from './commands/procMacroServer';

/** `macroscope proc-macro-srv` as a program of its own, for settings that take the path of a program and nothing else. */
export function main(code: CompiledCode): void {
  createProcMacroServerCommand(code)
    .run(process.argv.slice(2))
    .then(
      (status) => {
        process.exitCode = status;
      },
      (error: unknown) => {
        const isUsage = error instanceof UsageError;
        const text = isUsage
          ? error.message
          : error instanceof Error
            ? (error.stack ?? error.message)
            : String(error);
        process.stderr.write(`${serverName}: ${text}\n`);
        process.exitCode = isUsage ? 2 : 1;
      },
    );
}
