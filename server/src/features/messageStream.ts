import { Writable } from 'node:stream';

type Done = (error?: Error | null) => void;

/**
 * Passes messages on to a stream, each in one piece. The protocol's library writes the header and the content of a message one after the other,
 * and where a pipe leads to the client, it would wake for the header and find that there is nothing to read yet.
 */
export class MessageStream extends Writable {
  /** Of a message whose content is yet to come. */
  private header: Buffer | undefined;

  constructor(private readonly target: NodeJS.WritableStream) {
    super();
    target.on('error', (error: Error) => this.destroy(error));
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    if (this.header === undefined && isHeader(chunk)) {
      this.header = chunk;
      done();
      return;
    }
    const whole = this.header ? Buffer.concat([this.header, chunk]) : chunk;
    this.header = undefined;
    this.target.write(whole, done);
  }
}

/** The content of a message is JSON, which begins otherwise. */
function isHeader(chunk: Buffer): boolean {
  return chunk.subarray(0, headerStart.length).equals(headerStart);
}

const headerStart = Buffer.from('Content-Length: ');
