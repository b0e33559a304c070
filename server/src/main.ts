import { dirname } from 'node:path';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from './features/startServer';

/** The server as the VS Code client starts it: transport from the arguments, trust from the initialization options. */
const connection = createConnection(ProposedFeatures.all);
startServer(connection, { installation: dirname(__dirname), trusted: process.argv.includes('--trust') });
connection.listen();
