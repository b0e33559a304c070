import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
  ProposedFeatures,
} from 'vscode-languageserver/browser';
import { MessageTraffic } from './analysis/messageTraffic';
import { createBrowserServices } from './browser/createBrowserServices';
import { filesNotification } from './browser/fileNotification';
import { holdLifeLock } from './browser/lifeLock';
import { putStandardLibrary } from './browser/standardLibrary';
import { takeFiles } from './browser/takeFiles';
import { countMessages } from './features/countMessages';
import { startServer } from './features/startServer';

/**
 * The server as VS Code for the Web starts it: in a worker, whose messages are the protocol's. There are no programs and no disk; the files of the
 * workspace come from the client.
 */
const scope = globalThis as unknown as ConstructorParameters<typeof BrowserMessageReader>[0];
const traffic = new MessageTraffic();
const connection = createConnection(
  ProposedFeatures.all,
  new BrowserMessageReader(scope),
  new BrowserMessageWriter(scope),
  { messageStrategy: countMessages(traffic) },
);
startServer(connection, {
  createServices: (cache, _onProblem, { initializationOptions }) => {
    putStandardLibrary();
    takeFiles(initializationOptions);
    holdLifeLock(initializationOptions);
    return { ...createBrowserServices(cache), traffic };
  },
  trusted: false,
});
connection.onNotification(filesNotification, takeFiles);
connection.listen();
