import type { Writable } from 'node:stream';
import { AbstractMessageWriter, type Message, type MessageWriter } from 'vscode-languageserver/node';

/**
 * Writes the protocol's messages to a stream, each at once and in one piece. The library's own writer waits for turns of the event loop before, and writes
 * the header apart from the content: where a pipe leads to the client, it would wake for the header and find that there is nothing to read yet.
 */
export class StreamWriter extends AbstractMessageWriter implements MessageWriter {
  private failures = 0;

  constructor(private readonly stream: Writable) {
    super();
    stream.on('error', (error: Error) => this.fireError(error));
    stream.on('close', () => this.fireClose());
  }

  /** Rejects when the message is no JSON, or the client has gone. */
  async write(message: Message): Promise<void> {
    try {
      await this.send(JSON.stringify(message));
    } catch (error) {
      this.fireError(error, message, ++this.failures);
      throw error;
    }
  }

  end(): void {
    this.stream.end();
  }

  private send(content: string): Promise<void> {
    const whole = `Content-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}`;
    return new Promise((resolve, reject) => {
      this.stream.write(whole, (error) => (error ? reject(error) : resolve()));
    });
  }
}
