import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { StreamReader } from './streamReader';

/** The messages and errors that a reader tells of, for bytes that arrive in these pieces. */
function read(pieces: readonly (string | Buffer)[]): { messages: unknown[]; errors: string[] } {
  const stream = new PassThrough();
  const reader = new StreamReader(stream);
  const messages: unknown[] = [];
  const errors: string[] = [];
  reader.onError(({ message }) => errors.push(message));
  reader.listen((message) => messages.push(message));
  for (const piece of pieces) stream.emit('data', Buffer.from(piece));
  return { messages, errors };
}

const framed = (content: string, more = ''): string =>
  `Content-Length: ${Buffer.byteLength(content)}\r\n${more}\r\n${content}`;

test('messages are handed on with their last byte, however they are divided', () => {
  const bytes = Buffer.from(framed('{"text":"a → b"}') + framed('{"id":1}'));
  const expected = [{ text: 'a → b' }, { id: 1 }];
  expect(read([bytes]).messages).toEqual(expected);
  expect(read([...bytes].map((byte) => Buffer.of(byte))).messages).toEqual(expected);
  for (let at = 1; at < bytes.length; at++)
    expect(read([bytes.subarray(0, at), bytes.subarray(at)]).messages).toEqual(expected);
});

test('the name of the length is read in any case, and other headers are passed over', () => {
  const header = 'Content-Type: application/vscode-jsonrpc; charset=utf-8\r\ncontent-length: 2\r\n\r\n';
  expect(read([`${header}{}`, framed('[]', 'X: y\r\n')]).messages).toEqual([{}, []]);
});

test('a message that cannot be read is told of, and the next one is read', () => {
  const { messages, errors } = read([framed('{'), framed(''), 'Length: 2\r\n\r\n', framed('{}')]);
  expect(messages).toEqual([{}]);
  expect(errors).toHaveLength(3);
  expect(errors[2]).toBe("a message's header has no Content-Length: Length: 2");
});

test('the end of the stream is told of', async () => {
  const stream = new PassThrough();
  const reader = new StreamReader(stream);
  const closed = new Promise<void>((resolve) => reader.onClose(resolve));
  reader.listen(() => undefined);
  stream.destroy();
  await closed;
});
