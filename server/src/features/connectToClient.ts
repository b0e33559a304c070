import { Console } from 'node:console';
import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import {
  createConnection,
  Message,
  ProposedFeatures,
  ShutdownRequest,
  type Connection,
  type MessageStrategy,
} from 'vscode-languageserver/node';
import type { MessageTraffic } from '../analysis/messageTraffic';
import { collectBetweenMessages } from './collectBetweenMessages';
import { countMessages } from './countMessages';
import { standardInput } from './standardInput';
import { StreamReader } from './streamReader';
import { StreamWriter } from './streamWriter';

/**
 * The connection to the client over a socket, or else over the transport that the process's arguments name. The process ends when the client goes
 * away. `traffic` counts its messages.
 */
export function connectToClient(traffic: MessageTraffic, socket?: Socket): Connection {
  // A client that breaks off may stop to read before it stops to write: then the library would fail over the answers that it cannot send.
  (socket ?? process.stdout).on('error', () => process.exit(1));
  collectBetweenMessages(traffic);
  if (socket) return connectStreams(socket, socket, traffic);
  if (!process.argv.includes('--stdio'))
    return createConnection(ProposedFeatures.all, { messageStrategy: countMessages(traffic) });
  // What a library prints must not get between the messages.
  globalThis.console = new Console(process.stderr);
  return connectStreams(standardInput(), process.stdout, traffic);
}

/** The library would end the process with the client only where it reads the stream itself. */
function connectStreams(input: Readable, output: Writable, traffic: MessageTraffic): Connection {
  const { handleMessage } = countMessages(traffic);
  let exitCode = 1;
  const messageStrategy: MessageStrategy = {
    handleMessage: (message, next) => {
      if (Message.isRequest(message) && message.method === ShutdownRequest.method) exitCode = 0;
      return handleMessage(message, next);
    },
  };
  for (const event of ['end', 'close']) input.on(event, () => process.exit(exitCode));
  const [reader, writer] = [new StreamReader(input), new StreamWriter(output)];
  return createConnection(ProposedFeatures.all, reader, writer, { messageStrategy });
}
