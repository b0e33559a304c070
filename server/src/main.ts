import { dirname } from 'node:path';
import { createServices } from './analysis/createServices';
import { connectToClient } from './features/connectToClient';
import { startServer } from './features/startServer';

/** The server as the VS Code client starts it: transport from the arguments, trust from the initialization options. */
const connection = connectToClient();
startServer(connection, {
  createServices: (cache, onProblem) => createServices(dirname(__dirname), process.env, cache, onProblem),
  trusted: process.argv.includes('--trust'),
});
connection.listen();
