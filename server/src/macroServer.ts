import { UsageError } from './commands/command';
import { createProcMacroServerCommand, serverName } from './commands/procMacroServer';

/** `macroscope proc-macro-srv` as a program of its own, for settings that take the path of a program and nothing else. */
createProcMacroServerCommand()
  .run(process.argv.slice(2))
  .then(
    (status) => {
      process.exitCode = status;
    },
    (error: unknown) => {
      const isUsage = error instanceof UsageError;
      const text = !(error instanceof Error)
        ? String(error)
        : isUsage
          ? error.message
          : (error.stack ?? error.message);
      process.stderr.write(`${serverName}: ${text}\n`);
      process.exitCode = isUsage ? 2 : 1;
    },
  );
