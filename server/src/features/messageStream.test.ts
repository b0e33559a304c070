import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { MessageStream } from './messageStream';

/** What arrives for these parts of messages, piece by piece. */
async function arriving(parts: readonly string[]): Promise<string[]> {
  const target = new PassThrough();
  const pieces: string[] = [];
  target.on('data', (piece: Buffer) => pieces.push(piece.toString()));
  const stream = new MessageStream(target);
  for (const part of parts)
    await new Promise<void>((resolve, reject) =>
      stream.write(part, (error) => (error ? reject(error) : resolve())),
    );
  return pieces;
}

test('a header and its content arrive together, one message after the other', async () => {
  const header = 'Content-Length: 2\r\n\r\n';
  expect(await arriving([header, '{}', header, '[]'])).toEqual([`${header}{}`, `${header}[]`]);
});

test('content that reads like a header is content', async () => {
  const header = 'Content-Length: 16\r\n\r\n';
  expect(await arriving([header, 'Content-Length: '])).toEqual([`${header}Content-Length: `]);
});

test('a client that has gone is an error of the stream, and no crash', async () => {
  const target = new PassThrough();
  const stream = new MessageStream(target);
  const failed = new Promise<Error>((resolve) => stream.once('error', resolve));
  target.destroy(new Error('write EPIPE'));
  expect((await failed).message).toBe('write EPIPE');
});
