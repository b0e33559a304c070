import type { Readable } from 'node:stream';

const newline = 0x0a;

/** Longer lines are refused: larger texts no engine of JavaScript can hold. */
export const maximumLineBytes = 256 * 1024 * 1024;

/**
 * Gives each line of a stream to `onLine`, without its end, as soon as it is there; a last line that does not end is no line. Rejects with a RangeError
 * for a line that is too long.
 */
export function readLines(
  input: Readable,
  onLine: (line: string) => void,
  maximumBytes = maximumLineBytes,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let pending: Buffer[] = [];
    let pendingBytes = 0;
    input.on('data', (chunk: Buffer) => {
      let start = 0;
      for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, start)) {
        const part = chunk.subarray(start, end);
        onLine((pending.length === 0 ? part : Buffer.concat([...pending, part])).toString('utf8'));
        pending = [];
        pendingBytes = 0;
        start = end + 1;
      }
      if (start === chunk.length) return;
      pending.push(chunk.subarray(start));
      pendingBytes += chunk.length - start;
      if (pendingBytes > maximumBytes) {
        input.destroy();
        reject(new RangeError(`a line has more than ${maximumBytes} bytes`));
      }
    });
    input.on('end', resolve);
    input.on('error', reject);
  });
}
