import type { CompiledCode } from './analysis/compiledCode';
import { createBuildCommand } from './commands/build';
import { createCacheCommand } from './commands/cache';
import { createDoctorCommand } from './commands/doctor';
import { createExpandCommand } from './commands/expand';
import { createProcMacroServerCommand, type LoadedMacroService } from './commands/procMacroServer';
import { createServeCommand } from './commands/serve';
import { UsageError, type Command } from './commands/command';
import { version } from '../../package.json';

type Commands = Readonly<Record<string, Command>>;

function commandsWith(code: CompiledCode): Commands {
  return {
    expand: createExpandCommand(code),
    build: createBuildCommand(),
    cache: createCacheCommand(),
    doctor: createDoctorCommand(),
    serve: createServeCommand(code),
    'proc-macro-srv': createProcMacroServerCommand(() => loadMacroService(code)),
  };
}

function usageOf(commands: Commands): string {
  return `Macroscope ${version}: see what Rust macros expand to.

Usage:
${Object.values(commands)
  .flatMap((command) => command.usage)
  .map((line) => `  macroscope ${line}`)
  .join('\n')}

Exit status: 0 when all is well, 1 when a macro cannot be expanded or a build fails, the cache was damaged or doctor has found a problem, 2 for wrong usage.
`;
}

async function run(args: readonly string[], commands: Commands): Promise<number> {
  const usage = usageOf(commands);
  const [name, ...rest] = args;
  if (name === '--version' || name === '-V') {
    console.log(version);
    return 0;
  }
  if (name === undefined || name === '--help' || name === '-h' || rest.includes('--help')) {
    process.stdout.write(usage);
    return name === undefined ? 2 : 0;
  }
  const command = commands[name];
  if (!command) {
    process.stderr.write(`macroscope: there is no command \`${name}\`\n\n${usage}`);
    return 2;
  }
  try {
    return await command.run(rest);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`macroscope ${name}: ${error.message}\n\n${usage}`);
    return 2;
  }
}

/** The command `macroscope`, with the arguments of the process. */
export function main(code: CompiledCode): void {
  run(process.argv.slice(2), commandsWith(code)).then(
    (status) => {
      process.exitCode = status;
    },
    (error: unknown) => {
      process.stderr.write(
        `macroscope: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      process.exitCode = 1;
    },
  );
}

async function loadMacroService(code: CompiledCode): Promise<LoadedMacroService> {
  const { openMacroService } = await import('./procMacroServer/openMacroService');
  return { openMacroService, code };
}
