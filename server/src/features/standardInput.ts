import { fstatSync } from 'node:fs';
import { Socket, type SocketConstructorOpts, type TcpSocketConnectOpts } from 'node:net';
import type { Readable } from 'node:stream';

const descriptor = 0;

/** Messages are shorter, but for those that bring a whole file. */
const bufferBytes = 1 << 16;

/**
 * Standard input as a stream of `data` events. A pipe is read into one buffer: Node's own stream makes a new one for each read, and again for the read
 * behind it, which comes before a message is answered and takes as long as a short answer.
 */
export function standardInput(): Readable {
  const status = fstatSync(descriptor);
  if (!status.isFIFO() && !status.isSocket()) return process.stdin;
  const options: SocketConstructorOpts & Pick<TcpSocketConnectOpts, 'onread'> = {
    fd: descriptor,
    readable: true,
    writable: false,
    onread: {
      buffer: Buffer.allocUnsafeSlow(bufferBytes),
      callback: (length, buffer) => socket.emit('data', Buffer.from(buffer.subarray(0, length))),
    },
  };
  const socket: Socket = new Socket(options);
  return socket;
}
