import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { CompiledCode } from '../analysis/compiledCode';
import { createServices } from '../analysis/createServices';
import { MessageTraffic } from '../analysis/messageTraffic';
import { connectToClient } from '../features/connectToClient';
import { startServer } from '../features/startServer';
import { parseArguments } from './arguments';
import { UsageError, type Command } from './command';
import { installation } from './installation';

/** `macroscope serve`: the language server over one of the transports that editors use. */
export function createServeCommand(code: CompiledCode): Command {
  return { usage: ['serve --stdio|--node-ipc|--socket=PORT [--trust]'], run: (args) => run(args, code) };
}

async function run(args: readonly string[], compiledCode: CompiledCode): Promise<number> {
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
  if (values.socket !== undefined && !isPort(values.socket))
    throw new UsageError(`\`${values.socket}\` is no port`);
  const socket = values.socket === undefined ? undefined : await connectTo(Number(values.socket));
  const traffic = new MessageTraffic();
  const connection = connectToClient(traffic, socket);
  startServer(connection, {
    createServices: (cache, onProblem) => ({
      ...createServices(installation, process.env, cache, onProblem),
      compiledCode,
      traffic,
    }),
    trusted: values.trust ?? false,
  });
  connection.listen();
  return new Promise<never>(() => undefined);
}

/** Connects to the port that the client listens on. The library's own way would end silently where nobody listens. */
async function connectTo(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect').catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`no client can be reached on port ${port}: ${reason}`);
  });
  return socket;
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) <= 0xffff;
}
