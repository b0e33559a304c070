import { Console } from 'node:console';
import type { Socket } from 'node:net';
import { createConnection, ProposedFeatures, type Connection } from 'vscode-languageserver/node';
import { collectBetweenMessages } from './collectBetweenMessages';
import { MessageStream } from './messageStream';

/**
 * The connection to the client over a socket, or else over the transport that the process's arguments name. The library ends the process when
 * the client goes away.
 */
export function connectToClient(socket?: Socket): Connection {
  // A client that breaks off may stop to read before it stops to write: then the library would fail over the answers that it cannot send.
  (socket ?? process.stdout).on('error', () => process.exit(1));
  const options = { messageStrategy: collectBetweenMessages() };
  if (socket) return createConnection(ProposedFeatures.all, socket, new MessageStream(socket), options);
  if (!process.argv.includes('--stdio')) return createConnection(ProposedFeatures.all, options);
  // What a library prints must not get between the messages.
  globalThis.console = new Console(process.stderr);
  return createConnection(ProposedFeatures.all, process.stdin, new MessageStream(process.stdout), options);
}
