import { dirname } from 'node:path';
import type { CompiledCode } from './analysis/compiledCode';
import { createServices } from './analysis/createServices';
import { MessageTraffic } from './analysis/messageTraffic';
import { connectToClient } from './features/connectToClient';
import { startServer } from './features/startServer';

/** The server as the VS Code client starts it: transport from the arguments, trust from the initialization options. */
export function main(compiledCode: CompiledCode): void {
  const traffic = new MessageTraffic();
  const connection = connectToClient(traffic);
  const installation = dirname(__dirname);
  startServer(connection, {
    createServices: (cache, onProblem) => ({
      ...createServices(installation, process.env, cache, onProblem),
      compiledCode,
      traffic,
    }),
    trusted: process.argv.includes('--trust'),
  });
  connection.listen();
}
