import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { Message } from 'vscode-languageserver/node';
import { StreamWriter } from './streamWriter';

test('a message arrives in one piece, with its length in bytes', async () => {
  const stream = new PassThrough();
  const pieces: string[] = [];
  stream.on('data', (piece: Buffer) => pieces.push(piece.toString()));
  const writer = new StreamWriter(stream);
  const messages = [{ jsonrpc: '2.0', result: '→' }, { jsonrpc: '2.0' }];
  for (const message of messages) await writer.write(message);
  expect(pieces).toEqual([
    'Content-Length: 32\r\n\r\n{"jsonrpc":"2.0","result":"→"}',
    'Content-Length: 17\r\n\r\n{"jsonrpc":"2.0"}',
  ]);
});

test('a client that has gone is an error of the writer, and no crash', async () => {
  const stream = new PassThrough();
  const writer = new StreamWriter(stream);
  const failed = new Promise<Error>((resolve) => writer.onError(([error]) => resolve(error)));
  stream.destroy(new Error('write EPIPE'));
  expect((await failed).message).toBe('write EPIPE');
  await expect(writer.write({ jsonrpc: '2.0' })).rejects.toThrow();
});

test('what is no JSON is an error of the writer', async () => {
  const writer = new StreamWriter(new PassThrough());
  const errors: (number | undefined)[] = [];
  writer.onError(([, , count]) => errors.push(count));
  const message: Message & { self?: object } = { jsonrpc: '2.0' };
  message.self = message;
  await expect(writer.write(message)).rejects.toThrow('circular');
  expect(errors).toEqual([1]);
});
