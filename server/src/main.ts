import { dirname } from 'node:path';
import { connectToClient } from './features/connectToClient';
import { startServer } from './features/startServer';

/** The server as the VS Code client starts it: transport from the arguments, trust from the initialization options. */
const connection = connectToClient();
startServer(connection, { installation: dirname(__dirname), trusted: process.argv.includes('--trust') });
connection.listen();
