import { RequestAnswerer } from '../procMacroServer/answerRequest';
import { createContext, type ServerContext } from '../procMacroServer/createContext';
import { serveRequests } from '../procMacroServer/serveRequests';
import { version } from '../../../package.json';
import { parseArguments } from './arguments';
import { UsageError, type Command } from './command';
import { installation } from './installation';

/** The name by which editors start the server: rust-analyzer's setting is a path without arguments. */
export const serverName = 'macroscope-proc-macro-srv';

/** `macroscope proc-macro-srv`: expands procedural macros for rust-analyzer, in the sandbox. */
export function createProcMacroServerCommand(): Command {
  return { usage: ['proc-macro-srv [--format json|json-legacy]'], run };
}

async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArguments({
    args: [...args],
    options: { format: { type: 'string' }, version: { type: 'boolean' } },
  });
  if (values.version) {
    console.log(`${serverName} ${version}`);
    return 0;
  }
  // `json` and `json-legacy` are the names of one format in different versions.
  if (values.format !== undefined && values.format !== 'json' && values.format !== 'json-legacy')
    throw new UsageError(`the format \`${values.format}\` is not spoken here, only \`json\``);
  const tell = (message: string): void => void process.stderr.write(`${serverName}: ${message}\n`);
  let context: ServerContext | undefined;
  const answerer = new RequestAnswerer(
    () => (context ??= createContext(installation, process.env, tell)),
    (error) => tell(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  const streams = { input: process.stdin, output: process.stdout };
  const status = await serveRequests(streams, answerer, tell);
  await context?.dispose();
  // A build that was under way may keep the process alive.
  process.exit(status);
}
