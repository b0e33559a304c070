import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from '../features/startServer';
import { parseArguments } from './arguments';
import { UsageError, type Command } from './command';
import { installation } from './openAnalysis';

/** `macroscope serve`: the language server over one of the transports that editors use. */
export function createServeCommand(): Command {
  return { usage: ['serve --stdio|--node-ipc|--socket=PORT [--trust]'], run };
}

function run(args: readonly string[]): Promise<number> {
  const { values } = parseArguments({
    args: [...args],
    options: {
      stdio: { type: 'boolean' },
      'node-ipc': { type: 'boolean' },
      socket: { type: 'string' },
      trust: { type: 'boolean' },
      // Editors' client libraries add this one by themselves.
      clientProcessId: { type: 'string' },
    },
  });
  const chosen = [values.stdio, values['node-ipc'], values.socket].filter((value) => value !== undefined);
  if (chosen.length !== 1) throw new UsageError('choose one of --stdio, --node-ipc and --socket=PORT');
  if (values['node-ipc'] && !process.send)
    throw new UsageError('--node-ipc needs a parent process with an IPC channel');
  if (values.socket !== undefined && !/^\d{1,5}$/.test(values.socket))
    throw new UsageError(`\`${values.socket}\` is no port`);
  // The library reads the transport from the process's arguments itself, and ends the process when the client goes away.
  const connection = createConnection(ProposedFeatures.all);
  startServer(connection, { installation, trusted: values.trust ?? false });
  connection.listen();
  return new Promise(() => undefined);
}
