import type { Readable } from 'node:stream';
import {
  AbstractMessageReader,
  type DataCallback,
  type Disposable,
  type Message,
  type MessageReader,
} from 'vscode-languageserver/node';

const headerEnd = '\r\n\r\n';

/**
 * Reads the protocol's messages from a stream, and hands each on as soon as its last byte is there. The library's own reader does that some turns of
 * the event loop later, which a client waits for at every request.
 */
export class StreamReader extends AbstractMessageReader implements MessageReader {
  /** Bytes that belong to messages which are yet to come. */
  private chunks: Buffer[] = [];
  private length = 0;
  /** With fewer bytes the header or the content is not whole. */
  private needed = 1;
  /** Of the content whose header was read. */
  private contentLength: number | undefined;

  constructor(private readonly stream: Readable) {
    super();
  }

  listen(callback: DataCallback): Disposable {
    const take = (chunk: Buffer): void => this.take(chunk, callback);
    this.stream.on('data', take);
    this.stream.on('error', (error: Error) => this.fireError(error));
    this.stream.on('close', () => this.fireClose());
    return { dispose: () => this.stream.off('data', take) };
  }

  private take(chunk: Buffer, callback: DataCallback): void {
    this.chunks.push(chunk);
    this.length += chunk.length;
    while (this.length >= this.needed) {
      try {
        const content = this.nextContent();
        if (content !== undefined) callback(JSON.parse(content) as Message);
      } catch (error) {
        // The message is lost, and those behind it are read.
        this.fireError(error);
      }
    }
  }

  /** Reads the next header or content. Gives the content as JSON. Throws for a header without a length. */
  private nextContent(): string | undefined {
    const [first] = this.chunks;
    const bytes = first && this.chunks.length === 1 ? first : Buffer.concat(this.chunks);
    const length = this.contentLength;
    if (length !== undefined) {
      this.contentLength = undefined;
      this.keep(bytes.subarray(length), 1);
      return bytes.toString('utf8', 0, length);
    }
    const end = bytes.indexOf(headerEnd);
    if (end < 0) {
      this.keep(bytes, bytes.length + 1);
      return undefined;
    }
    this.keep(bytes.subarray(end + headerEnd.length), 1);
    this.contentLength = contentLengthIn(bytes.toString('latin1', 0, end));
    this.needed = this.contentLength;
    return undefined;
  }

  private keep(rest: Buffer, needed: number): void {
    this.chunks = rest.length > 0 ? [rest] : [];
    this.length = rest.length;
    this.needed = needed;
  }
}

function contentLengthIn(header: string): number {
  const length = /^content-length:\s*(\d+)\s*$/im.exec(header)?.[1];
  if (length === undefined) throw new Error(`a message's header has no Content-Length: ${header}`);
  return Number(length);
}
