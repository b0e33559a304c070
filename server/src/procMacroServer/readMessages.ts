import type { Readable } from 'node:stream';

/** Longer messages are refused: larger texts no engine of JavaScript can hold. */
const maximumMessageBytes = 256 * 1024 * 1024;

/**
 * Gives each message of a stream to `onMessage`, without the byte that ends it, as soon as it is there; what comes behind the last such byte is none.
 * Rejects with a RangeError for a message that is too long.
 */
export function readMessages(
  input: Readable,
  terminator: number,
  onMessage: (message: Buffer) => void,
  maximumBytes = maximumMessageBytes,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let pending: Buffer[] = [];
    let pendingBytes = 0;
    input.on('data', (chunk: Buffer) => {
      let start = 0;
      for (let end = chunk.indexOf(terminator); end >= 0; end = chunk.indexOf(terminator, start)) {
        const part = chunk.subarray(start, end);
        onMessage(pending.length === 0 ? part : Buffer.concat([...pending, part]));
        pending = [];
        pendingBytes = 0;
        start = end + 1;
      }
      if (start === chunk.length) return;
      pending.push(chunk.subarray(start));
      pendingBytes += chunk.length - start;
      if (pendingBytes > maximumBytes) {
        input.destroy();
        reject(new RangeError(`a message has more than ${maximumBytes} bytes`));
      }
    });
    input.on('end', resolve);
    input.on('error', reject);
  });
}
